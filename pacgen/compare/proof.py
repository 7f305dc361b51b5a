"""Compares two PAC texts for all hosts at once: from their partitions to regions that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pacgen.analysis import (
    ALWAYS,
    Answer,
    Budget,
    Condition,
    Explorer,
    Gap,
    Language,
    Leaf,
    Partition,
    Witness,
    confirmed,
)
from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import Scope, union
from pacgen.patterns import HostPattern

__all__ = [
    "Difference",
    "Differences",
    "Doubt",
    "Part",
    "differences",
    "doubts_of",
    "explored_by_family",
    "parts_of",
    "reason_of",
]

_SHARE = 0.5
"""Of the time that is left, for one family."""


@dataclass(frozen=True)
class Difference:
    """Hosts, and environments, in which two sides send a client different ways."""

    pattern: HostPattern
    """That of the scope which the hosts belong to."""

    hosts: Language
    condition: Condition
    witness: Witness
    exact: bool
    """Whether both ways are really taken; otherwise only the witness can tell."""


@dataclass(frozen=True)
class Doubt:
    """Hosts of which one side's answer is not known."""

    hosts: Language
    reason: str
    line: int | None
    side: str


@dataclass(frozen=True)
class Differences:
    """All that was found; a host in neither goes the same way on both sides."""

    found: tuple[Difference, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Part:
    """Hosts that one side sends one way, in the environments of a condition."""

    hosts: Language
    condition: Condition
    answer: Answer
    exact: bool = True


def differences(
    old: Iterable[Part], old_doubts: Iterable[Doubt], new: Explorer, scope: Scope, clock: Clock
) -> Differences:
    """
    Return where the PAC text of *new* sends hosts another way than the parts of *old* say.

    Args:
        old: The one side; its parts and doubts together are the scope's hosts.
        old_doubts: What is not known of it.
        new: The other side.
        scope: The hosts in question.
        clock: How much time there is.
    """
    partitions = explored_by_family(new, scope, clock, 1.0)
    leaves = [leaf for partition in partitions for leaf in partition.leaves]
    doubts = [*old_doubts, *doubts_of(partitions, "new")]
    found: list[Difference] = []
    for part in old:
        others = [leaf for leaf in leaves if not _same(part.answer, leaf.answer)]
        meeting = [(leaf, leaf.hosts & part.hosts) for leaf in others]
        meeting = [(leaf, common) for leaf, common in meeting if not common.is_empty]
        if part.condition.is_always and all(leaf.condition.is_always for leaf, _ in meeting):
            for leaf, common in meeting:
                found += _differing(scope, part, leaf, common)
            continue
        # Only in some environments: which, and by which request, another exploration says.
        common = union([common for _, common in meeting])
        for pattern, hosts in scope.parts(common):
            again = explored(new, hosts, part.condition, clock.left)
            doubts += doubts_of([again], "new")
            found += [
                Difference(
                    pattern, leaf.hosts, leaf.condition, leaf.witness, part.exact and leaf.exact
                )
                for leaf in again.leaves
                if not _same(part.answer, leaf.answer)
            ]
    return Differences(tuple(found), tuple(doubts))


def explored(
    explorer: Explorer, hosts: Language, condition: Condition, seconds: float
) -> Partition:
    """Return the partition of *hosts*, each leaf asked again of the untouched text."""
    budget = Budget(seconds=seconds)
    return confirmed(explorer, explorer.explore(hosts, condition=condition, budget=budget))


def explored_by_family(
    explorer: Explorer, scope: Scope, clock: Clock, share: float
) -> list[Partition]:
    """
    Return partitions of all hosts of *scope*, domain by domain.

    Args:
        explorer: The PAC text.
        scope: The hosts.
        clock: How much time there is.
        share: How much of it to use.
    """
    own = Clock(clock.left * share)
    families = list(scope.families())
    found = []
    for number, hosts in enumerate(families):
        left = own.left if number + 1 == len(families) else own.left * _SHARE
        found.append(explored(explorer, hosts, ALWAYS, left))
    return found


def parts_of(partitions: Iterable[Partition]) -> Iterator[Part]:
    """Yield what is known of one side, regions of a family with the same answer together."""
    for partition in partitions:
        always: dict[tuple[object, ...], list[Leaf]] = {}
        for leaf in partition.leaves:
            if leaf.condition.is_always and leaf.exact:
                always.setdefault(_key(leaf.answer), []).append(leaf)
            else:
                yield Part(leaf.hosts, leaf.condition, leaf.answer, leaf.exact)
        for leaves in always.values():
            yield Part(union([leaf.hosts for leaf in leaves]), ALWAYS, leaves[0].answer)


def doubts_of(partitions: Iterable[Partition], side: str) -> Iterator[Doubt]:
    """Yield what is not known of one side."""
    for partition in partitions:
        for gap in partition.gaps:
            yield Doubt(gap.hosts, reason_of(gap), gap.line, side)


def reason_of(gap: Gap) -> str:
    """Return what stopped the analysis, in one clause."""
    return f"{gap.construct}: {gap.reason}"


def _differing(scope: Scope, part: Part, leaf: Leaf, common: Language) -> Iterator[Difference]:
    for pattern, hosts in scope.parts(common):
        host = hosts.shortest()
        assert host is not None  # noqa: S101 - no part is empty
        witness = Witness(host, f"https://{host}/", leaf.witness.environment)
        yield Difference(pattern, hosts, ALWAYS, witness, part.exact and leaf.exact)


def _same(one: Answer, other: Answer) -> bool:
    return _key(one) == _key(other)


def _key(answer: Answer) -> tuple[object, ...]:
    """Return what a client makes of an answer."""
    return answer.route, answer.fault is None
