"""Where the hosts of a log go by a PAC file, and which of them should be DIRECT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pacgen.endpoints import EndpointSet
from pacgen.engine import Decision, Target
from pacgen.policy.expectation import Expectation
from pacgen.traffic.expected import ExpectedHosts
from pacgen.traffic.model import HostTraffic, Traffic

__all__ = ["RoutedHost", "Sum", "TrafficReport", "route_hosts"]


@dataclass(frozen=True, slots=True)
class Sum:
    """Several hosts together."""

    hosts: int
    requests: int
    size: int

    @classmethod
    def of(cls, hosts: Iterable[RoutedHost]) -> Sum:
        """Add up."""
        entries = [routed.traffic for routed in hosts]
        return cls(len(entries), sum(e.requests for e in entries), sum(e.size for e in entries))


@dataclass(frozen=True, slots=True)
class RoutedHost:
    """A host of the log and what the clients do with it."""

    traffic: HostTraffic
    sets: tuple[EndpointSet, ...]
    """The endpoint sets that want it DIRECT, the most demanding first; none for all others."""

    decisions: tuple[Decision, ...]
    """One for each target."""

    @property
    def is_expected_direct(self) -> bool:
        """Whether it should be DIRECT."""
        return bool(self.sets)

    @property
    def is_direct(self) -> bool:
        """Whether no client uses a proxy for it."""
        return all(decision.is_direct for decision in self.decisions)


@dataclass(frozen=True, slots=True)
class TrafficReport:
    """A log held against a PAC file and an expectation."""

    pac: str
    """Name of the PAC file."""

    targets: tuple[Target, ...]
    expectation: Expectation
    traffic: Traffic
    hosts: tuple[RoutedHost, ...]
    """In the order of the traffic: most requests first."""

    def select(self, *, expected: bool, direct: bool) -> tuple[RoutedHost, ...]:
        """Return the hosts that should be DIRECT or not, and are or are not."""
        return tuple(self._selected(expected=expected, direct=direct))

    @property
    def failed(self) -> bool:
        """Whether the script failed for any host."""
        return any(d.fault is not None for routed in self.hosts for d in routed.decisions)

    def _selected(self, *, expected: bool, direct: bool) -> Iterator[RoutedHost]:
        for routed in self.hosts:
            if routed.is_expected_direct is expected and routed.is_direct is direct:
                yield routed


def route_hosts(
    hosts: Sequence[HostTraffic],
    decisions: Iterable[tuple[Decision, ...]],
    expectation: Expectation,
) -> tuple[RoutedHost, ...]:
    """Put together what belongs together: hosts, decisions in their order, and expectation."""
    expected = ExpectedHosts(expectation)
    return tuple(
        RoutedHost(traffic, expected.sets(traffic.host), answers)
        for traffic, answers in zip(hosts, decisions, strict=True)
    )
