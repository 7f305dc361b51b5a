"""
Rules of a file that speak of the same hosts.

Looked at are the ``if`` statements, one after the other, that make up the entry point: where the
condition is nothing but alternatives and the body returns a constant, no later rule has a say
about those hosts.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pacgen.lint.clauses import statements, test_node
from pacgen.lint.program import Comparison, How, Program, Subject

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Relation", "Rival", "rivals"]


class Relation(Enum):
    """What a later test is to an earlier one."""

    DUPLICATE = "the same test, the same result"
    CONFLICT = "the same test, another result"
    REDUNDANT = "a part of it, the same result"
    SHADOWED = "a part of it, another result"


@dataclass(frozen=True, slots=True)
class Rival:
    """Two tests, of which the later one never decides."""

    relation: Relation
    earlier: Comparison
    later: Comparison
    earlier_result: str
    later_result: str


@dataclass(frozen=True, slots=True)
class _Rule:
    comparison: Comparison
    result: str
    is_sure: bool
    """Whether it returns for every host that passes the test."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a test holds for."""

    exact: str | None = None
    """This name."""

    below: str | None = None
    """Names below this domain."""

    other: tuple[object, ...] | None = None
    """Something that only equals itself."""


@functools.lru_cache(maxsize=1)
def rivals(program: Program) -> tuple[Rival, ...]:
    """
    Return the tests that never decide, each with the first one that takes their hosts.

    Three rules ask for them, one after the other, so the last answer is kept.
    """
    return tuple(_rivals(program))


def _rivals(program: Program) -> Iterator[Rival]:
    by_node: dict[int, list[Comparison]] = {}
    for comparison in program.comparisons:
        by_node.setdefault(comparison.node.id, []).append(comparison)
    for functions in program.subjects.entry_points.values():
        yield from _of_function(program, functions[-1], by_node)


def _of_function(
    program: Program, function: Node, by_node: dict[int, list[Comparison]]
) -> Iterator[Rival]:
    earlier: dict[_Reach, _Rule] = {}
    for rule in _rules(program, function, by_node):
        reach = _reach(rule.comparison)
        first = _taken_by(earlier, reach)
        if first is not None:
            yield _rival(first, rule, same=earlier.get(reach) is first)
        elif rule.is_sure:
            for part in _parts(reach):
                earlier.setdefault(part, rule)


def _rival(first: _Rule, rule: _Rule, *, same: bool) -> Rival:
    agree = _canonical(first.result) == _canonical(rule.result)
    if same:
        relation = Relation.DUPLICATE if agree else Relation.CONFLICT
    else:
        relation = Relation.REDUNDANT if agree else Relation.SHADOWED
    return Rival(relation, first.comparison, rule.comparison, first.result, rule.result)


def _rules(
    program: Program, function: Node, by_node: dict[int, list[Comparison]]
) -> Iterator[_Rule]:
    for statement in statements(program, function):
        condition = program.index.field(statement, "condition")
        result = program.outcomes.returned(program.index.field(statement, "consequence"))
        if condition is None or result is None:
            continue
        for operand in program.index.operands(condition, "||"):
            for part in program.index.operands(operand, "&&"):
                for comparison in by_node.get(test_node(program, part).id, ()):
                    if not comparison.is_negated:
                        yield _Rule(comparison, result, is_sure=part == operand)


def _reach(comparison: Comparison) -> _Reach:
    pattern = comparison.pattern
    domain = pattern.lstrip("*")
    plain = not {"*", "?"} & set(domain) and comparison.subject is Subject.HOST
    match comparison.how:
        case How.EQUAL if plain and pattern:
            return _Reach(exact=pattern)
        case How.SUFFIX if plain and pattern.startswith("."):
            return _Reach(below=pattern[1:])
        case How.SUFFIX if plain and pattern:
            return _Reach(exact=pattern, below=pattern)
        case How.GLOB if plain and pattern.startswith("*.") and pattern.count("*") == 1:
            return _Reach(below=domain[1:])
        case How.GLOB if plain and pattern and pattern == domain:
            return _Reach(exact=pattern)
        case _:
            return _Reach(other=(comparison.how, comparison.subject, pattern, comparison.flags))


def _parts(reach: _Reach) -> Iterator[_Reach]:
    yield reach
    if reach.exact is not None and reach.below is not None:
        yield _Reach(exact=reach.exact)
        yield _Reach(below=reach.below)


def _taken_by(earlier: dict[_Reach, _Rule], reach: _Reach) -> _Rule | None:
    if reach in earlier:
        return earlier[reach]
    name = reach.below if reach.below is not None else reach.exact
    while name:
        name = name.partition(".")[2]
        if _Reach(below=name) in earlier:
            return earlier[_Reach(below=name)]
    return None


def _canonical(result: str) -> str:
    return "".join(result.split()).upper().strip(";")
