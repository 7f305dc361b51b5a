"""Whether a script does what is wanted, for every host of a language: proof or counterexample."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pacgen.analysis.clock import Clock
from pacgen.analysis.confirm import confirmed, evaluate
from pacgen.analysis.explorer import Budget, Explorer, Progress
from pacgen.analysis.languages import Language
from pacgen.analysis.partition import Gap, GapKind, Leaf, Partition
from pacgen.analysis.wanted import Wanted
from pacgen.engine import FaultKind

__all__ = ["NotProven", "Proof", "Proven", "Refuted", "prove"]

_SAMPLES = 12
"""Hosts of a gap that are asked before it is given up."""


@dataclass(frozen=True)
class Proven:
    """Every host gets what is wanted, in every environment."""

    partition: Partition


@dataclass(frozen=True)
class Refuted:
    """A host, in an environment, does not get what is wanted; untouched pacparser agrees."""

    counterexample: Leaf
    partition: Partition


@dataclass(frozen=True)
class NotProven:
    """Neither: no counterexample is known, and part of the hosts is not understood."""

    gaps: tuple[Gap, ...]
    partition: Partition


Proof = Proven | Refuted | NotProven


def prove(
    explorer: Explorer,
    hosts: Language,
    wanted: Wanted,
    *,
    budget: Budget | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Proof:
    """
    Find out whether every one of *hosts* gets what is wanted.

    Whatever is found is asked again of the untouched script: each leaf's own witness, before
    anything is claimed of it. Where the two disagree the leaf becomes a gap.
    """
    budget = budget or Budget()
    clock = Clock(budget.seconds)
    partition = explorer.explore(hosts, budget=budget, progress=progress)
    partition = confirmed(explorer, partition)
    wrong = [leaf for leaf in partition.leaves if not wanted.holds(leaf.answer)]
    real = [leaf for leaf in wrong if leaf.exact]
    if real:
        return Refuted(real[0], partition)
    found = _sampled(explorer, [*_regions(wrong), *partition.gaps], wanted, clock)
    if found is not None:
        return Refuted(found, partition)
    gaps = (*partition.gaps, *_regions(wrong))
    return NotProven(gaps, partition) if gaps else Proven(partition)


def _regions(leaves: Iterable[Leaf]) -> list[Gap]:
    """Return leaves that may not be reached, as what stops a proof."""
    return [
        Gap(
            GapKind.CONSTRUCT,
            leaf.unknown.reason if leaf.unknown else "something unknown",
            leaf.unknown.line if leaf.unknown else leaf.line,
            f"it may go either way, and one way leads to {leaf.answer}",
            leaf.hosts,
            leaf.condition,
            leaf.witness,
        )
        for leaf in leaves
    ]


def _sampled(explorer: Explorer, gaps: Iterable[Gap], wanted: Wanted, clock: Clock) -> Leaf | None:
    """
    Ask the untouched script about some members of *gaps*: one wrong answer is enough.

    The first gap is asked about in any case, the others while there is time. That a script does
    not answer counts only where it was waited for as long as its limits say.
    """
    for number, gap in enumerate(gaps):
        if number and not clock.left:
            return None
        if gap.sample is None:
            continue
        witnesses = [
            replace(gap.sample, host=host, url=explorer.frame.url(host))
            for host in gap.hosts.enumerate(_SAMPLES)
        ]
        patient = clock.left >= explorer.patience
        for leaf in evaluate(explorer, witnesses, gap):
            fault = leaf.answer.fault
            if fault is not None and fault.kind is FaultKind.TIMEOUT and not patient:
                break
            if not wanted.holds(leaf.answer):
                return leaf
    return None
