"""
Comments in a PAC file that speak to the linter.

    // pacgen: ignore[rule] reason          this line, or the next one with code
    // pacgen: disable[rule] reason         from here on
    // pacgen: enable[rule]                 until here
    // pacgen: ignore-file[rule] reason     the whole file

A rule is named by its name, its code, or its group; several are separated by commas. Block
comments work as well. What is inside of a string is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pacgen.engine import Span, SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Directive", "DirectiveKind", "directives"]

_MARK = "pacgen:"
_DIRECTIVE = re.compile(
    r"\bpacgen:\s*(?P<kind>ignore-file|ignore|disable|enable)\b\s*"
    r"(?:\[(?P<rules>[^\]\n]*)\])?(?P<reason>[^\n]*)"
)
_COMMENTS = frozenset({"comment", "html_comment"})
_NO_REASON = " \t\r:;,.*/-\u2013\u2014"
"""What stands between the bracket and the reason, or behind it, and is none."""


class DirectiveKind(StrEnum):
    """What a comment asks for."""

    IGNORE = "ignore"
    DISABLE = "disable"
    ENABLE = "enable"
    IGNORE_FILE = "ignore-file"


@dataclass(frozen=True, slots=True)
class Directive:
    """One wish, as it is written."""

    kind: DirectiveKind
    rules: tuple[str, ...]
    """As written; empty where the brackets are missing or have nothing in them."""

    reason: str
    span: Span
    """The wish itself, from ``pacgen:`` on."""

    comment: Span
    """The whole comment."""

    is_alone: bool
    """Whether the comment says nothing else."""

    line: int
    """The line with the code that it speaks of: its own, or the next that has code."""


def directives(text: str) -> tuple[Directive, ...]:
    """Return what the comments of a PAC file ask for, in their order."""
    if _MARK not in text:
        return ()
    tree = SyntaxTree(text)
    comments = [node for node in tree.walk() if node.type in _COMMENTS]
    lines = _Lines(tree, comments)
    return tuple(directive for node in comments for directive in _of(tree, node, lines))


def _of(tree: SyntaxTree, node: Node, lines: _Lines) -> Iterator[Directive]:
    source, comment = tree.source(node), tree.span(node)
    for found in _DIRECTIVE.finditer(source):
        around = source[: found.start()] + source[found.end() :]
        yield Directive(
            kind=DirectiveKind(found["kind"]),
            rules=tuple(r.strip() for r in (found["rules"] or "").split(",") if r.strip()),
            reason=found["reason"].removesuffix("*/").strip(_NO_REASON),
            span=_span(comment, source, found),
            comment=comment,
            is_alone=not around.strip(" \t\r\n*/"),
            line=lines.meant_by(comment),
        )


def _span(comment: Span, source: str, found: re.Match[str]) -> Span:
    """Return where a match in a comment stands in the file; it is within one line."""
    before = source[: found.start()]
    line = comment.line + before.count("\n")
    column = found.start() - (before.rfind("\n") + 1) + 1
    if line == comment.line:
        column += comment.column - 1
    length = len(found.group().removesuffix("*/").rstrip())
    return Span(line, column, line, column + length)


class _Lines:
    """Which lines have code."""

    def __init__(self, tree: SyntaxTree, comments: Sequence[Node]) -> None:
        self._lines = tree.text.split("\n")
        for node in comments:
            self._blank(tree.span(node))

    def meant_by(self, comment: Span) -> int:
        """Return the line that *comment* speaks of: its own if there is code, or the next."""
        if self._lines[comment.line - 1].strip():
            return comment.line
        number = comment.end_line
        while number < len(self._lines) and not self._lines[number - 1].strip():
            number += 1
        return number

    def _blank(self, span: Span) -> None:
        """Put blanks where the comment is; columns stay as they are."""
        for number in range(span.line, span.end_line + 1):
            line = self._lines[number - 1]
            start = span.column - 1 if number == span.line else 0
            end = span.end_column - 1 if number == span.end_line else len(line)
            self._lines[number - 1] = line[:start] + " " * (end - start) + line[end:]
