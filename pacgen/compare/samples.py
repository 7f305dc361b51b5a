"""Compares by samples: both sides are asked the same. For what cannot be proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import EVERY_HOST
from pacgen.compare.changes import RouteChange, RouteDiff, Side, Unproven
from pacgen.compare.sources import Source
from pacgen.engine import Environment, Request, Target
from pacgen.lint.literals import named_hosts, string_literals
from pacgen.patterns import HostPattern
from pacgen.policy.expectation import CONTROL_HOSTS

__all__ = ["Sample", "by_requests", "compare_samples", "samples"]

_SHOWN = 5
_CLIENTS = ("192.0.2.1", "10.1.2.3", "172.16.5.6", "192.168.1.20", "127.0.0.1")
"""Nobody, the private networks (RFC 1918), and a computer that knows no better."""

PLAIN = tuple(Environment(client_addresses=(client,)) for client in _CLIENTS)

_MOST_NAMED = 20_000
"""Of the hosts that the sides name, so many are asked about."""

_TOGETHER = 400
"""Hosts that are asked about at once."""

_ODD = ("intranet", "localhost", "198.51.100.7", "10.1.2.3")

Sample = tuple[HostPattern, str]
"""A host, and the pattern of the scope that it stands for."""


def samples(scope: Sequence[HostPattern], old: Source, new: Source) -> tuple[Sample, ...]:
    """
    Return hosts of *scope*: invented ones, and all that the two sides name.

    Whatever a file treats in a special way it has to name, and often that stands for its children.
    """
    found = {host: pattern for pattern in reversed(scope) for host in pattern.members()}
    everywhere = EVERY_HOST in scope
    if everywhere:
        found |= {host: EVERY_HOST for host in (*CONTROL_HOSTS, *_ODD) if host not in found}
    for host in islice(_named(old, new), _MOST_NAMED):
        if host not in found:
            pattern = next((pattern for pattern in scope if pattern.matches(host)), None)
            if pattern is not None:
                found[host] = pattern
    order = {pattern: number for number, pattern in enumerate(scope)}
    pairs = ((pattern, host) for host, pattern in found.items())
    return tuple(sorted(pairs, key=lambda pair: (order[pair[0]], len(pair[1]), pair[1])))


def compare_samples(
    old: Source,
    new: Source,
    hosts: Sequence[Sample],
    worlds: Sequence[Environment] = PLAIN,
    clock: Clock | None = None,
) -> tuple[tuple[RouteChange, ...], int]:
    """
    Ask both sides about *hosts*, as the clients of *worlds*.

    Args:
        old: A side.
        new: Another.
        hosts: What to ask about, what matters most first.
        worlds: Where the requests come from.
        clock: How much time there is; what it is too short for is not compared.

    Returns:
        The changes, hosts with the same step from line to line together, and the number of
        requests compared.
    """
    found: list[_Found] = []
    asked = 0
    for start in range(0, len(hosts), _TOGETHER):
        if clock is not None and clock.is_up:
            break
        some = hosts[start : start + _TOGETHER]
        requests = [Request.for_host(host) for _, host in some]
        for world in worlds:
            differing, compared = _differing(old, new, some, requests, world)
            found += differing
            asked += compared
    return tuple(_grouped(found, len(worlds))), asked


def by_requests(
    old: Source,
    new: Source,
    scope: Sequence[HostPattern],
    target: Target,
    worlds: Sequence[Environment] = PLAIN,
) -> RouteDiff:
    """
    Return how two sides differ, by requests alone: for whoever wants no proof.

    Args:
        old: A side.
        new: Another.
        scope: Each pattern once; :data:`~pacgen.compare.EVERY_HOST` at its end means all others.
        target: The client that both sides reproduce.
        worlds: Where the requests come from.
    """
    changes, asked = compare_samples(old, new, samples(scope, old, new), worlds)
    order = {pattern: number for number, pattern in enumerate(scope)}
    ordered = sorted(changes, key=lambda c: (order[c.pattern], _length(c.request), c.condition))
    unproven = tuple(Unproven(str(pattern), "no proof was asked for") for pattern in scope)
    return RouteDiff(target, tuple(scope), tuple(ordered), unproven, asked)


def _named(old: Source, new: Source) -> Iterator[str]:
    texts = dict.fromkeys((*old.texts, *new.texts))
    named = (host for text in texts for host in named_hosts(string_literals(text)))
    for host in dict.fromkeys((*named, *old.hosts, *new.hosts)):
        yield from (host, f"a.{host}", f"a{host}")


_Found = tuple[HostPattern, Request, Environment, Side, Side]


def _differing(
    old: Source,
    new: Source,
    hosts: Sequence[Sample],
    requests: Sequence[Request],
    world: Environment,
) -> tuple[list[_Found], int]:
    """Return what both sides say, and why, where that is not the same; and how many they said."""
    pairs = list(zip(old.meanings(requests, world), new.meanings(requests, world), strict=True))
    known = [n for n, (before, after) in enumerate(pairs) if None not in {before, after}]
    numbers = [number for number in known if pairs[number][0] != pairs[number][1]]
    differing = [requests[number] for number in numbers]
    sides = zip(old.sides(differing, world), new.sides(differing, world), strict=True)
    found = [
        (hosts[number][0], requests[number], world, before, after)
        for number, (before, after) in zip(numbers, sides, strict=True)
    ]
    return found, len(known)


def _grouped(found: Iterable[_Found], every: int) -> Iterator[RouteChange]:
    groups: dict[tuple[HostPattern, Side, Side], list[tuple[Request, Environment]]] = {}
    for pattern, request, world, before, after in found:
        groups.setdefault((pattern, before, after), []).append((request, world))
    for (pattern, before, after), members in groups.items():
        shortest, environment = min(members, key=lambda member: _length(member[0]))
        seen = sorted({request.host for request, _ in members}, key=lambda host: (len(host), host))
        yield RouteChange(
            pattern,
            tuple(seen[:_SHOWN]),
            _condition({world.client_addresses for _, world in members}, every),
            shortest,
            environment,
            before,
            after,
        )


def _length(request: Request) -> tuple[int, str]:
    return len(request.host), request.host


def _condition(clients: set[tuple[str, ...]], every: int) -> str:
    """Say which clients it was seen with, unless with *every* one."""
    if len(clients) == every:
        return ""
    return f"client {' or '.join(sorted(address for client in clients for address in client))}"
