"""The generated PAC does in a real engine what the policy says, for policies of every kind."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacgen.endpoints import Instance
from pacgen.engine import Evaluator, Request, Target
from pacgen.generator import render
from pacgen.patterns import HostPattern
from pacgen.policy import AddressRule, HostRule, Policy, Preset, Reason
from pacgen.publish.questions import ODD_ADDRESSES, ODD_HOSTS, PLAIN_NAMES, PROTOTYPE_NAMES
from pacgen.routes import Route

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


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Draw a policy with rules of every kind."""
    hosts = draw(st.dictionaries(patterns, routes, max_size=12))
    nets = draw(st.dictionaries(networks, routes, max_size=12))
    return Policy(
        instance=Instance.WORLDWIDE,
        version="2026010100",
        preset=Preset.TEAMS,
        default=draw(routes),
        plain_names=draw(routes),
        host_rules=tuple(HostRule(p, r, WHY) for p, r in sorted(hosts.items())),
        address_rules=tuple(AddressRule(n, r, WHY) for n, r in nets.items()),
    )


def reference(policy: Policy, host: str) -> str:
    """Say where *host* goes: ten lines that share nothing with what is tested."""
    name = re.sub(r"\.$", "", host.lower())
    bare = name[1:-1] if re.fullmatch(r"\[.*\]", name) else name
    try:
        address = None if "%" in bare else ipaddress.ip_address(bare)
    except ValueError:
        address = None
    if not name or address:
        found = [(r.network.prefixlen, r.route) for r in policy.address_rules]
        nets = [r.network for r in policy.address_rules]
        held = [f for f, n in zip(found, nets, strict=True) if address and address in n]
        return str(max(held, key=lambda f: f[0])[1] if held else policy.default)
    rules = [r for r in policy.host_rules if re.fullmatch(expression(r.pattern.text), name)]
    best = max(rules, key=lambda r: rank(r.pattern.text), default=None)
    return str(best.route if best else policy.default if "." in name else policy.plain_names)


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


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_policies(data: st.DataObject) -> None:
    """The PAC, run in an engine, and the policy both answer what the reference answers."""
    policy = data.draw(policies())
    hosts = data.draw(questions(policy))
    text = render(policy)
    with Evaluator(text, target=Target.PACPARSER) as evaluator:
        decisions = evaluator.decide([Request("https://example.com/", host) for host in hosts])
    answers = {host: d.fault or d.returned for host, d in zip(hosts, decisions, strict=True)}

    assert {host: reference(policy, host) for host in hosts} == answers
    assert {host: str(policy.route_for(host)) for host in hosts} == answers
    assert not [decision for decision in decisions if decision.dns or decision.alerts]


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
