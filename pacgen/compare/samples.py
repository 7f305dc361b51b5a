"""Compares two PAC files by samples: both are asked the same. For what cannot be proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pacgen.compare.changes import RouteChange, Side
from pacgen.engine import Decision, Environment, Evaluator, Request, Target
from pacgen.lint.literals import named_hosts, string_literals
from pacgen.patterns import HostPattern

__all__ = ["compare_samples", "sample_hosts"]

_SHOWN = 5
_CLIENTS = ("192.0.2.1", "10.1.2.3", "172.16.5.6", "192.168.1.20", "127.0.0.1")
"""Nobody, the private networks (RFC 1918), and a computer that knows no better."""

PLAIN = tuple(Environment(client_addresses=(client,)) for client in _CLIENTS)


def sample_hosts(pattern: HostPattern, texts: Iterable[str]) -> tuple[str, ...]:
    """
    Return hosts that *pattern* means: invented ones, and all that the files name.

    Whatever a file treats in a special way it has to name, and often that stands for its children.
    """
    named = (host for text in texts for host in named_hosts(string_literals(text)))
    candidates = (form for host in named for form in (host, f"a.{host}", f"a{host}"))
    found = (host for host in candidates if pattern.matches(host))
    return tuple(dict.fromkeys((*pattern.members(), *found)))


def compare_samples(
    old: str, new: str, hosts: Sequence[tuple[HostPattern, str]], target: Target
) -> tuple[tuple[RouteChange, ...], int]:
    """
    Ask two PAC texts about *hosts*, each with the pattern that it stands for.

    Returns:
        The changes, hosts with the same step from line to line together, and the number of
        requests compared.
    """
    requests = [Request.for_host(host) for _, host in hosts]
    with (
        Evaluator(old, target=target) as before,
        Evaluator(new, target=target) as after,
    ):
        found = [
            pair
            for environment in PLAIN
            for pair in _differing(before, after, hosts, requests, environment)
        ]
    return tuple(_grouped(found)), len(requests) * len(PLAIN)


_Found = tuple[HostPattern, Decision, Decision]


def _differing(
    before: Evaluator,
    after: Evaluator,
    hosts: Sequence[tuple[HostPattern, str]],
    requests: Sequence[Request],
    environment: Environment,
) -> Iterator[_Found]:
    """Yield the traced decisions of both files where they are not the same."""
    pairs = zip(
        before.decide(requests, environment), after.decide(requests, environment), strict=True
    )
    numbers = [
        number
        for number, (old, new) in enumerate(pairs)
        if (old.route, old.fault is None) != (new.route, new.fault is None)
    ]
    differing = [requests[number] for number in numbers]
    olds, news = before.trace(differing, environment), after.trace(differing, environment)
    for number, old, new in zip(numbers, olds, news, strict=True):
        yield hosts[number][0], old, new


def _grouped(found: Iterable[_Found]) -> Iterator[RouteChange]:
    groups: dict[tuple[HostPattern, Side, Side], list[tuple[Request, Environment]]] = {}
    for pattern, old, new in found:
        group = groups.setdefault((pattern, Side.of(old), Side.of(new)), [])
        group.append((old.request, old.environment))
    for (pattern, before, after), members in groups.items():
        shortest, environment = min(members, key=lambda member: _length(member[0]))
        seen = sorted({request.host for request, _ in members}, key=lambda host: (len(host), host))
        yield RouteChange(
            pattern,
            tuple(seen[:_SHOWN]),
            _condition({world.client_addresses for _, world in members}),
            shortest,
            environment,
            before,
            after,
        )


def _length(request: Request) -> tuple[int, str]:
    return len(request.host), request.host


def _condition(clients: set[tuple[str, ...]]) -> str:
    """Say which clients it was seen with, unless with all."""
    if len(clients) == len(PLAIN):
        return ""
    return f"client {' or '.join(sorted(address for client in clients for address in client))}"
