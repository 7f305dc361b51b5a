"""Endpoint sets become openings: disjoint by protocol and port, with exactly their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pacgen.endpoints import EndpointSet, IPNetwork, PortRange
from pacgen.firewall.networks import collapsed

__all__ = ["Opening", "Protocol", "openings"]


class Protocol(StrEnum):
    """What ports belong to, as firewalls write it."""

    UDP = "udp"
    TCP = "tcp"


@dataclass(frozen=True, slots=True)
class Opening:
    """Addresses that clients must reach by one protocol on some ports."""

    protocol: Protocol
    ports: tuple[PortRange, ...]
    """Ascending, neither overlapping nor adjacent. No other opening of the protocol has any."""

    networks: tuple[IPNetwork, ...]
    """IPv4 first, ascending, as few as can be, none in another."""

    sets: tuple[EndpointSet, ...]
    """Those that ask for any part of it, in the document's order."""

    @property
    def ports_text(self) -> str:
        """Protocol and ports for people: ``UDP 3478-3481``."""
        return f"{self.protocol.upper()} {', '.join(map(str, self.ports))}"


def openings(sets: Sequence[EndpointSet]) -> tuple[Opening, ...]:
    """
    Return what *sets* ask a firewall for, UDP first, then by port.

    The ports of a set belong to each of its addresses and to nothing else, so the result opens an
    address on a port exactly if some set has both: never more, never less.
    A set that names no ports opens none. One set may come in parts, each with addresses and ports.
    """
    return tuple(opening for protocol in Protocol for opening in _of_protocol(sets, protocol))


def _of_protocol(sets: Sequence[EndpointSet], protocol: Protocol) -> list[Opening]:
    pieces: dict[tuple[IPNetwork, ...], tuple[list[PortRange], set[int]]] = {}
    for piece, holders in _pieces(sets, protocol):
        networks = collapsed(n for holder in holders for n in holder.ips)
        if networks:
            ports, ids = pieces.setdefault(networks, ([], set()))
            ports.append(piece)
            ids.update(holder.id for holder in holders)
    found = [
        Opening(protocol, _joined(ports), networks, _once(s for s in sets if s.id in ids))
        for networks, (ports, ids) in pieces.items()
    ]
    return sorted(found, key=lambda opening: opening.ports)


def _once(sets: Iterable[EndpointSet]) -> tuple[EndpointSet, ...]:
    """Return *sets* without those that share the id of an earlier one: parts of one set."""
    found: dict[int, EndpointSet] = {}
    for one in sets:
        found.setdefault(one.id, one)
    return tuple(found.values())


def _pieces(
    sets: Sequence[EndpointSet], protocol: Protocol
) -> Iterator[tuple[PortRange, list[EndpointSet]]]:
    """Yield ranges of ports on which the same sets speak, ascending, with these sets."""
    having = [s for s in sets if s.ips]
    bounds = {b for s in having for r in _ports(s, protocol) for b in (r.first, r.last + 1)}
    for first, after in pairwise(sorted(bounds)):
        holders = [s for s in having if any(first in ports for ports in _ports(s, protocol))]
        if holders:
            yield PortRange(first, after - 1), holders


def _ports(endpoint_set: EndpointSet, protocol: Protocol) -> tuple[PortRange, ...]:
    return endpoint_set.udp_ports if protocol is Protocol.UDP else endpoint_set.tcp_ports


def _joined(ports: Iterable[PortRange]) -> tuple[PortRange, ...]:
    """Join ranges that follow on one another; they are ascending and do not overlap."""
    joined: list[PortRange] = []
    for piece in ports:
        if joined and joined[-1].last + 1 == piece.first:
            joined[-1] = PortRange(joined[-1].first, piece.last)
        else:
            joined.append(piece)
    return tuple(joined)
