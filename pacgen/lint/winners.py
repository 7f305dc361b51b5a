"""Which line wins: what the trace of an answer says to people."""

from __future__ import annotations

from pacgen.engine import Step, StepKind, Trace

__all__ = ["condition_that_held"]


def condition_that_held(trace: Trace) -> Step | None:
    """
    Return the condition that led to the answer, if one did.

    It is the last that was looked at, and it held. Where the last one did not hold, the answer is
    what is left over.
    """
    last = None
    for step in trace.steps:
        if step is trace.deciding:
            break
        if step.kind is StepKind.CONDITION:
            last = step
    return last if last is not None and last.holds else None
