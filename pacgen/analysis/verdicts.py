"""Whether a script does what is wanted, pattern by pattern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pacgen.analysis.clock import Clock
from pacgen.analysis.confirm import confirmed
from pacgen.analysis.explorer import Budget, Explorer, Progress
from pacgen.analysis.languages import Language
from pacgen.analysis.partition import Gap, GapKind, Leaf
from pacgen.analysis.proof import NotProven, Proven, Refuted, prove
from pacgen.analysis.scope import union
from pacgen.analysis.wanted import Wanted
from pacgen.patterns import HostPattern

__all__ = ["Status", "Verdict", "verdicts"]

_SHARE = 0.7
"""Of the time, for all patterns together; the rest is for those that were left open."""


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

    Args:
        explorer: The script.
        patterns: Patterns, each with its hosts.
        wanted: What they should get.
        seconds: How long it may take, more or less.
        progress: Told now and then how far it is.
    """
    clock = Clock(seconds)
    languages = [hosts for _, hosts in patterns if not hosts.is_empty]
    budget = Budget(seconds=seconds * _SHARE)
    partition = confirmed(explorer, explorer.explore(languages, budget=budget, progress=progress))
    wrong = [leaf for leaf in partition.leaves if not wanted.holds(leaf.answer)]
    judge = _Judge(explorer, wanted, clock, wrong, partition.gaps)
    return tuple(judge.verdict(pattern, hosts) for pattern, hosts in patterns)


@dataclass(frozen=True)
class _Judge:
    """Reads verdicts out of one partition."""

    explorer: Explorer
    wanted: Wanted
    clock: Clock
    wrong: Sequence[Leaf]
    """The leaves that do not give what is wanted, those with the shortest hosts first."""

    gaps: Sequence[Gap]

    def verdict(self, pattern: HostPattern, hosts: Language) -> Verdict:
        """Return what is known about *hosts*, all those of *pattern*."""
        for leaf in self.wrong:
            # Each pattern was explored on its own, so its own leaves have their witness in it.
            if leaf.exact and leaf.witness.host in hosts:
                return Verdict(pattern, Status.REFUTED, leaf)
        unsure = self._unsure(hosts)
        if unsure.is_empty:
            return Verdict(pattern, Status.PROVEN)
        stopped = tuple(gap for gap in self.gaps if not (gap.hosts & hosts).is_empty)
        if stopped and (not self.clock.left or stopped[0].kind is GapKind.SCRIPT):
            # A script that hangs would do so again.
            return Verdict(pattern, Status.NOT_PROVEN, gaps=stopped)
        match prove(self.explorer, unsure, self.wanted, budget=Budget(seconds=self.clock.left)):
            case Proven():
                return Verdict(pattern, Status.PROVEN)
            case Refuted(counterexample):
                return Verdict(pattern, Status.REFUTED, counterexample)
            case NotProven(gaps):
                return Verdict(pattern, Status.NOT_PROVEN, gaps=gaps)

    def _unsure(self, hosts: Language) -> Language:
        """Return those of *hosts* that nothing certain is known of."""
        regions = [gap.hosts for gap in self.gaps]
        regions += [leaf.hosts for leaf in self.wrong if not leaf.exact]
        common = (region & hosts for region in regions)
        return union([part for part in common if not part.is_empty])
