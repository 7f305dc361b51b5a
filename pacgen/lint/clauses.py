"""
The rules of a file: the ``if`` statements, one after the other, that make up its entry point.

A clause is one of them that returns a constant. So that it can be told which of them decides,
whatever the lines look like, the file is run with a mark of its own in place of each constant:
nothing else about it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.engine import Span
from pacgen.lint.edits import edited
from pacgen.lint.finding import Edit
from pacgen.lint.program import ENTRY_POINTS, Comparison, Program

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = [
    "Alternative",
    "Clause",
    "clauses",
    "entry_returns",
    "mark",
    "marked",
    "number_of",
    "statements",
    "test_node",
]

_MARK = "pacgen-clause-"

Alternative = tuple[tuple[Comparison, ...], ...]
"""
Tests that must all hold. Each is a comparison, or several of which one is enough: elements of a
list.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A rule: who it is about, and what they get."""

    number: int
    """In the order of the file, from 0."""

    statement: Node
    """The ``if``."""

    condition: Node
    value: Node
    """What is returned."""

    result: str
    """What that is."""

    span: Span
    """Of the returned value: where the answer is decided."""

    alternatives: tuple[Alternative, ...]
    """
    The condition as far as it is about the host: one of these must hold.

    A part that is about something else is left out, so that they may promise too much.
    """

    is_bounded: bool
    """Whether every alternative has a test of the host: else the clause is about all hosts."""


def clauses(program: Program) -> tuple[Clause, ...]:
    """Return the clauses of ``FindProxyForURL``."""
    functions = program.subjects.entry_points.get(ENTRY_POINTS[0])
    if not functions:
        return ()
    by_node: dict[int, list[Comparison]] = {}
    for comparison in program.comparisons:
        by_node.setdefault(comparison.node.id, []).append(comparison)
    found: list[Clause] = []
    for statement in statements(program, functions[-1]):
        clause = _clause(program, statement, by_node, len(found))
        if clause is not None:
            found.append(clause)
    return tuple(found)


def marked(text: str, found: Sequence[Clause]) -> str:
    """Return *text* with a mark in place of what each clause returns; lines stay what they are."""
    edits = [Edit(clause.span, mark(clause)) for clause in found]
    return edited(text, edits)


def mark(clause: Clause) -> str:
    """Return the code of the mark of *clause*, over as many lines as what it takes the place of."""
    lines = clause.span.end_line - clause.span.line
    return json.dumps(f"{_MARK}{clause.number}") + "\n" * lines


def number_of(returned: str | None) -> int | None:
    """Return the number of the clause that gave an answer of a marked file; ``None``: none did."""
    if returned is None or not returned.startswith(_MARK):
        return None
    return int(returned.removeprefix(_MARK))


def statements(program: Program, function: Node) -> Iterator[Node]:
    """Yield the ``if`` statements of a function's body, ``else if`` included."""
    for statement in program.index.parts(program.index.field(function, "body")):
        branch: Node | None = statement
        while branch is not None and branch.type == "if_statement":
            yield branch
            otherwise = program.index.field(branch, "alternative")
            inside = program.index.parts(otherwise)
            branch = inside[0] if inside else None


def entry_returns(program: Program) -> dict[int, list[Node]]:
    """Return what ``FindProxyForURL`` itself returns, by line."""
    found: dict[int, list[Node]] = {}
    functions = program.subjects.entry_points.get(ENTRY_POINTS[0], [])
    for statement in program.index.nodes("return_statement"):
        values = program.index.parts(statement)
        if values and program.index.function(statement) in functions[-1:]:
            found.setdefault(program.index.span(statement).line, []).append(values[0])
    return found


def test_node(program: Program, node: Node) -> Node:
    """Return the call in ``host.indexOf("x") >= 0``, other tests as they are."""
    left = program.index.field(node, "left") if node.type == "binary_expression" else None
    return left if left is not None and left.type == "call_expression" else node


def _clause(
    program: Program, statement: Node, by_node: dict[int, list[Comparison]], number: int
) -> Clause | None:
    condition = program.index.field(statement, "condition")
    value = _returned(program, program.index.field(statement, "consequence"))
    result = program.values.string(value)
    if condition is None or value is None or result is None:
        return None
    alternatives = tuple(
        _alternative(program, operand, by_node)
        for operand in program.index.operands(condition, "||")
    )
    return Clause(
        number,
        statement,
        condition,
        value,
        result,
        program.index.span(value),
        alternatives,
        is_bounded=all(alternatives),
    )


def _alternative(
    program: Program, operand: Node, by_node: dict[int, list[Comparison]]
) -> Alternative:
    parts = program.index.operands(operand, "&&")
    tests = (tuple(by_node.get(test_node(program, part).id, ())) for part in parts)
    return tuple(test for test in tests if test)


def _returned(program: Program, statement: Node | None) -> Node | None:
    """Return what a statement, or a block of nothing else, returns."""
    while statement is not None and statement.type == "statement_block":
        inside = program.index.parts(statement)
        statement = inside[0] if len(inside) == 1 else None
    if statement is None or statement.type != "return_statement":
        return None
    value = program.index.parts(statement)
    return value[0] if value else None
