"""A policy as regions of hosts: what it says for all of them at once."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pacgen.analysis import ALWAYS, AddressSet, Answer, Condition, IntSet, Language
from pacgen.analysis.clock import Clock
from pacgen.analysis.frames import SECURE, UrlFrame
from pacgen.analysis.scope import union
from pacgen.compare.proof import Doubt, Part
from pacgen.patterns import HostPattern
from pacgen.policy import AnyRoute, LocalRoute, Policy, route_at
from pacgen.policy.rules import AddressRule, Rule, default_port
from pacgen.routes import Route

__all__ = ["policy_parts"]

_CLIENT = "client"
"""What a condition calls the client's address."""


def policy_parts(
    policy: Policy, hosts: Language, clock: Clock, frame: UrlFrame = SECURE
) -> tuple[list[Part], list[Doubt]]:
    """
    Return what *policy* says for *hosts*, regions with the same route together.

    Clients have one IPv4 address here, as in all proofs.

    Args:
        policy: What to look up.
        hosts: The hosts in question.
        clock: How much time there is.
        frame: Scheme and port of the URLs in question.
    """
    policy = _in_frame(policy, frame)
    routes: dict[AnyRoute, list[Language]] = {}
    rest = hosts
    doubts: list[Doubt] = []
    for language, route in _decisions(policy):
        if not clock.left:
            doubts.append(Doubt(rest, "the policy: its rules are too many for the time", None, ""))
            rest = Language.nothing()
            break
        part, rest = rest.split(language)
        if not part.is_empty:
            routes.setdefault(route, []).append(part)
    if not rest.is_empty:
        plain = ~Language.containing(".")
        names, others = rest.split(plain)
        routes.setdefault(policy.plain_names, []).append(names)
        routes.setdefault(_general(policy), []).append(others)
    parts = [
        part
        for route, languages in routes.items()
        for part in _by_location(policy, union(languages), route)
    ]
    return [part for part in parts if not part.hosts.is_empty], doubts


def _in_frame(policy: Policy, frame: UrlFrame) -> Policy:
    """Return the policy without rules whose conditions do not hold."""
    port = default_port(frame.scheme) if frame.port is None else frame.port

    def holds(rule: Rule) -> bool:
        return rule.condition.holds(frame.scheme, port)

    return replace(
        policy,
        host_rules=tuple(filter(holds, policy.host_rules)),
        address_rules=tuple(filter(holds, policy.address_rules)),
        general_rules=tuple(filter(holds, policy.general_rules)),
    )


def _decisions(policy: Policy) -> Iterator[tuple[Language, AnyRoute]]:
    """Yield the rules in the order in which they count; each is about what is left by then."""
    networks: dict[AnyRoute, AddressSet] = {}
    taken = AddressSet.nothing()
    for _, group in itertools.groupby(_addresses(policy), lambda rule: rule.network.prefixlen):
        routes: dict[AnyRoute, list[ipaddress.IPv4Network]] = {}
        # Networks of one size are apart; of two rules for one the first counts.
        for network, route in {r.network: r.route for r in reversed(list(group))}.items():
            if isinstance(network, ipaddress.IPv4Network):
                routes.setdefault(route, []).append(network)
        fresh = {route: _addresses_of(*found) - taken for route, found in routes.items()}
        for route, addresses in fresh.items():
            networks[route] = networks.get(route, AddressSet.nothing()) | addresses
            taken |= addresses
    for route, addresses in networks.items():
        yield addresses.to_language(), route
    others = AddressSet.everything() - taken
    yield others.to_language(), _general(policy)
    named = sorted(
        policy.host_rules,
        key=lambda rule: (rule.pattern.specificity, rule.condition.rank),
        reverse=True,
    )
    for route, patterns in _runs([(rule.pattern, rule.route) for rule in named]):
        yield union([Language.from_pattern(pattern) for pattern in patterns]), route


def _addresses(policy: Policy) -> list[AddressRule]:
    return sorted(
        policy.address_rules, key=lambda r: (r.network.prefixlen, r.condition.rank), reverse=True
    )


def _runs(
    rules: Sequence[tuple[HostPattern, AnyRoute]],
) -> Iterator[tuple[AnyRoute, list[HostPattern]]]:
    """Yield rules with one route together where their order does not matter."""
    for _, group in itertools.groupby(rules, lambda rule: _kind(rule[0])):
        routes: dict[AnyRoute, list[HostPattern]] = {}
        # Of two rules for one pattern the first counts.
        for pattern, route in dict(reversed(list(group))).items():
            routes.setdefault(route, []).append(pattern)
        yield from routes.items()


def _kind(pattern: HostPattern) -> tuple[object, ...]:
    """Return what patterns have in common of which no two mean the same host."""
    if "*" not in pattern.text:
        return ("host",)
    if pattern.text.startswith("*.") and "*" not in pattern.text[1:]:
        return "below", pattern.text.count(".")
    return ("pattern", pattern)


def _general(policy: Policy) -> AnyRoute:
    return policy.general_rules[0].route if policy.general_rules else policy.default


def _by_location(policy: Policy, hosts: Language, route: AnyRoute) -> Iterator[Part]:
    match route:
        case Route():
            yield Part(hosts, ALWAYS, _answer(route))
        case LocalRoute():
            for name, clients in _clients(policy):
                words = f"the client is in {name}" if name else "the client is in no location"
                condition = Condition({_CLIENT: clients}, (words,))
                yield Part(hosts, condition, _answer(route_at(route, name)))


def _clients(policy: Policy) -> Iterator[tuple[str, AddressSet]]:
    """Yield every location with its clients, ``""`` for those in none."""
    networks = [
        (network, place.name)
        for place in policy.locations
        for network in place.networks
        if isinstance(network, ipaddress.IPv4Network)
    ]
    # Of the networks that hold an address the longest prefix counts, then the first location.
    networks.sort(key=lambda pair: pair[0].prefixlen, reverse=True)
    taken = AddressSet.nothing()
    found: dict[str, AddressSet] = {}
    for network, name in networks:
        fresh = _addresses_of(network) - taken
        taken |= fresh
        found[name] = found.get(name, AddressSet.nothing()) | fresh
    yield from ((name, clients) for name, clients in found.items() if not clients.is_empty)
    if not (elsewhere := AddressSet.everything() - taken).is_empty:
        yield "", elsewhere


def _addresses_of(*networks: ipaddress.IPv4Network) -> AddressSet:
    return AddressSet(IntSet.of((int(n[0]), int(n[-1])) for n in networks))


def _answer(route: Route) -> Answer:
    return Answer(str(route), route)
