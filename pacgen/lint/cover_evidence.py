"""What the untouched file answers for hosts of which the analysis says who decides about them."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.analysis import Condition
from pacgen.engine import Decision, Request, Target
from pacgen.lint.answers import grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Evidence
from pacgen.lint.followed import Cover

__all__ = ["asked_again", "evidence"]

_MOST_TRACED = 20
"""Of so many the deciding line is found out, too; in a long file each takes a while."""


def asked_again(
    context: LintContext, covers: Sequence[Cover], target: Target
) -> dict[Cover, Decision]:
    """
    Ask the untouched file about the shortest host of each of *covers*.

    What it answers otherwise, or decides in another line, is left out: then the analysis, or the
    environment that it thought of, is wrong.
    """
    if context.asker is None or not covers:
        return {}
    requests = {cover: Request.for_host(cover.leaf.witness.host) for cover in covers}
    questions = [(requests[cover], cover.leaf.witness.environment) for cover in requests]
    decisions = context.asker.ask({target: questions}).get(target, [])
    found = {
        cover: decision
        for cover, decision in zip(requests, decisions, strict=False)
        if decision is not None and decision.fault is None and decision.returned == cover.result
    }
    traced = grouped(list(found)[:_MOST_TRACED], lambda cover: cover.leaf.witness.environment)
    for environment, members in traced.items():
        again = context.asker.trace([requests[c] for c in members], target, environment)
        for cover, decision in zip(members, again, strict=False):
            if not _is_decided_at(context, cover, decision):
                del found[cover]
    return found


def evidence(decision: Decision, condition: Condition, expected: str = "") -> Evidence:
    """Return *decision* as evidence, with what must be so in the environment for it."""
    return Evidence(
        url=decision.request.url,
        host=decision.request.host,
        target=decision.target,
        returned=decision.returned,
        route=str(decision.route),
        fault="",
        expected=expected,
        world="" if condition.is_always else str(condition),
    )


def _is_decided_at(context: LintContext, cover: Cover, decision: Decision) -> bool:
    """Say whether the statement that decided is that of *cover*, as far as a trace can tell."""
    trace = decision.trace
    if trace is None or not trace.trusted or trace.deciding is None:
        return True
    span = context.program.index.span(cover.node)
    return trace.deciding.span.line <= span.end_line and span.line <= trace.deciding.span.end_line
