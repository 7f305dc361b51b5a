"""
The gates: what is looked at before anything is published, and why one says no.

Each is a function of plain data and returns its answer in words. What a person may override is
part of the answer; whether somebody has is :func:`overridden`'s business.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pacgen.compare import EVERY_HOST, ChangeKind, RouteChange
from pacgen.endpoints import Category, EndpointDocument
from pacgen.endpoints.store import losses
from pacgen.errors import PacgenError
from pacgen.lint import Report, Severity
from pacgen.patterns import HostPattern
from pacgen.publish.comparison import Comparison
from pacgen.publish.intended import Intended, networks_of, patterns_of
from pacgen.publish.outcome import GateName, GateResult, GateState, Override

__all__ = [
    "Teams",
    "lint_gate",
    "lost_direct_gate",
    "new_direct_gate",
    "outside_gate",
    "overridden",
    "passed",
    "refused",
    "refused_by",
    "shrink_gate",
    "size_gate",
    "skipped",
]

_MOST = 50
"""Lines that say what is wrong."""


def passed(gate: GateName, reason: str) -> GateResult:
    """Return that *gate* has nothing against it."""
    return GateResult(gate, GateState.PASSED, reason)


def skipped(gate: GateName, reason: str) -> GateResult:
    """Return that *gate* was not asked."""
    return GateResult(gate, GateState.SKIPPED, reason)


def refused(
    gate: GateName, reason: str, details: Iterable[str] = (), override: Override = Override.NONE
) -> GateResult:
    """Return that *gate* says no."""
    lines = tuple(details)
    if len(lines) > _MOST:
        lines = (*lines[:_MOST], f"and {len(lines) - _MOST} more")
    return GateResult(gate, GateState.REFUSED, reason, lines, override)


def refused_by(gate: GateName, error: PacgenError) -> GateResult:
    """Return that *gate* says no for what *error* says."""
    return refused(gate, error.what, [error.usually] if error.usually else [])


def overridden(result: GateResult, overrides: Collection[Override]) -> GateResult:
    """Return *result*, overridden if it refuses and a person has decided so."""
    if result.state is GateState.REFUSED and result.override in overrides:
        return replace(result, state=GateState.OVERRIDDEN)
    return result


def shrink_gate(
    before: EndpointDocument, after: EndpointDocument, percent: int | Literal[False]
) -> GateResult:
    """Refuse a document that lost more than *percent* of what was there."""
    if percent is False:
        return skipped(GateName.SHRINK, "turned off")
    lost = losses(before, after, percent / 100)
    if lost:
        return refused(
            GateName.SHRINK,
            f"version {after.version} of the endpoint data is much smaller than {before.version}",
            map(str, lost),
            Override.APPROVE,
        )
    return passed(GateName.SHRINK, f"{len(after.sets)} endpoint sets, {len(before.sets)} before")


def lint_gate(
    reports: Iterable[tuple[str, Report]], threshold: Literal["error", "warning", "info"] | None
) -> GateResult:
    """Refuse files with findings of at least *threshold*."""
    if threshold is None:
        return skipped(GateName.LINT, "turned off")
    least = Severity(threshold)
    found = [
        f"{name}:{finding.place.line or 1}: {finding.severity}: {finding.message} [{finding.rule}]"
        for name, report in reports
        for finding in report.findings
        if finding.severity.rank <= least.rank
    ]
    if found:
        return refused(GateName.LINT, f"lint finds something of level {least} or worse", found)
    return passed(GateName.LINT, f"no finding of level {least} or worse")


def size_gate(sizes: Iterable[tuple[str, int]], limit: int | Literal[False]) -> GateResult:
    """Refuse files of more than *limit* bytes."""
    if limit is False:
        return skipped(GateName.SIZE, "turned off")
    large = [f"{name}: {size} bytes" for name, size in sizes if size > limit]
    if large:
        reason = f"more than {limit} bytes, which clients would not take"
        return refused(GateName.SIZE, reason, large)
    return passed(GateName.SIZE, f"no file has more than {limit} bytes")


@dataclass(frozen=True, slots=True)
class Teams:
    """What belongs to Teams, as :func:`~pacgen.publish.intended.teams_of` says."""

    old: Mapping[str, str]
    """At the last publication."""

    new: Mapping[str, str]
    mode: Literal["essential", "all"]

    def entries(self) -> frozenset[str]:
        """
        Return whose DIRECT is guarded.

        Names of category Default that Microsoft itself has removed are not, unless all are.
        """
        kept = {
            entry
            for entry, category in self.old.items()
            if self.mode == "all" or category != Category.DEFAULT
        }
        return frozenset(kept | set(self.new))


def lost_direct_gate(comparisons: Sequence[tuple[str, Comparison]], teams: Teams) -> GateResult:
    """Refuse a change by which a Teams host that was DIRECT no longer is."""
    entries = teams.entries()
    patterns, networks = patterns_of(entries), networks_of(entries)
    lost = [
        f"{name}: {_told(change)}"
        for name, comparison in comparisons
        for change in comparison.diff.of_kind(ChangeKind.NEW_PROXY)
        if _concerns(change, patterns)
    ]
    lost += [
        f"{name}: {network}: {_step(change)}"
        for name, comparison in comparisons
        for network, changes in comparison.by_network.items()
        for change in changes
        if change.kind is ChangeKind.NEW_PROXY and network in networks
    ]
    if lost:
        return refused(
            GateName.LOST_DIRECT,
            "Teams hosts that were DIRECT no longer are",
            dict.fromkeys(lost),
            Override.APPROVE,
        )
    return passed(GateName.LOST_DIRECT, "every Teams host that was DIRECT still is")


def outside_gate(comparisons: Sequence[tuple[str, Comparison]], intended: Intended) -> GateResult:
    """Refuse a change of routes where neither endpoint data nor configuration has changed."""
    outside = [
        f"{name}: {_told(change)}"
        for name, comparison in comparisons
        for change in comparison.diff.changes
        if not _is_intended(change, intended)
    ]
    outside += [
        f"{name}: {network}: {_step(change)}"
        for name, comparison in comparisons
        for network, changes in comparison.by_network.items()
        for change in changes
        if not all(map(intended.allows_host, _hosts(change)))
    ]
    if outside:
        return refused(
            GateName.OUTSIDE,
            "routes change for which neither the endpoint data nor the configuration has changed",
            dict.fromkeys(outside),
            Override.APPROVE,
        )
    return passed(GateName.OUTSIDE, "routes change only where rules have changed")


def new_direct_gate(added: Collection[str], most: int | Literal[False]) -> GateResult:
    """Refuse more than *most* added rules that send something DIRECT."""
    if most is False:
        return skipped(GateName.NEW_DIRECT, "turned off")
    if len(added) > most:
        return refused(
            GateName.NEW_DIRECT,
            f"{len(added)} rules more send something DIRECT, and {most} at once may",
            added,
            Override.APPROVE,
        )
    return passed(GateName.NEW_DIRECT, f"{len(added)} rules more send something DIRECT")


def _concerns(change: RouteChange, patterns: Collection[HostPattern]) -> bool:
    if change.pattern == EVERY_HOST:
        return any(pattern.matches(change.request.host) for pattern in patterns)
    return any(pattern.covers(change.pattern) for pattern in patterns)


def _is_intended(change: RouteChange, intended: Intended) -> bool:
    if change.pattern != EVERY_HOST:
        return change.pattern in intended.patterns
    # IP literals are told by network, and exactly.
    return all(_is_address(host) or intended.allows_host(host) for host in _hosts(change))


def _hosts(change: RouteChange) -> Iterator[str]:
    """Yield the single hosts that a change names; what describes many of them is left out."""
    yield change.request.host
    yield from (host for host in change.hosts if "*" not in host and " " not in host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _told(change: RouteChange) -> str:
    return f"{', '.join(change.hosts) or change.request.host}: {_step(change)}"


def _step(change: RouteChange) -> str:
    when = f" ({change.condition})" if change.condition else ""
    return f"{change.old.text} -> {change.new.text}{when}"
