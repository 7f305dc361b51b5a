"""Whether a script does what is wanted, pattern by pattern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pacgen.analysis.clock import Clock
from pacgen.analysis.explorer import Budget, Explorer, Progress
from pacgen.analysis.languages import Language
from pacgen.analysis.partition import Gap, Leaf
from pacgen.analysis.proof import NotProven, Proof, Proven, Refuted, prove
from pacgen.analysis.wanted import Wanted
from pacgen.patterns import HostPattern

__all__ = ["Status", "Verdict", "verdicts"]

_SHARE = 0.5
"""Of the time that is left, for one pattern."""


class Status(StrEnum):
    """What is known about all hosts of a pattern."""

    PROVEN = "proven"
    REFUTED = "refuted"
    NOT_PROVEN = "not-proven"


@dataclass(frozen=True)
class Verdict:
    """What is known about all hosts of one pattern."""

    pattern: HostPattern
    status: Status
    counterexample: Leaf | None = None
    """The shortest host that does not get what is wanted; the untouched script agrees."""

    gaps: tuple[Gap, ...] = ()
    """What stopped a proof, where there is none and no counterexample either."""


def verdicts(
    explorer: Explorer,
    patterns: Sequence[tuple[HostPattern, Language]],
    wanted: Wanted,
    *,
    seconds: float,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Verdict, ...]:
    """
    Find out for each pattern whether every one of its hosts gets what is wanted.

    One after the other: what a pattern fixes at the end of a host makes most rules of a file a
    matter of a glance, which a union of patterns would not.

    Args:
        explorer: The script.
        patterns: Patterns, each with its hosts.
        wanted: What they should get.
        seconds: How long it may take, more or less.
        progress: Told now and then how far it is.
    """
    clock = Clock(seconds)
    found = []
    for number, (pattern, hosts) in enumerate(patterns):
        # One that takes long leaves something to the others.
        share = clock.left if number + 1 == len(patterns) else clock.left * _SHARE
        proof = prove(explorer, hosts, wanted, budget=Budget(seconds=share), progress=progress)
        found.append(_verdict(pattern, proof))
    return tuple(found)


def _verdict(pattern: HostPattern, proof: Proof) -> Verdict:
    match proof:
        case Proven():
            return Verdict(pattern, Status.PROVEN)
        case Refuted(counterexample):
            return Verdict(pattern, Status.REFUTED, counterexample)
        case NotProven(gaps):
            return Verdict(pattern, Status.NOT_PROVEN, gaps=gaps)
