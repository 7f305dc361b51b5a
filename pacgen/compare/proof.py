"""Compares two PAC texts for all hosts at once: from their partitions to regions that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pacgen.analysis import (
    ALWAYS,
    AddressSet,
    Answer,
    Budget,
    Bundle,
    Condition,
    Explorer,
    Gap,
    IntSet,
    Language,
    Leaf,
    Partition,
    Witness,
    confirmed,
)
from pacgen.analysis.clock import Clock
from pacgen.analysis.frames import UrlFrame
from pacgen.analysis.scope import Scope
from pacgen.patterns import HostPattern

__all__ = [
    "Difference",
    "Differences",
    "Doubt",
    "Part",
    "differences",
    "doubts_of",
    "explored",
    "parts_of",
    "reason_of",
]


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
    partition = explored(new, scope.bundles, ALWAYS, clock.left)
    doubts = [*old_doubts, *doubts_of(partition, "new")]
    found: list[Difference] = []
    again: list[tuple[Condition, list[tuple[Part, Language]]]] = []
    for part in old:
        meeting = list(_meeting(part, partition.leaves))
        if part.condition.is_always and all(leaf.condition.is_always for leaf, _ in meeting):
            for leaf, common in meeting:
                found += _differing(scope, part, leaf, common, new.frame)
        elif meeting:
            # In some environments only: in which, and by which request, is asked once more.
            common = Bundle.gathered(common for _, common in meeting)
            cut = [(part, hosts) for _, hosts, _ in scope.parts(common)]
            known = next((parts for c, parts in again if c == part.condition), None)
            if known is None:
                again.append((part.condition, cut))
            else:
                known += cut
    for condition, cut in again:
        partition = explored(new, [hosts for _, hosts in cut], condition, clock.left)
        doubts += doubts_of(partition, "new")
        found += _in_environments(scope, cut, partition)
    return Differences(tuple(found), tuple(doubts))


def _meeting(part: Part, leaves: Iterable[Leaf]) -> Iterator[tuple[Leaf, Language]]:
    """Yield the leaves with other answers that have hosts and environments of *part*, and them."""
    for leaf in leaves:
        if not _same(part.answer, leaf.answer) and not _apart(part.condition, leaf.condition):
            common = leaf.hosts & part.hosts
            if not common.is_empty:
                yield leaf, common


def _apart(one: Condition, other: Condition) -> bool:
    """Say whether no environment fulfils both; where that is not plain to see, no."""
    for symbol, domain in one.domains.items():
        match domain, other.domains.get(symbol):
            case (AddressSet() as mine, AddressSet() as theirs) if (mine & theirs).is_empty:
                return True
            case (IntSet() as mine, IntSet() as theirs) if (mine & theirs).is_empty:
                return True
            case _:
                continue
    return False


def _in_environments(
    scope: Scope, cut: Sequence[tuple[Part, Language]], partition: Partition
) -> Iterator[Difference]:
    for leaf in partition.leaves:
        host = leaf.witness.host
        # Under one condition a host belongs to one part.
        part = next(part for part, hosts in cut if host in hosts)
        if not _same(part.answer, leaf.answer):
            pattern, _, _ = next(scope.parts(Language.word(host)))
            exact = part.exact and leaf.exact
            yield Difference(pattern, leaf.hosts, leaf.condition, leaf.witness, exact)


def explored(
    explorer: Explorer, hosts: Language | Sequence[Language], condition: Condition, seconds: float
) -> Partition:
    """Return the partition of *hosts*, each leaf asked again of the untouched text."""
    budget = Budget(seconds=seconds)
    return confirmed(explorer, explorer.explore(hosts, condition=condition, budget=budget))


def parts_of(partition: Partition) -> Iterator[Part]:
    """Yield what is known of one side, regions with the same answer together."""
    always: dict[tuple[object, ...], list[Leaf]] = {}
    for leaf in partition.leaves:
        if leaf.condition.is_always and leaf.exact:
            always.setdefault(_key(leaf.answer), []).append(leaf)
        else:
            yield Part(leaf.hosts, leaf.condition, leaf.answer, leaf.exact)
    for leaves in always.values():
        yield Part(Bundle.gathered(leaf.hosts for leaf in leaves), ALWAYS, leaves[0].answer)


def doubts_of(partition: Partition, side: str) -> Iterator[Doubt]:
    """Yield what is not known of one side."""
    for gap in partition.gaps:
        yield Doubt(gap.hosts, reason_of(gap), gap.line, side)


def reason_of(gap: Gap) -> str:
    """Return what stopped the analysis, in one clause."""
    return f"{gap.construct}: {gap.reason}"


def _differing(
    scope: Scope, part: Part, leaf: Leaf, common: Language, frame: UrlFrame
) -> Iterator[Difference]:
    for pattern, hosts, host in scope.parts(common):
        witness = Witness(host, frame.url(host), leaf.witness.environment)
        yield Difference(pattern, hosts, ALWAYS, witness, part.exact and leaf.exact)


def _same(one: Answer, other: Answer) -> bool:
    return _key(one) == _key(other)


def _key(answer: Answer) -> tuple[object, ...]:
    """Return what a client makes of an answer."""
    return answer.route, answer.fault is None
