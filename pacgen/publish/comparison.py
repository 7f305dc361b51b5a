"""How the routes of a wanted file differ from those of the published one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pacgen.compare import EVERY_HOST, RouteChange, RouteDiff, compare_pacs
from pacgen.compare.samples import PLAIN, by_requests, compare_samples
from pacgen.compare.sources import PacSource, Source
from pacgen.endpoints import IPNetwork
from pacgen.engine import Environment, PacFile, Request, Target
from pacgen.patterns import HostPattern

__all__ = ["Comparison", "compare_routes"]

_TARGET = Target.CHROMIUM


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes for clients from one file to another."""

    diff: RouteDiff
    """By host pattern: a host belongs to the most specific pattern that means it."""

    by_network: Mapping[IPNetwork, tuple[RouteChange, ...]]
    """For hosts that are IP literals."""

    @property
    def whole(self) -> RouteDiff:
        """Everything together, for people to read."""
        seen = dict.fromkeys(change for found in self.by_network.values() for change in found)
        return replace(self.diff, changes=(*self.diff.changes, *seen))


def compare_routes(
    old: bytes,
    new: str,
    patterns: Collection[HostPattern],
    networks: Collection[IPNetwork],
    *,
    seconds: float,
    clients: Collection[str] = (),
) -> Comparison:
    """
    Compare the published file with the wanted one, for all hosts.

    Args:
        old: The file as it is published.
        new: The text that is wanted.
        patterns: The names that the rules of either are about.
        networks: The address ranges, likewise.
        seconds: How long to try to prove that nothing else changes; 0: requests are compared alone.
        clients: Addresses whose requests are compared besides the usual ones, since rules ask for
            where a client is. A proof is about all clients; IP literals are compared by requests.
    """
    worlds = (*PLAIN, *(Environment(client_addresses=(client,)) for client in clients))
    before = PacFile.from_bytes("published", old).seen_by(_TARGET)
    # The most specific first, since a host belongs to the first pattern that means it.
    scope = sorted(patterns, key=lambda pattern: pattern.specificity, reverse=True)
    hosts = [*scope, EVERY_HOST]
    with PacSource(before, _TARGET) as old_source, PacSource(new, _TARGET) as new_source:
        diff = (
            compare_pacs(before, new, hosts=hosts, target=_TARGET, seconds=seconds)
            if seconds
            else by_requests(old_source, new_source, hosts, _TARGET, worlds)
        )
        found = {
            network: compare_samples(old_source, new_source, _edges(network), worlds)[0]
            for network in _differing(old_source, new_source, networks, worlds)
        }
    return Comparison(diff, found)


def _differing(
    old: Source, new: Source, networks: Collection[IPNetwork], worlds: Collection[Environment]
) -> list[IPNetwork]:
    """Return those of *networks* whose edges any client sends elsewhere, in order."""
    ordered = sorted(networks, key=lambda n: (n.version, int(n.network_address), n.prefixlen))
    edges = [(network, host) for network in ordered for _, host in _edges(network)]
    requests = [Request.for_host(host) for _, host in edges]
    differing = {
        network
        for world in worlds
        for (network, _), before, after in zip(
            edges, old.meanings(requests, world), new.meanings(requests, world), strict=True
        )
        if before != after
    }
    return [network for network in ordered if network in differing]


def _edges(network: IPNetwork) -> list[tuple[HostPattern, str]]:
    edges = dict.fromkeys((network.network_address, network.broadcast_address))
    return [(EVERY_HOST, f"[{edge}]" if edge.version == 6 else str(edge)) for edge in edges]  # noqa: PLR2004 - IPv6
