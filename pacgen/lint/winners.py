"""Which line wins: what the trace of an answer says to people."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.engine import Step, StepKind, Trace
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext

__all__ = ["condition_that_held", "grouped_by_place"]


def condition_that_held(trace: Trace) -> Step | None:
    """
    Return the condition that led to the answer, if one did.

    It is the last that was looked at, and it held. Where the last one did not hold, the answer is
    what is left over. Of a trace that broke off nobody knows the last one.
    """
    if not trace.complete:
        return None
    last = None
    for step in trace.steps:
        if step is trace.deciding:
            break
        if step.kind is StepKind.CONDITION:
            last = step
    # The subject of a switch is looked at too, and is no condition: it is mostly a text.
    if last is None or not last.holds or last.value.startswith('"'):
        return None
    return last


def grouped_by_place(context: LintContext, answers: Sequence[Answer]) -> list[list[Answer]]:
    """Sort *answers* by the line that decided; those whose line is not known come together."""
    traces = context.trace(answers)
    places = [t.deciding.span if t is not None and t.deciding is not None else None for t in traces]
    pairs = list(zip(places, answers, strict=True))
    return [[a for _, a in group] for group in grouped(pairs, lambda pair: pair[0]).values()]
