"""Tests of the check before delivery: a PAC with any fault in it does not pass."""

from __future__ import annotations

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import Evaluator, Request, Target
from pacgen.errors import PacCheckError
from pacgen.generator import render
from pacgen.policy import Policy, Preset, build_policy
from pacgen.policy.expectation import CONTROL_HOSTS
from pacgen.publish import check_pac
from pacgen.publish.questions import hosts
from pacgen.routes import Route


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("instance", Instance)
@pytest.mark.parametrize("proxy", ["PROXY p:1", "HTTPS [2001:db8::1]:443; SOCKS5 q:2; DIRECT"])
def test_what_is_generated_passes(instance: Instance, preset: Preset, proxy: str) -> None:
    """The generator's own files pass, for every cloud and preset."""
    document = load_shipped(instance).document
    policy = build_policy(document, preset=preset, default=Route.parse(proxy))

    assert check_pac(render(policy), policy) >= len(hosts(policy))


@pytest.mark.parametrize("target", Target)
def test_for_every_client(policy: Policy, target: Target) -> None:
    """The file answers the same to every client that can be reproduced."""
    names = [*CONTROL_HOSTS, *(m for r in policy.host_rules for m in r.pattern.members())]
    names += [str(rule.network.network_address) for rule in policy.address_rules]
    # Browsers never ask about the computer itself or its link.
    own = [r for r in policy.address_rules if not r.reason.sets]
    addresses = {str(rule.network.network_address) for rule in own}
    names = [n for n in names if n not in addresses and not n.endswith("localhost")]
    with Evaluator(render(policy), target=target) as evaluator:
        decisions = evaluator.decide([Request.for_host(name) for name in names])

    assert [str(policy.route_for(name)) for name in names] == [d.returned for d in decisions]
    assert [d for d in decisions if d.fault or d.dns or d.alerts] == []


FAULTS = {
    "a host is missing": ('    "teams.microsoft.com": pacgenDirect,', "    // gone"),
    "a domain is missing": ('    ".teams.microsoft.com": pacgenDirect,', "    // gone"),
    "a domain above is missing": ('    ".microsoft.com": 1,', "    // gone"),
    "an apex is in its domain": (
        "return pacgenNames[name] || route;",
        'return pacgenNames[name] || pacgenNames["." + name] || pacgenDomains["." + name];',
    ),
    "a domain is DIRECT from above": ('".microsoft.com": 1', '".microsoft.com": pacgenDirect'),
    "look-alikes pass": (
        "dot = name.lastIndexOf",
        'if (/teams.microsoft\\.com$/.test(name)) return "DIRECT"; dot = name.lastIndexOf',
    ),
    "an unanchored search": (
        "dot = name.lastIndexOf",
        'if (name.indexOf("teams.microsoft.com") > 0) return "DIRECT"; dot = name.lastIndexOf',
    ),
    "a carve-out is forgotten": (
        '"cdn.odc.officeapps.live.com": pacgenDefault',
        '"cdn.odc.officeapps.live.com": pacgenDirect',
    ),
    "case matters": ("host.toLowerCase()", "host"),
    "the final dot matters": ("code === 46", "code === -1"),
    "inherited names are found": (
        'pacgenNames[name + "."] ||',
        "pacgenNames[name] ||",
    ),
    "plain names are proxied": (
        'pacgenNames[name + "."] ||\n        pacgenDirect',
        'pacgenNames[name + "."] ||\n        pacgenDefault',
    ),
    "brackets are not understood": ('name.charAt(0) === "["', 'name.charAt(0) === "("'),
    "a range begins too early": ("0x7f000000, 0x", "0x7effffff, 0x"),
    "a range begins too late": ("0x7f000000, 0x", "0x7f000001, 0x"),
    "a range ends too late": ("0x7fffffff", "0x80000000"),
    "a range ends too early": ("0x7fffffff", "0x7ffffffe"),
    "an IPv6 range ends too late": ('"febg"', '"fec0g"'),
    "the default is DIRECT": ('pacgenDefault = "PROXY proxy.example.com:8080; DIRECT"', ""),
    "the route is written otherwise": ("PROXY proxy.example.com:8080; DIRECT", "PROXY p:1"),
    "the scheme matters": (
        "if (!host)",
        'if (url.substring(0, 5) === "http:") return pacgenDirect; if (!host)',
    ),
    "nothing is returned": ("return route;", "return;"),
    "it throws": ("if (!host) {", 'if (host === "shop.example") { throw 1; } if (!host) {'),
    "it does not parse": ("function FindProxyForURL(", "function FindProxyForURL(,"),
    "it has no entry point": ("function FindProxyForURL(", "function findProxy("),
    "it loops": ("if (!host) {", 'while (host === "example.net") {} if (!host) {'),
    "it asks for DNS": ("if (!host) {", "dnsResolve(host); if (!host) {"),
    "it alerts": ("if (!host) {", "alert(host); if (!host) {"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_found(policy: Policy, fault: str) -> None:
    """A file with a single fault is refused, and the message names a host."""
    before, after = FAULTS[fault]
    text = render(policy)
    assert before in text

    with pytest.raises(PacCheckError) as caught:
        check_pac(text.replace(before, after), policy)

    assert caught.value.exit_code == 5
    assert "generated PAC does not do what it should: '" in caught.value.what


def test_every_rule_is_asked_about(policy: Policy) -> None:
    """No rule and no network goes without a question that it decides."""
    asked = set(hosts(policy))

    assert [r for r in policy.host_rules if not asked & set(r.pattern.members())] == []
    assert [r for r in policy.address_rules if str(r.network.network_address) not in asked] == []
