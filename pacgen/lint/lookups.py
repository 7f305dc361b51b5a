"""Where the entry point asks the DNS about the host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pacgen.lint.program import Call, Program, Subject

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["lookups"]

_ADDRESS_TEST = re.compile(
    r"\.(test|match|exec|search)\(|ip_?(v?4|addr)|is_?ip|numeric", re.IGNORECASE
)
_LONG = 4000
"""Conditions longer than this are not searched: tests of an address are short."""


def lookups(program: Program) -> Iterator[Call]:
    """
    Yield the calls in the entry point that look the host up, in the order of the text.

    ``isInNet(host, ...)`` does so too, unless it is asked after a test for an address.
    """
    functions = [function for found in program.subjects.entry_points.values() for function in found]
    known: dict[int, bool] = {}
    calls = program.calls.of("dnsResolve", "isResolvable", "isInNet")
    for call in sorted(calls, key=lambda call: call.node.start_byte):
        if not call.arguments or program.index.function(call.node) not in functions:
            continue
        is_host = program.subject(call.arguments[0]) is Subject.HOST
        if is_host and not _is_guarded(program, call.node, known):
            yield call


def _is_guarded(program: Program, node: Node, known: dict[int, bool]) -> bool:
    """Say whether *node* is reached for addresses alone; every step upwards is taken once."""
    path = []
    current: Node | None = node
    found = False
    while current is not None:
        if current.id in known:
            found = known[current.id]
            break
        path.append(current.id)
        parent = program.index.parent(current)
        if parent is not None and _guards(program, parent, current):
            found = True
            break
        current = parent
    for key in path:
        known[key] = found
    return found


def _guards(program: Program, parent: Node, node: Node) -> bool:
    index = program.index
    match parent.type:
        case "binary_expression" if index.operator(parent) == "&&":
            return index.field(parent, "right") == node and _tests(program, parent, "left")
        case "if_statement" | "ternary_expression":
            return index.field(parent, "condition") != node and _tests(program, parent, "condition")
        case _:
            return False


def _tests(program: Program, node: Node, field: str) -> bool:
    part = program.index.field(node, field)
    if part is None or part.end_byte - part.start_byte > _LONG:
        return False
    return _ADDRESS_TEST.search(program.index.text(part)) is not None
