"""
The marks around what pacgen wrote into somebody else's PAC file: finding them, and cutting it out.

A block begins with the line break before its first mark and ends with its last mark. So cutting
it out leaves exactly what was there before, whatever stands on the lines around it.
The last mark is a comment of the kind that ends itself, since code may follow on its line.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pacgen.errors import RefusedError
from pacgen.publish.patch.definitions import SCOPES, Source

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Block", "Part", "cut", "find_blocks", "marked"]

_OPENING = re.compile(r"// pacgen >>> (?P<part>rule|list) (?P<digest>[0-9a-f]{8})\b.*")
_CLOSING = re.compile(r"/\* pacgen <<< (?P<part>rule|list) \*/")
_MARK = re.compile(r"(?://|/\*)\s*pacgen\s*(?:>>>|<<<)")
_LINE_START = re.compile(r"(?:\r\n|\r|\n)[ \t]*\Z")


class Part(StrEnum):
    """What a block is."""

    RULE = "rule"
    """A statement at the start of a function that clients call."""

    LIST = "list"
    """The hosts, at the end of the file."""


_NOTES = {
    Part.RULE: "asks the list at the end of this file",
    Part.LIST: "do not edit up to the next mark",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A block that was found; offsets in characters."""

    part: Part
    start: int
    """Before the line break that precedes the first mark."""

    end: int
    """Behind the last mark."""

    place: str
    """Line and column of the first mark."""

    is_edited: bool
    """Whether somebody has changed what is between the marks."""


def marked(part: Part, text: str, indent: str = "") -> str:
    """Put *text*, which ends in a line break, between marks."""
    opening = f"// pacgen >>> {part} {_digest(text)} made by pacgen patch: {_NOTES[part]}"
    return f"\n{indent}{opening}\n{text}{indent}/* pacgen <<< {part} */"


def cut(text: str, blocks: tuple[Block, ...]) -> str:
    """Return *text* without *blocks*, which are in the order of the file."""
    starts = [*(block.start for block in blocks), len(text)]
    ends = [0, *(block.end for block in blocks)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def find_blocks(source: Source) -> tuple[Block, ...]:
    """
    Return the blocks of a file in their order.

    Only comments are looked at: a mark in a string, or within another comment, is none.

    Raises:
        RefusedError: marks are damaged, or there are too many or too few.
    """
    marks = [
        node
        for node in source.tree.walk()
        if node.type == "comment" and _MARK.match(source.tree.source(node))
    ]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    blocks = tuple(_block(source, *pair) for pair in pairs)
    if len(marks) % 2:
        raise _damaged(source, marks[-1], "this mark has no partner")
    _check_numbers(source, blocks, pairs)
    return blocks


def _block(source: Source, first: Node, last: Node) -> Block:
    opening = _OPENING.fullmatch(source.tree.source(first))
    closing = _CLOSING.fullmatch(source.tree.source(last))
    if opening is None:
        raise _damaged(source, first, "a first mark is missing or was changed")
    if closing is None or closing["part"] != opening["part"]:
        raise _damaged(source, last, f"the last mark of the {opening['part']} should be here")
    data = source.tree.data
    before = data[: first.start_byte].decode("utf-8")
    line_start = _LINE_START.search(before)
    inside = data[first.end_byte : last.start_byte].decode("utf-8")
    return Block(
        Part(opening["part"]),
        line_start.start() if line_start else len(before),
        len(data[: last.end_byte].decode("utf-8")),
        source.place(first),
        _digest(inside) != opening["digest"],
    )


def _check_numbers(
    source: Source, blocks: tuple[Block, ...], pairs: list[tuple[Node, Node]]
) -> None:
    rules = [pair[0] for block, pair in zip(blocks, pairs, strict=True) if block.part is Part.RULE]
    lists = [pair[0] for block, pair in zip(blocks, pairs, strict=True) if block.part is Part.LIST]
    holders = [_function(node) for node in rules]
    for number, node in enumerate(rules):
        if holders[number] in holders[:number]:
            raise _damaged(source, node, "this function has the rule twice")
    if len(lists) > 1:
        raise _damaged(source, lists[1], "this is a second list")
    if bool(rules) != bool(lists):
        there, missing = ("rule", "list") if rules else ("list", "rule")
        node = (rules or lists)[0]
        raise _damaged(source, node, f"here is the {there}, but the {missing} is missing")


def _function(node: Node) -> int | None:
    holder = node.parent
    while holder is not None and holder.type not in SCOPES:
        holder = holder.parent
    return None if holder is None else holder.start_byte


def _damaged(source: Source, node: Node, what: str) -> RefusedError:
    return source.refusal(
        node,
        f"the marks of pacgen are damaged: {what}",
        "lines were deleted, copied or moved by hand",
        "restore the file from a copy, or delete what is between the marks, and all marks, by hand",
    )


def _digest(text: str) -> str:
    """Sum up *text*; indentation and line ends do not count."""
    lines = [line.strip() for line in text.splitlines()]
    return hashlib.sha256("\n".join(filter(None, lines)).encode("utf-8")).hexdigest()[:8]
