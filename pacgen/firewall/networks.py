"""Sets of addresses, as the networks that make them up."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from pacgen.endpoints import IPNetwork

__all__ = ["collapsed", "minus", "overlaps"]


def collapsed(networks: Iterable[IPNetwork]) -> tuple[IPNetwork, ...]:
    """Return as few networks as hold exactly the addresses of *networks*, IPv4 first."""
    given = list(networks)
    v4 = [n for n in given if isinstance(n, ipaddress.IPv4Network)]
    v6 = [n for n in given if isinstance(n, ipaddress.IPv6Network)]
    return (*ipaddress.collapse_addresses(v4), *ipaddress.collapse_addresses(v6))


def overlaps(networks: Iterable[IPNetwork], others: Sequence[IPNetwork]) -> tuple[IPNetwork, ...]:
    """Return the addresses that both have; of two networks, one holds the other or neither does."""
    shared = []
    for network in networks:
        for other in others:
            if network.version == other.version and _within(other, network):
                shared.append(other)
            elif network.version == other.version and _within(network, other):
                shared.append(network)
    return collapsed(shared)


def minus(networks: Iterable[IPNetwork], others: Iterable[IPNetwork]) -> tuple[IPNetwork, ...]:
    """Return the addresses of *networks* that *others* have not."""
    left = list(networks)
    for other in collapsed(others):
        left = [piece for network in left for piece in _without(network, other)]
    return collapsed(left)


def _without(network: IPNetwork, other: IPNetwork) -> Iterable[IPNetwork]:
    if network.version != other.version or not (_within(network, other) or _within(other, network)):
        return [network]
    if _within(network, other):
        return []
    if isinstance(network, ipaddress.IPv4Network) and isinstance(other, ipaddress.IPv4Network):
        return network.address_exclude(other)
    if isinstance(network, ipaddress.IPv6Network) and isinstance(other, ipaddress.IPv6Network):
        return network.address_exclude(other)
    return [network]


def _within(inner: IPNetwork, outer: IPNetwork) -> bool:
    return inner.prefixlen >= outer.prefixlen and inner.network_address in outer
