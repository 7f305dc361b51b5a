"""
Rules that never get their turn: an earlier statement wins.

A statement that returns a proxy for a host of the endpoint list is switched off, and the file is
asked again. If another statement then says DIRECT, and it is no leftover for everybody, that one
was there all along: it loses, the other one wins. So this is proven, whatever the code is like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.engine import Span, SyntaxTree, Trace
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.probes import Role
from pacgen.lint.traces import LONG
from pacgen.lint.winners import condition_that_held

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Shadow", "shadowed"]

_MOST_WINNERS = 8
"""Statements that are switched off in one file."""

_MOST_LAYERS = 4
"""Statements that may lie above one rule."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """Hosts for which one statement wins that another one was written for."""

    answers: tuple[Answer, ...]
    loser: Span
    """What would return DIRECT: a rule, from its condition to its result."""


def shadowed(context: LintContext) -> tuple[Shadow, ...]:
    """Return what is in the shadow of another statement."""
    return context.once(_all_shadowed)


def _all_shadowed(context: LintContext) -> tuple[Shadow, ...]:
    return tuple(_shadowed(context))


def _shadowed(context: LintContext) -> Iterator[Shadow]:
    if context.default_is_direct or context.asker is None:
        return
    proxied = [a for a in context.select(Role.HOST, Role.NAMED_HOST) if a.is_proxied]
    if len(context.pac.text) > LONG:
        # To look costs seconds there: only for hosts that the file names, or their domains.
        names = frozenset(context.named_hosts)
        proxied = [a for a in proxied if not names.isdisjoint(_domains(a.probe.host))]
    traces = context.trace(proxied)
    decided = [
        (answer, trace.deciding.span)
        for answer, trace in zip(proxied, traces, strict=True)
        if trace is not None and trace.deciding is not None
    ]
    groups = list(grouped(decided, lambda pair: pair[1]).items())
    for winner, members in groups[:_MOST_WINNERS]:
        yield from _behind(context, winner, [answer for answer, _ in members])


def _domains(host: str) -> list[str]:
    """Return *host* and all domains that it is in."""
    labels = host.split(".")
    return [".".join(labels[first:]) for first in range(len(labels))]


def _behind(context: LintContext, winner: Span, answers: Sequence[Answer]) -> Iterator[Shadow]:
    """Switch off *winner*, and what then wins in its place, until something says DIRECT."""
    asker = context.asker
    text: str | None = context.pac.text
    requests = [answer.decision.request for answer in answers]
    for _ in range(_MOST_LAYERS):
        text = None if text is None else _switched_off(context, text, winner)
        if text is None or asker is None:
            return
        decisions = asker.trace_text(text, requests, answers[0].target)
        freed = [
            (answer, decision.trace.deciding.span)
            for answer, decision in zip(answers, decisions, strict=False)
            if decision.fault is None
            and decision.is_direct
            and decision.trace is not None
            and _is_for_few(decision.trace)
            and decision.trace.deciding is not None
        ]
        for loser, members in grouped(freed, lambda pair: pair[1]).items():
            yield Shadow(tuple(answer for answer, _ in members), _rule_at(context.tree, loser))
        traces = [d.trace for d in decisions if d.trace is not None and d.trace.trusted]
        next_winners = [t.deciding.span for t in traces if t.deciding is not None]
        if freed or not next_winners or next_winners[0] == winner:
            return
        winner = next_winners[0]


def _is_for_few(trace: Trace) -> bool:
    """Say whether the answer is one that a condition led to, and certain."""
    return trace.trusted and condition_that_held(trace) is not None


def _switched_off(context: LintContext, text: str, winner: Span) -> str | None:
    """
    Return *text* with the condition above *winner* made false; ``None`` if there is none.

    Every other character stays where it is.
    """
    tree = context.tree
    node = _node_at(tree, winner)
    while node is not None and node.parent is not None:
        parent = node.parent
        if parent.type == "if_statement":
            condition = parent.child_by_field_name("condition")
            taken = parent.child_by_field_name("consequence")
            if condition is None or taken is None:
                return None
            value = "0" if taken == node else "1"
            return _replaced(text, tree, condition, value)
        if parent.type in _FUNCTIONS:
            return None
        node = parent
    return None


_FUNCTIONS = frozenset({"function_declaration", "function_expression", "arrow_function"})


def _rule_at(tree: SyntaxTree, result: Span) -> Span:
    """Return the span from the condition that stands above *result* to its end."""
    node = _node_at(tree, result)
    while node is not None and node.type not in _FUNCTIONS:
        condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
        if condition is not None:
            start = tree.span(condition)
            return Span(start.line, start.column, result.end_line, result.end_column)
        node = node.parent
    return result


def _node_at(tree: SyntaxTree, span: Span) -> Node | None:
    line = tree.line(span.line)
    column = len(line[: span.column - 1].encode())
    point = (span.line - 1, column)
    return tree.root.descendant_for_point_range(point, point)


def _replaced(text: str, tree: SyntaxTree, condition: Node, value: str) -> str:
    """Return *text* with the inside of a parenthesized *condition* replaced."""
    before = tree.data[: condition.start_byte].decode("utf-8", "replace")
    inside = tree.source(condition)[1:-1]
    blank = "".join(c if c in "\r\n" else " " for c in inside)
    start = len(before) + 1
    padded = value + blank[1:] if blank and blank[0] == " " else value + blank
    return text[:start] + padded + text[start + len(inside) :]
