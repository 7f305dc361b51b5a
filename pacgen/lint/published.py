"""How the networks and names in a file compare with those that Microsoft publishes."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pacgen.endpoints import IPNetwork
from pacgen.engine import Request, Span
from pacgen.lint.answers import Answer
from pacgen.lint.context import LintContext
from pacgen.lint.literals import NamedNetwork
from pacgen.lint.probes import Probe, Role
from pacgen.lint.retired import RETIRED_NAMES, RETIRED_NETWORKS
from pacgen.policy.expectation import ExpectedNetwork

__all__ = ["Narrow", "Stale", "Wide", "narrower", "stale_entries", "wider"]

_MOST = 20


@dataclass(frozen=True, slots=True)
class Narrow:
    """A published network of which the file covers a part."""

    published: IPNetwork
    named: tuple[str, ...]
    """What the file names inside it."""

    astray: tuple[Answer, ...]
    """Addresses of the rest."""


@dataclass(frozen=True, slots=True)
class Wide:
    """A network in the file that holds published ones and more."""

    named: NamedNetwork
    published: tuple[str, ...]
    outside: Answer
    """An address that is nobody's business, and goes DIRECT."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A network or name in the file that is no longer published, and still goes DIRECT."""

    text: str
    since: str
    successor: str
    span: Span | None
    answer: Answer


def narrower(context: LintContext) -> Iterator[Narrow]:
    """Yield the published networks which the file covers in part."""
    for published in _published(context):
        inside = [
            str(named.network)
            for named in context.named_networks
            if named.network.subnet_of(published) and named.network != published
        ]
        answers = [
            answer
            for answer in context.select(Role.ADDRESS)
            if isinstance(answer.probe.wanted, ExpectedNetwork)
            and answer.probe.wanted.network == published
            and answer.decision.fault is None
        ]
        astray = tuple(answer for answer in answers if not answer.is_direct)
        if inside and astray and _any_direct(context, inside):
            yield Narrow(published, tuple(dict.fromkeys(inside)), astray)


def wider(context: LintContext) -> Iterator[Wide]:
    """Yield the networks in the file that hold published ones, and send others DIRECT as well."""
    if context.default_is_direct or any(a.is_direct for a in context.select(Role.CONTROL_ADDRESS)):
        return
    published = list(_published(context))
    retired = [entry.network for entry in RETIRED_NETWORKS]
    seen: set[ipaddress.IPv4Network] = set()
    for named in context.named_networks[: 10 * _MOST]:
        network = named.network
        held = [p for p in published if p.subnet_of(network) and p != network]
        if not held or network in seen or network in retired:
            continue
        seen.add(network)
        edges = (network[0], network[-1])
        outside = [e for e in edges if not any(e in p for p in published)]
        answers = _direct(context, map(str, outside))
        if answers:
            yield Wide(named, tuple(map(str, held)), answers[0])


def stale_entries(context: LintContext) -> Iterator[Stale]:
    """Yield what in the file left the list, and still goes DIRECT."""
    if context.default_is_direct:
        return
    yield from _stale_networks(context)
    yield from _stale_names(context)


def _stale_networks(context: LintContext) -> Iterator[Stale]:
    published = list(_published(context))
    seen: set[ipaddress.IPv4Network] = set()
    for named in context.named_networks:
        for retired in RETIRED_NETWORKS:
            if named.network != retired.network or named.network in seen:
                continue
            seen.add(named.network)
            gone = named.network[1 % named.network.num_addresses]
            is_back = any(gone in network for network in published)
            answers = [] if is_back else _direct(context, [str(gone)])
            if answers:
                text = str(named.network)
                yield Stale(text, retired.since, retired.successor, named.span, answers[0])


def _stale_names(context: LintContext) -> Iterator[Stale]:
    wanted = [entry.pattern for entry in context.expectation.hosts]
    for retired in RETIRED_NAMES:
        # A name that is published today is not stale, though what is above it has gone.
        names = [
            name
            for name in context.named_hosts
            if f".{name}".endswith(f".{retired.name}") and not any(p.matches(name) for p in wanted)
        ]
        for name in names[:1]:
            hosts = [h for h in (name, f"a.{name}") if not any(p.matches(h) for p in wanted)]
            answers = _direct(context, hosts)
            if answers:
                yield Stale(name, retired.since, retired.successor, None, answers[0])


def _published(context: LintContext) -> Iterator[ipaddress.IPv4Network]:
    for entry in context.expectation.networks:
        if isinstance(entry.network, ipaddress.IPv4Network):
            yield entry.network


def _any_direct(context: LintContext, networks: Iterable[str]) -> bool:
    first = [str(ipaddress.ip_network(network)[0]) for network in networks]
    return bool(_direct(context, first[:_MOST]))


def _direct(context: LintContext, hosts: Iterable[str]) -> list[Answer]:
    """Ask about *hosts*, and return the answers that are DIRECT."""
    probes = [Probe(Role.EXTRA, host, Request.for_host(host)) for host in hosts]
    answers = context.ask(probes) if probes else ()
    return [a for a in answers if a.target is context.reference and a.is_clean_direct]
