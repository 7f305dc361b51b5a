"""Two PAC files, or a policy and a PAC file -> the hosts whose route changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pacgen.analysis import ALWAYS, Bundle, Explorer, Language, Witness, describe
from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import EVERY_HOST, Scope
from pacgen.compare.changes import RouteChange, RouteDiff, Side, Unproven
from pacgen.compare.policy import policy_parts
from pacgen.compare.proof import (
    Difference,
    Differences,
    Doubt,
    differences,
    doubts_of,
    explored,
    parts_of,
)
from pacgen.compare.same import same_program
from pacgen.compare.samples import compare_samples, samples
from pacgen.compare.sources import PacSource, PolicySource, Source
from pacgen.engine import Environment, Request, Target
from pacgen.engine.script import Script
from pacgen.patterns import HostPattern
from pacgen.policy import Policy

__all__ = ["compare_pacs", "compare_with_policy"]

_SECONDS = 20.0
_LABELS = 10
_SHARE = 0.4
"""Of the time, for the old side: the new one takes as long, and what differs is asked again."""

_ANY = Request.for_host("host.example")
_DESCRIBED = 4
"""Patterns that describe a region."""


def compare_pacs(
    old: str,
    new: str,
    *,
    hosts: Sequence[HostPattern],
    target: Target = Target.CHROMIUM,
    seconds: float = _SECONDS,
    max_labels: int | None = _LABELS,
) -> RouteDiff:
    """
    Return where *new* sends hosts elsewhere than *old*.

    Never raises for anything that is in the files, and ends in a bounded time whatever they do.

    Args:
        old: A PAC text, as the target decodes it.
        new: Another.
        hosts: The scope; :data:`~pacgen.compare.EVERY_HOST` at its end means all others too.
        target: The client to reproduce.
        seconds: How long to try to prove; what is not proven by then is compared by samples, and
            again no longer than this.
        max_labels: Up to how many labels a proof considers hosts; ``None``: any number.
    """
    clock = Clock(seconds)
    scope = Scope.of(hosts, max_labels)
    # What is found out about a text, its syntax tree for example, serves all that ask it.
    one, two = Script(old), Script(new)
    # Two that do not load are compared all the same: nobody wants to hear of them that all is well.
    if not one.tree.is_broken and same_program(one, two):
        return RouteDiff(target, scope.patterns, (), (), 0, max_labels)
    with PacSource(one, target) as before, PacSource(two, target) as after:
        share = Clock(clock.left * _SHARE)
        with Explorer(one, target=target, max_labels=max_labels, until=share) as explorer:
            partition = explored(explorer, scope.bundles, ALWAYS, share.left)
        parts, doubts = list(parts_of(partition)), list(doubts_of(partition, "old"))
        with Explorer(two, target=target, max_labels=max_labels, until=clock) as explorer:
            found = differences(parts, doubts, explorer, scope, clock)
        return _Comparison(
            before, after, scope, target, max_labels=max_labels, seconds=seconds
        ).diff(found)


def compare_with_policy(
    policy: Policy,
    pac: str,
    *,
    hosts: Sequence[HostPattern],
    target: Target = Target.CHROMIUM,
    seconds: float = _SECONDS,
    max_labels: int | None = _LABELS,
) -> RouteDiff:
    """
    Return where *pac* sends hosts elsewhere than *policy* wants: the old side is the policy.

    Args:
        policy: What should be.
        pac: A PAC text, as the target decodes it.
        hosts: As of :func:`compare_pacs`, as the others.
        target: The client to reproduce.
        seconds: How long to try to prove.
        max_labels: Up to how many labels a proof considers hosts.
    """
    clock = Clock(seconds)
    scope = Scope.of(hosts, max_labels)
    script = Script(pac)
    with PacSource(script, target) as after:
        parts, doubts = policy_parts(policy, scope.hosts, clock)
        with Explorer(script, target=target, max_labels=max_labels, until=clock) as explorer:
            found = differences(parts, doubts, explorer, scope, clock)
        return _Comparison(
            PolicySource(policy), after, scope, target, max_labels=max_labels, seconds=seconds
        ).diff(found)


class _Comparison:
    """Turns what was found into changes that both sides confirm."""

    def __init__(
        self,
        old: Source,
        new: Source,
        scope: Scope,
        target: Target,
        *,
        max_labels: int | None,
        seconds: float,
    ) -> None:
        self._old = old
        self._new = new
        self._scope = scope
        self._target = target
        self._max_labels = max_labels
        self._seconds = seconds
        self._doubts: list[Doubt] = []

    def diff(self, found: Differences) -> RouteDiff:
        """Return the result; what is not proven is compared by samples."""
        self._doubts += found.doubts
        changes = self._changes(found.found)
        asked = 0
        if self._doubts:
            unsure = Bundle.gathered(doubt.hosts for doubt in self._doubts)
            hosts = samples(self._scope.patterns, self._old, self._new)
            sampled, asked = compare_samples(
                self._old,
                self._new,
                [sample for sample in hosts if sample[1] in unsure],
                clock=Clock(self._seconds),
            )
            changes = self._ordered([*changes, *sampled])
        return RouteDiff(
            self._target,
            self._scope.patterns,
            tuple(changes),
            tuple(self._unproven()),
            asked,
            self._max_labels,
            tuple(self._broken()),
        )

    def _broken(self) -> Iterator[tuple[str, Side]]:
        for name, source in (("old", self._old), ("new", self._new)):
            if source.is_broken:
                (side,) = source.sides([_ANY], Environment())
                if side.is_whole_file:
                    yield name, side

    def _changes(self, found: Sequence[Difference]) -> list[RouteChange]:
        regions: dict[tuple[HostPattern, Side, Side, str], list[tuple[Language, Witness]]] = {}
        witnesses = [difference.witness for difference in found]
        olds, news = self._sides(self._old, witnesses), self._sides(self._new, witnesses)
        for difference, old, new in zip(found, olds, news, strict=True):
            if _meaning(old) == _meaning(new):
                self._doubts.append(_disputed(difference))
                continue
            condition = "" if difference.condition.is_always else str(difference.condition)
            key = (difference.pattern, old, new, condition)
            regions.setdefault(key, []).append((difference.hosts, difference.witness))
        return self._ordered(_change(key, members) for key, members in regions.items())

    def _sides(self, source: Source, witnesses: Sequence[Witness]) -> list[Side]:
        """Ask a side about all witnesses, those that share an environment at once."""
        found: dict[int, Side] = {}
        groups: dict[Environment, list[int]] = {}
        for number, witness in enumerate(witnesses):
            groups.setdefault(witness.environment, []).append(number)
        for world, numbers in groups.items():
            requests = [Request(witnesses[n].url, witnesses[n].host) for n in numbers]
            found.update(zip(numbers, source.sides(requests, world), strict=True))
        return [found[number] for number in range(len(witnesses))]

    def _ordered(self, changes: Iterable[RouteChange]) -> list[RouteChange]:
        order = {pattern: number for number, pattern in enumerate(self._scope.patterns)}
        return sorted(
            changes,
            key=lambda change: (
                order[change.pattern],
                len(change.request.host),
                change.request.host,
                change.condition,
            ),
        )

    def _unproven(self) -> Iterator[Unproven]:
        reasons: dict[tuple[str, int | None, str], list[Language]] = {}
        for doubt in self._doubts:
            reasons.setdefault((doubt.reason, doubt.line, doubt.side), []).append(doubt.hosts)
        for (reason, line, side), hosts in reasons.items():
            for pattern, _, _ in self._scope.parts(Bundle.gathered(hosts)):
                yield Unproven(str(pattern), reason, line, side)


def _change(
    key: tuple[HostPattern, Side, Side, str], members: list[tuple[Language, Witness]]
) -> RouteChange:
    pattern, old, new, condition = key
    hosts = Bundle.gathered(hosts for hosts, _ in members)
    witness = min((w for _, w in members), key=lambda w: (len(w.host), w.host))
    return RouteChange(
        pattern,
        describe(hosts, limit=1 if pattern == EVERY_HOST else _DESCRIBED),
        condition,
        Request(witness.url, witness.host),
        witness.environment,
        old,
        new,
    )


def _meaning(side: Side) -> tuple[object, ...]:
    return side.route, not side.fault


def _disputed(difference: Difference) -> Doubt:
    reason = "something unknown may decide otherwise"
    if difference.exact:
        reason = "the analysis and the engine disagree, which is a mistake in pacgen"
    return Doubt(difference.hosts, reason, None, "")
