"""The generated PAC does in a real engine what the policy says, for policies of every kind."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacgen.endpoints import Instance, PortRange
from pacgen.engine import Environment, Evaluator, Request, Target
from pacgen.generator import render
from pacgen.patterns import HostPattern
from pacgen.policy import (
    ALWAYS,
    AddressRule,
    Condition,
    GeneralRule,
    HostRule,
    LocalRoute,
    Location,
    Policy,
    Preset,
    Reason,
)
from pacgen.publish.questions import ODD_ADDRESSES, ODD_HOSTS, PLAIN_NAMES, PROTOTYPE_NAMES
from pacgen.routes import DIRECT, Route

WHY = Reason("a test")

routes = st.sampled_from(
    ["DIRECT", "PROXY a:1", "PROXY b:2; DIRECT", "SOCKS5 [2001:db8::1]:3", "DIRECT; PROXY a:1"]
).map(Route.parse)

# Few labels, so that names meet; those that every object inherits among them.
labels = st.sampled_from(["a", "b", "ab", "com", "constructor", "__proto__", "localhost", "xn--a"])
names = st.lists(labels, min_size=1, max_size=4).map(".".join)
stars = st.sampled_from(["*", "*a", "a*", "a*b", "*-b"])
globs = st.lists(labels | stars, min_size=1, max_size=3).map(".".join)
patterns = st.one_of(
    names,
    names.map("*.{}".format),
    st.tuples(globs, names).map(".".join),
).map(HostPattern.parse)

networks = st.one_of(
    # Small numbers, so that networks meet; and the ends of the space.
    st.tuples(st.integers(0, 255), st.integers(24, 32)).map(
        lambda t: ipaddress.ip_network((0x0A000000 + t[0], t[1]), strict=False)
    ),
    st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 32)).map(
        lambda t: ipaddress.ip_network((t[0], t[1]), strict=False)
    ),
    st.tuples(st.integers(2**64, 2**64 + 255), st.integers(118, 128)).map(
        lambda t: ipaddress.ip_network((t[0], t[1]), strict=False)
    ),
    st.tuples(st.integers(0, 2**128 - 1), st.integers(0, 128)).map(
        lambda t: ipaddress.ip_network((t[0], t[1]), strict=False)
    ),
)


PLACES = ("paris", "tokyo", "oslo")

local_routes = st.tuples(
    routes, st.lists(st.tuples(st.sampled_from(PLACES), routes), unique_by=lambda t: t[0])
).map(lambda t: LocalRoute(t[0], tuple(t[1])))
any_routes = routes | local_routes

SCHEMES = ("http", "https", "ws", "wss", "ftp", "gopher")
USUAL = {"http": 80, "ws": 80, "https": 443, "wss": 443, "ftp": 21}
ports = st.tuples(st.sampled_from([0, 21, 80, 443, 8080]), st.integers(0, 2)).map(
    lambda t: PortRange(t[0], t[0] + t[1])
)
conditions = st.builds(
    Condition,
    schemes=st.lists(st.sampled_from(SCHEMES), max_size=2, unique=True).map(
        lambda found: tuple(sorted(found))
    ),
    ports=st.lists(ports, max_size=2, unique=True).map(lambda found: tuple(sorted(found))),
)
# Most rules have none.
maybe_conditions = st.just(ALWAYS) | conditions

clients = st.lists(
    st.one_of(
        st.integers(0, 255).map(lambda n: str(ipaddress.IPv4Address(0x0A000000 + n))),
        st.integers(2**64, 2**64 + 255).map(lambda n: str(ipaddress.IPv6Address(n))),
        st.sampled_from(["127.0.0.1", "fe80::1", "192.0.2.1"]),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Draw a policy with rules of every kind."""
    hosts = draw(st.dictionaries(st.tuples(patterns, maybe_conditions), any_routes, max_size=12))
    nets = draw(st.dictionaries(st.tuples(networks, maybe_conditions), any_routes, max_size=12))
    general = draw(st.dictionaries(conditions.filter(bool), any_routes, max_size=4))
    drawn = draw(st.lists(networks, max_size=8, unique=True))
    places = [(place, tuple(drawn[i::3])) for i, place in enumerate(PLACES)]
    return Policy(
        instance=Instance.WORLDWIDE,
        version="2026010100",
        preset=Preset.TEAMS,
        default=draw(any_routes),
        plain_names=draw(any_routes),
        host_rules=tuple(
            HostRule(p, r, WHY, c) for (p, c), r in sorted(hosts.items(), key=lambda i: i[0][0])
        ),
        address_rules=tuple(AddressRule(n, r, WHY, c) for (n, c), r in nets.items()),
        general_rules=tuple(
            sorted(
                (GeneralRule(r, WHY, c) for c, r in general.items()),
                key=lambda r: -r.condition.rank,
            )
        ),
        locations=tuple(Location(*place) for place in draw(st.permutations(places))),
    )


@dataclass(frozen=True)
class Asked:
    """One request of one client."""

    host: str
    scheme: str
    port: int | None
    client: tuple[str, ...]

    @property
    def url(self) -> str:
        """The URL, with a user and a path that may confuse."""
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme.upper()}://u:8@{'[::1]' if ':' in self.host else 'h'}{port}/a:1@b?c#d"


def reference(policy: Policy, asked: Asked) -> str:
    """Say where a request goes: lines that share nothing with what is tested."""
    name = re.sub(r"\.$", "", asked.host.lower())
    bare = name[1:-1] if re.fullmatch(r"\[.*\]", name) else name
    port = USUAL.get(asked.scheme, 0) if asked.port is None else asked.port
    try:
        address = None if "%" in bare else ipaddress.ip_address(bare)
    except ValueError:
        address = None

    def holds(condition: Condition) -> bool:
        inside = [p.first <= port <= p.last for p in condition.ports]
        return asked.scheme in (condition.schemes or SCHEMES) and (any(inside) or not inside)

    def weight(condition: Condition) -> int:
        return (2 if condition.ports else 0) + (1 if condition.schemes else 0)

    route: Route | LocalRoute = policy.default
    found: list[tuple[tuple[object, ...], Route | LocalRoute]]
    if address:
        found = [
            ((r.network.prefixlen, weight(r.condition), -i), r.route)
            for i, r in enumerate(policy.address_rules)
            if address in r.network and holds(r.condition)
        ]
    else:
        found = [
            ((*rank(r.pattern.text), weight(r.condition), -i), r.route)
            for i, r in enumerate(policy.host_rules)
            if name and re.fullmatch(expression(r.pattern.text), name) and holds(r.condition)
        ]
    others = [r.route for r in policy.general_rules if holds(r.condition)]
    if found:
        route = max(found, key=lambda f: f[0])[1]
    elif name and not address and "." not in name and ":" not in name:
        route = policy.plain_names
    elif name and others:
        route = others[0]
    if isinstance(route, Route):
        return str(route)
    here = whereabouts(policy, asked.client)
    return str(next((r for place, r in route.by_location if place == here), route.elsewhere))


def whereabouts(policy: Policy, client: tuple[str, ...]) -> str:
    """Say which location a client is in: the first of the policy's that any address tells."""
    told = set()
    for text in client:
        address = ipaddress.ip_address(text)
        nets = [(n.prefixlen, p.name) for p in policy.locations for n in p.networks if address in n]
        told |= {max(nets)[1]} if nets else set()
    return next((p.name for p in policy.locations if p.name in told), "")


def expression(pattern: str) -> str:
    """Write a pattern as a regular expression: a leading star is any text, others part of one."""
    first, rest = pattern[:1], pattern[1:]
    inside = re.escape(rest).replace(r"\*", "[^.]+")
    return (".*" if first == "*" else re.escape(first)) + inside


def rank(pattern: str) -> tuple[bool, int, int, str]:
    """Order patterns: exact first, then labels without a star at the end, then characters."""
    # What follows the label with the last star.
    fixed = re.sub(r"^.*\*[^.]*", "", pattern)
    return "*" not in pattern, fixed.count("."), len(pattern.replace("*", "")), pattern


@st.composite
def questions(draw: st.DrawFn, policy: Policy) -> list[str]:
    """Draw hosts near and far from the rules of *policy*."""
    hosts = [*ODD_HOSTS, *ODD_ADDRESSES, *PLAIN_NAMES, *PROTOTYPE_NAMES]
    hosts += draw(st.lists(names, max_size=10))
    hosts += draw(st.lists(st.text("ab.:*[]%01-_", max_size=12), max_size=10))
    for rule in policy.host_rules:
        hosts += [*rule.pattern.members(), *rule.pattern.lookalikes(), rule.pattern.suffix]
        hosts.append(f"{draw(labels)}.{rule.pattern.suffix}")
    for address_rule in policy.address_rules:
        hosts += around(address_rule)
    drawn = draw(st.lists(st.ip_addresses(), max_size=10))
    hosts += [str(a) for a in drawn] + [a.exploded for a in drawn]
    changed = draw(st.lists(st.sampled_from(hosts), max_size=10))
    return [*hosts, *(f"{h}." for h in changed), *(h.upper() for h in changed)]


def around(rule: AddressRule) -> list[str]:
    """Return the addresses at the edges of a network, and just outside, in several spellings."""
    first, last = int(rule.network.network_address), int(rule.network.broadcast_address)
    kind = type(rule.network.network_address)
    inside = range(2**rule.network.max_prefixlen)
    found = [kind(n) for n in (first - 1, first, last, last + 1) if n in inside]
    texts = [str(address) for address in found] + [address.exploded for address in found]
    if rule.network.version == 6:
        texts += [f"[{address}]" for address in found]
        dotted = [(int(a) >> 32, ipaddress.IPv4Address(int(a) & 0xFFFFFFFF)) for a in found]
        texts += [str(ipaddress.IPv6Address(high << 32))[:-1] + f"{low}" for high, low in dotted]
    return texts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_policies(data: st.DataObject) -> None:
    """The PAC, long or small, and the policy both answer what the reference answers."""
    policy = data.draw(policies())
    text = render(policy, small=data.draw(st.booleans()))
    with Evaluator(text, target=Target.PACPARSER) as evaluator:
        for client in data.draw(st.lists(clients.map(tuple), min_size=1, max_size=3)):
            asked = data.draw(requests(policy, client))
            decisions = evaluator.decide(
                [Request(a.url, a.host) for a in asked], Environment(client_addresses=client)
            )
            answers = {a: d.fault or d.returned for a, d in zip(asked, decisions, strict=True)}

            assert {a: reference(policy, a) for a in asked} == answers
            assert {a: said(policy, a) for a in asked} == answers
            assert not [decision for decision in decisions if decision.dns or decision.alerts]


@st.composite
def requests(draw: st.DrawFn, policy: Policy, client: tuple[str, ...]) -> list[Asked]:
    """Draw requests of one client to hosts near and far from the rules of *policy*."""
    hosts = draw(questions(policy))
    schemes = draw(st.lists(st.sampled_from(SCHEMES), min_size=3, max_size=5))
    numbers = draw(st.lists(st.sampled_from([None, 0, 21, 80, 443, 444, 8081]), min_size=4))
    return [
        Asked(host, schemes[i % len(schemes)], numbers[i % len(numbers)], client)
        for i, host in enumerate(hosts)
    ]


def test_a_longer_prefix_comes_before_a_closer_condition() -> None:
    """A network decides before those around it, whatever their conditions."""
    near = AddressRule(ipaddress.ip_network("10.1.0.0/16"), DIRECT, WHY, Condition(("ws",)))
    ports = Condition((), (PortRange(21, 21),))
    far = AddressRule(ipaddress.ip_network("10.0.0.0/8"), Route.parse("PROXY a:1"), WHY, ports)
    policy = Policy(
        instance=Instance.WORLDWIDE,
        version="2026010100",
        preset=Preset.TEAMS,
        default=Route.parse("PROXY b:2"),
        plain_names=DIRECT,
        host_rules=(),
        address_rules=(near, far),
    )
    urls = ["ws://10.1.0.1:21/", "http://10.1.0.1:21/", "ws://10.2.0.1:21/", "http://10.1.0.1/"]
    with Evaluator(render(policy)) as evaluator:
        decisions = evaluator.decide([Request.for_url(url) for url in urls])

    assert [d.returned for d in decisions] == ["DIRECT", "PROXY a:1", "PROXY a:1", "PROXY b:2"]


def said(policy: Policy, asked: Asked) -> str:
    """Return what the policy itself says."""
    return str(
        policy.route_for(asked.host, scheme=asked.scheme, port=asked.port, client=asked.client)
    )


def test_no_host_at_all(shipped: Callable[..., Policy]) -> None:
    """A client that passes no host, or null, gets the default route."""
    text = render(shipped()).replace("function FindProxyForURL(", "function real(") + (
        "function FindProxyForURL(url, host) {"
        '  return [real(), real(url), real(url, null), real(url, "")].join("|");'
        "}"
    )
    with Evaluator(text, target=Target.PACPARSER) as evaluator:
        decision = evaluator.decide([Request.for_host("a.example")])[0]

    assert decision.returned == "|".join([str(shipped().default)] * 4)
