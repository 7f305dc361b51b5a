"""
Where in a PAC file the functions are that clients call, and where in each a first statement can go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.engine import Span
from pacgen.errors import RefusedError
from pacgen.publish.patch.definitions import ARROW, Source, find_function, own_nodes

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["EntryPoint", "find_entry_points"]

MAIN = "FindProxyForURL"
EXTENDED = "FindProxyForURLEx"
"""What WinHTTP and Internet Explorer prefer where a file has it; no other client looks for it."""

_REST_OF_LINE = re.compile(r"[ \t]*(?://[^\r\n]*|/\*[^\r\n]*?\*/[ \t]*)?(?=[\r\n])")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A function that clients call."""

    names: tuple[str, ...]
    """What they call it by: one name, or both."""

    span: Span
    """The function."""

    offset: int
    """Where its first statement can go, in characters: after directives, and after a comment."""

    host: str
    """The JavaScript expression for the host at that place."""

    indent: str
    """What the function's statements begin with."""


def find_entry_points(source: Source) -> tuple[EntryPoint, ...]:
    """
    Return the functions that clients call, in the order of the file.

    Raises:
        RefusedError: there is none, or which one it is depends on something, or it has no place
            for a statement or no way to know the host.
    """
    main = find_function(source, MAIN)
    if main is None:
        raise RefusedError(
            f"{source.name}: there is no function {MAIN}",
            usually="the name is spelled differently; capitals count",
            tip=f"declare it at the top level: function {MAIN}(url, host) {{ ... }}",
        )
    extended = find_function(source, EXTENDED)
    if extended is None:
        return (_entry_point(source, main, (MAIN,)),)
    if extended == main:
        return (_entry_point(source, main, (MAIN, EXTENDED)),)
    both = (_entry_point(source, main, (MAIN,)), _entry_point(source, extended, (EXTENDED,)))
    return tuple(sorted(both, key=lambda entry: entry.offset))


def _entry_point(source: Source, function: Node, names: tuple[str, ...]) -> EntryPoint:
    body = function.child_by_field_name("body")
    if body is None or body.type != "statement_block":
        raise source.refusal(
            function,
            f"{names[0]} is an arrow function that has an expression and no statements",
            "WinHTTP cannot read it either",
            f"write function {names[0]}(url, host) {{ return ...; }}",
        )
    return EntryPoint(
        names,
        source.tree.span(function),
        _offset(source, body),
        _host(source, function, names[0]),
        _indent(source, body),
    )


def _offset(source: Source, body: Node) -> int:
    """Return the place behind the brace, or behind directives, which must stay first."""
    end = body.children[0].end_byte
    for child in body.children[1:]:
        if child.type == "comment":
            continue
        if child.type != "expression_statement" or not _is_string(child):
            break
        end = child.end_byte
    offset = len(source.tree.data[:end].decode("utf-8"))
    rest = _REST_OF_LINE.match(source.tree.text, offset)
    return rest.end() if rest else offset


def _is_string(statement: Node) -> bool:
    return [n.type for n in statement.named_children if n.type != "comment"] == ["string"]


def _host(source: Source, function: Node, name: str) -> str:
    """Return the expression for the second argument."""
    parameters = _parameters(source, function)
    taken = _taken_names(source, function)
    second = parameters[1] if len(parameters) > 1 else ""
    if second and second not in parameters[2:] and second not in taken:
        return second
    if second in taken:
        problem = f"a function in {name} takes the place of its parameter {second}"
    elif function.type == ARROW:
        problem = f"{name} is an arrow function without a plain second parameter"
    elif "arguments" in taken | set(parameters):
        problem = f"{name} has no plain second parameter, and a variable called arguments"
    else:
        return "arguments[1]"
    raise source.refusal(
        function,
        problem,
        "the host cannot be known at its beginning",
        f"declare {name}(url, host) and do not use these names for anything else in it",
    )


def _parameters(source: Source, function: Node) -> list[str]:
    """Return the parameters' names; ``""`` for one that takes a value apart."""
    holder = function.child_by_field_name("parameters")
    if holder is None:
        return []
    names = []
    for child in holder.named_children:
        if child.type == "comment":
            continue
        node = child.child_by_field_name("left") or child
        names.append(source.tree.source(node) if node.type == "identifier" else "")
    return names


def _taken_names(source: Source, function: Node) -> set[str]:
    """Return the names that stand for something else before the first statement runs."""
    taken: set[str] = set()
    for node in own_nodes(function):
        name = node.child_by_field_name("name")
        if name is None:
            continue
        text = source.tree.source(name)
        # A plain "var host" leaves the parameter what it is, but "var arguments" is a trap.
        if node.type == "function_declaration" or text == "arguments":
            taken.add(text)
    return taken


def _indent(source: Source, body: Node) -> str:
    """Return what the first statement that begins a line begins with."""
    first = body.start_point.row
    for child in body.named_children:
        line = source.tree.line(child.start_point.row + 1)
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if child.start_point.row > first and child.start_point.column == len(indent):
            return indent
    line = source.tree.line(first + 1)
    outer = line[: len(line) - len(line.lstrip(" \t"))]
    return outer + ("\t" if "\t" in outer else _INDENT)
