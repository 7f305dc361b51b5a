"""Finds the rules about a host, the most specific first, however many rules there are."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pacgen.patterns import PatternKind, canonical_host
from pacgen.policy.rules import AddressRule, HostRule

__all__ = ["Address", "Found", "Lookup", "host_address", "lineage"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
"""Of a host that is an IP literal."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known about one host."""

    rules: tuple[HostRule | AddressRule, ...]
    """The rules that are about it, the most specific first, whatever their conditions."""

    is_host: bool
    """``False``: there is no host at all."""

    is_plain: bool
    """Whether it is a name without a dot. What has a colon is at best a misspelt address."""


class Lookup:
    """
    An index over the rules of a policy.

    Rules for names are filed under the domain that ends them, so that a host is compared only with
    the rules filed under its own labels; networks are filed under their prefix length.
    """

    def __init__(self, hosts: Iterable[HostRule], addresses: Iterable[AddressRule]) -> None:
        self._exact: dict[str, list[HostRule]] = {}
        self._wild: dict[str, list[HostRule]] = {}
        for rule in hosts:
            exact = rule.pattern.kind is PatternKind.EXACT
            table = self._exact if exact else self._wild
            table.setdefault(rule.pattern.suffix, []).append(rule)
        for found in self._exact.values():
            found.sort(key=lambda r: r.condition.rank, reverse=True)
        for found in self._wild.values():
            found.sort(key=lambda r: (r.pattern.specificity, r.condition.rank), reverse=True)
        self._networks: dict[tuple[int, int], dict[int, list[AddressRule]]] = {}
        for address_rule in sorted(addresses, key=lambda r: r.condition.rank, reverse=True):
            network = address_rule.network
            key = (network.version, network.prefixlen)
            by_number = self._networks.setdefault(key, {})
            by_number.setdefault(int(network.network_address), []).append(address_rule)
        self._lengths = sorted(self._networks, reverse=True)

    def find(self, host: str) -> Found:
        """Return what the rules say about *host*; see ``Policy.route_for`` for its form."""
        name = canonical_host(host)
        if not name:
            return Found((), is_host=False, is_plain=False)
        address = host_address(name)
        if address is not None:
            return Found(tuple(self._about_address(address)), is_host=True, is_plain=False)
        rules = (*self._exact.get(name, ()), *self._about_name(name, host))
        return Found(rules, is_host=True, is_plain=not {".", ":"} & set(name))

    def _about_name(self, name: str, host: str) -> Iterator[HostRule]:
        for domain in lineage(name):
            for rule in self._wild.get(domain, ()):
                # Not the name: matches() would cut a second dot.
                if rule.pattern.matches(host):
                    yield rule

    def _about_address(self, address: Address) -> Iterator[AddressRule]:
        for version, length in self._lengths:
            if version == address.version:
                mask = address.max_prefixlen - length
                number = int(address) >> mask << mask
                yield from self._networks[version, length].get(number, ())


def lineage(name: str) -> Iterator[str]:
    """Yield *name* and all domains above it, from the longest on."""
    while name:
        yield name
        name = name.partition(".")[2]


def host_address(name: str) -> Address | None:
    """Return the address that *name* is, with or without brackets; ``None`` for a name."""
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    # Python reads a zone ("fe80::1%eth0") as part of an address; no URL can hold one.
    if "%" in name:
        return None
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
