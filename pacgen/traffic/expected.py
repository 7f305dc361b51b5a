"""Finds what is expected of a host among hundreds of patterns, for thousands of hosts."""

from __future__ import annotations

import ipaddress

from pacgen.endpoints import EndpointSet
from pacgen.patterns import PatternKind, canonical_host
from pacgen.policy.expectation import Expectation, ExpectedHost, ExpectedNetwork

__all__ = ["ExpectedHosts"]


class ExpectedHosts:
    """
    The entries of an expectation by host.

    Args:
        expectation: What must be DIRECT.
    """

    def __init__(self, expectation: Expectation) -> None:
        self._exact: dict[str, ExpectedHost] = {}
        self._below: dict[str, ExpectedHost] = {}
        self._globs: list[ExpectedHost] = []
        self._networks = expectation.networks
        for entry in expectation.hosts:
            match entry.pattern.kind:
                case PatternKind.EXACT:
                    self._exact[entry.pattern.text] = entry
                case PatternKind.CHILDREN:
                    self._below[entry.pattern.suffix] = entry
                case PatternKind.GLOB:
                    self._globs.append(entry)

    def find(self, host: str) -> tuple[ExpectedHost | ExpectedNetwork, ...]:
        """Return the entries that mean *host*, a name or an IP literal; the most specific first."""
        name = canonical_host(host)
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            found = [entry for entry in self._candidates(name) if entry.pattern.matches(name)]
            return tuple(sorted(found, key=lambda e: e.pattern.specificity, reverse=True))
        networks = [entry for entry in self._networks if address in entry.network]
        return tuple(sorted(networks, key=lambda e: e.network.prefixlen, reverse=True))

    def sets(self, host: str) -> tuple[EndpointSet, ...]:
        """Return the endpoint sets that mean *host*, the most demanding first, then by id."""
        found = {s.id: s for entry in self.find(host) for s in entry.sets}
        return tuple(sorted(found.values(), key=lambda s: (s.category.rank, s.id)))

    def _candidates(self, name: str) -> list[ExpectedHost]:
        found = [self._exact[name]] if name in self._exact else []
        place = name.find(".")
        while place >= 0:
            suffix = name[place + 1 :]
            if suffix in self._below:
                found.append(self._below[suffix])
            place = name.find(".", place + 1)
        return found + self._globs
