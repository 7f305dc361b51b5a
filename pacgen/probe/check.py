"""The result of one check: a verdict with all that a person needs to believe it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pacgen.probe.quality import Sample

__all__ = ["Check", "Verdict", "worst"]


class Verdict(StrEnum):
    """What came out, the best first."""

    PASS = "pass"  # noqa: S105 - no password
    INCONCLUSIVE = "inconclusive"
    """Nothing can be said either way, and the check says why."""

    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One point of Microsoft's advice, checked."""

    name: str
    """What ``--only`` and reports call it: ``udp``."""

    title: str
    verdict: Verdict
    summary: str
    """One line, lower case, no full stop."""

    evidence: tuple[str, ...] = ()
    """What was seen, a line each."""

    threshold: str = ""
    """What counts as good."""

    source: str = ""
    """Which of Microsoft's pages asks for it."""

    advice: str = ""
    """What to change; empty for a pass."""

    measures: Mapping[str, float | None] = field(default_factory=dict)
    """Figures for programs: milliseconds, and fractions of 1; most checks measure nothing."""

    samples: tuple[Sample, ...] = ()
    """The packets that were measured, for a chart."""

    limit: float = 0.0
    """What their round trips must stay below, in milliseconds."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of *verdicts*; a pass if there is none."""
    order = tuple(Verdict)
    return max(verdicts, key=order.index, default=Verdict.PASS)
