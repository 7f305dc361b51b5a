"""What a firewall opens against what Microsoft publishes, port by port."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pacgen.endpoints import IPNetwork, PortRange
from pacgen.firewall.networks import collapsed, minus, overlaps
from pacgen.firewall.opening import Opening, Protocol
from pacgen.firewall.planning import Plan
from pacgen.firewall.reading import Entry, FirewallFile

__all__ = ["Difference", "Kind", "differences"]

_MOST_NAMED = 4


class Kind(StrEnum):
    """What is wrong."""

    MISSING = "missing"
    """Published, and not open: some calls or sign-ins fail."""

    STALE = "stale"
    """Open, and nothing of it is published any more."""

    WIDER = "wider"
    """Open in part for nothing that is published: other addresses, or other ports."""

    VERSION = "version"
    """Made from endpoint data of another version."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the firewall has otherwise than it is published."""

    kind: Kind
    message: str
    line: int | None = None
    """Where in the file; ``None`` for what is not in it."""


def differences(file: FirewallFile, plan: Plan) -> tuple[Difference, ...]:
    """
    Return how *file* differs from *plan*: first what is missing, then what is too much, by line.

    Where the file names no ports, only its addresses are compared.
    """
    has_ports = all(entry.protocol is not None for entry in file.entries)
    found = [*_missing(file.entries, plan.openings, has_ports=has_ports)]
    published = _Published(plan.openings)
    seen: dict[tuple[int, str], list[Entry]] = {}
    for entry in file.entries:
        seen.setdefault((entry.line, entry.text), []).append(entry)
    for (line, _), entries in seen.items():
        found += (
            Difference(kind, message, line)
            for entry in entries
            for kind, message in _surplus(entry, published, has_ports=has_ports)
        )
    if file.version and plan.version and file.version != plan.version:
        message = f"made from endpoint data {file.version}, and this is {plan.version}"
        found.append(Difference(Kind.VERSION, message))
    return tuple(dict.fromkeys(found))


def _missing(
    entries: Sequence[Entry], openings: Sequence[Opening], *, has_ports: bool
) -> Iterator[Difference]:
    if not has_ports:
        wanted = collapsed(n for o in openings for n in o.networks)
        for network in minus(wanted, (n for e in entries for n in e.networks)):
            yield Difference(Kind.MISSING, f"{network} is published and not in the file")
        return
    for opening in openings:
        lacking: dict[IPNetwork, list[PortRange]] = {}
        for piece in _pieces(opening.ports, entries, opening.protocol):
            there = (
                network
                for entry in entries
                if entry.protocol is opening.protocol and _holds(entry.ports, piece.first)
                for network in entry.networks
            )
            for network in minus(opening.networks, there):
                lacking.setdefault(network, []).append(piece)
        for network, ports in lacking.items():
            named = f"{opening.protocol.upper()} {', '.join(map(str, _joined(ports)))}"
            yield Difference(Kind.MISSING, f"{network} is published for {named} and not open")


class _Published:
    """What is published, at all and port by port, each put together once for all entries."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        self.openings = openings
        self.everywhere = collapsed(n for o in openings for n in o.networks)
        self._on: dict[tuple[Protocol, int], tuple[IPNetwork, ...]] = {}

    def on(self, protocol: Protocol, port: int) -> tuple[IPNetwork, ...]:
        """Return the addresses that are published for *port*."""
        if (protocol, port) not in self._on:
            self._on[protocol, port] = collapsed(
                n
                for o in self.openings
                if o.protocol is protocol and _holds(o.ports, port)
                for n in o.networks
            )
        return self._on[protocol, port]


def _surplus(entry: Entry, published: _Published, *, has_ports: bool) -> Iterator[tuple[Kind, str]]:
    inside = overlaps(entry.networks, published.everywhere)
    if not inside:
        yield Kind.STALE, f"{entry.text} is not published"
    elif has_ports and entry.protocol is not None:
        yield from _surplus_by_port(entry, entry.protocol, published)
    elif minus(entry.networks, inside):
        yield Kind.WIDER, f"{entry.text} is wider than published: {_named(inside)}"


def _surplus_by_port(
    entry: Entry, protocol: Protocol, published: _Published
) -> Iterator[tuple[Kind, str]]:
    """Say on which ports there is too much, those with the same too much together."""
    grouped: dict[tuple[IPNetwork, ...], list[PortRange]] = {}
    for piece in _all_pieces(entry, published.openings):
        inside = overlaps(entry.networks, published.on(protocol, piece.first))
        if minus(entry.networks, inside):
            grouped.setdefault(inside, []).append(piece)
    for inside, pieces in grouped.items():
        ports = f"{protocol.upper()} {', '.join(map(str, _joined(pieces)))}"
        if inside:
            message = f"{entry.text} is wider than published for {ports}: {_named(inside)}"
        else:
            message = f"{entry.text} is open on {ports}, for which it is not published"
        yield Kind.WIDER, message


def _named(networks: Sequence[IPNetwork]) -> str:
    named = ", ".join(map(str, networks[:_MOST_NAMED]))
    others = " and others" if len(networks) > _MOST_NAMED else ""
    return f"of it only {named}{others}"


def _pieces(
    ports: Iterable[PortRange], entries: Iterable[Entry], protocol: Protocol
) -> Iterator[PortRange]:
    """Cut *ports* where an entry begins or ends, so that all of a piece is open or none."""
    cuts = {
        cut
        for entry in entries
        if entry.protocol is protocol
        for r in entry.ports
        for cut in (r.first, r.last + 1)
    }
    yield from _cut(ports, cuts)


def _all_pieces(entry: Entry, openings: Iterable[Opening]) -> Iterator[PortRange]:
    cuts = {
        cut
        for opening in openings
        if opening.protocol is entry.protocol
        for r in opening.ports
        for cut in (r.first, r.last + 1)
    }
    yield from _cut(entry.ports, cuts)


def _cut(ports: Iterable[PortRange], cuts: set[int]) -> Iterator[PortRange]:
    for whole in ports:
        inside = {cut for cut in cuts if whole.first < cut <= whole.last}
        bounds = sorted(inside | {whole.first, whole.last + 1})
        yield from (PortRange(first, after - 1) for first, after in pairwise(bounds))


def _holds(ports: Iterable[PortRange], port: int) -> bool:
    return any(port in r for r in ports)


def _joined(ports: Iterable[PortRange]) -> list[PortRange]:
    joined: list[PortRange] = []
    for piece in sorted(ports):
        if joined and joined[-1].last + 1 >= piece.first:
            joined[-1] = PortRange(joined[-1].first, max(joined[-1].last, piece.last))
        else:
            joined.append(piece)
    return joined
