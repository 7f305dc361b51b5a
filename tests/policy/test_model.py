"""Tests of what a policy says."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from typing import Any

import pytest

from pacgen.endpoints import Instance
from pacgen.patterns import HostPattern
from pacgen.policy import AddressRule, HostRule, Policy, Preset, Reason
from pacgen.routes import DIRECT, Route

PROXY = Route.parse("PROXY p:1")
OTHER = Route.parse("PROXY q:2")
WHY = Reason("because")


def host_rule(pattern: str, route: Route) -> HostRule:
    """Make a rule for names."""
    return HostRule(HostPattern.parse(pattern), route, WHY)


def address_rule(network: str, route: Route) -> AddressRule:
    """Make a rule for addresses."""
    return AddressRule(ipaddress.ip_network(network), route, WHY)


POLICY = Policy(
    instance=Instance.WORLDWIDE,
    version="2026010100",
    preset=Preset.TEAMS,
    default=PROXY,
    plain_names=DIRECT,
    host_rules=(
        host_rule("*.t.com", DIRECT),
        host_rule("*.a.t.com", OTHER),
        host_rule("x.a.t.com", DIRECT),
        host_rule("*cdn.t.com", OTHER),
        host_rule("wpad", OTHER),
    ),
    address_rules=(
        address_rule("52.112.0.0/14", DIRECT),
        address_rule("52.113.0.0/16", OTHER),
        address_rule("2603:1063::/38", DIRECT),
    ),
)


@pytest.mark.parametrize(
    ("host", "route"),
    [
        ("b.t.com", DIRECT),
        ("B.T.COM.", DIRECT),
        ("t.com", PROXY),
        ("b.a.t.com", OTHER),
        ("a.t.com", DIRECT),
        ("x.a.t.com", DIRECT),
        ("my-cdn.t.com", OTHER),
        ("cdn.t.com", OTHER),
        ("example.com", PROXY),
        ("intranet", DIRECT),
        ("wpad", OTHER),
        ("", PROXY),
        (".", PROXY),
        ("..", PROXY),
        ("x.a.t.com..", PROXY),
        ("52.112.0.1", DIRECT),
        ("52.113.0.1", OTHER),
        ("52.111.255.255", PROXY),
        ("52.112.0.1.", DIRECT),
        ("052.112.0.1", PROXY),
        ("[2603:1063::1]", DIRECT),
        ("2603:1063:0:0:0:0:0:1", DIRECT),
        ("2603:1063::1.2.3.4", DIRECT),
        ("2603:1062::1", PROXY),
        ("[2603:1063::1", PROXY),
        ("2603:1063::1%25eth0", PROXY),
    ],
)
def test_route_for(host: str, route: Route) -> None:
    """The most specific rule decides; what is no address is a name, plain if it has no dot."""
    assert route == POLICY.route_for(host)


def test_order_of_rules() -> None:
    """The order of the rules changes no answer."""
    turned = replace(
        POLICY,
        host_rules=POLICY.host_rules[::-1],
        address_rules=POLICY.address_rules[::-1],
    )
    hosts = ["x.a.t.com", "b.a.t.com", "my-cdn.t.com", "52.113.0.1", "52.112.0.1"]

    assert [POLICY.route_for(h) for h in hosts] == [turned.route_for(h) for h in hosts]


@pytest.mark.parametrize(
    "change",
    [
        {"version": "2026020100"},
        {"instance": Instance.CHINA},
        {"preset": Preset.M365_OPTIMIZE},
        {"default": OTHER},
        {"plain_names": OTHER},
        {"host_rules": POLICY.host_rules[1:]},
        {"address_rules": POLICY.address_rules[1:]},
        {"folded": POLICY.host_rules[:1]},
    ],
)
def test_digest_changes(change: dict[str, Any]) -> None:
    """Whatever the policy says is in its digest."""
    assert POLICY.digest != replace(POLICY, **change).digest


def test_digest_is_stable() -> None:
    """Equal policies have equal digests, today and tomorrow."""
    assert POLICY.digest == replace(POLICY).digest
    assert len(POLICY.digest) == 64
