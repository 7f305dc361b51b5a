from __future__ import annotations

from collections.abc import Callable

from pacgen.engine import Target
from pacgen.lint.probes import CONTROL_ADDRESSES, Role, Variant, probes
from pacgen.policy.expectation import CONTROL_HOSTS, Expectation


def test_a_wildcard_is_asked_about_at_three_depths(expecting: Callable[..., Expectation]) -> None:
    """Plain requests for a wildcard are its invented children; the first has all other forms."""
    asked = [p for p in probes(expecting("*.lync.com")) if p.role is Role.HOST]

    assert [
        ("https://a.lync.com/", Variant.PLAIN),
        ("https://b-2.a.lync.com/", Variant.PLAIN),
        ("https://pacgen-probe.b-2.a.lync.com/", Variant.PLAIN),
        ("http://a.lync.com/", Variant.HTTP),
        ("wss://a.lync.com/", Variant.WSS),
        ("https://A.LYNC.COM/", Variant.UPPER_CASE),
        ("https://a.lync.com./", Variant.TRAILING_DOT),
    ] == [(probe.request.url, probe.variant) for probe in asked]


def test_only_upper_case_is_asked_as_another_client(expecting: Callable[..., Expectation]) -> None:
    """Browsers would lower-case the host before the script sees it."""
    targets = {p.variant: p.target for p in probes(expecting("teams.microsoft.com"))}

    assert [Variant.UPPER_CASE] == [v for v, t in targets.items() if t is not Target.CHROMIUM]


def test_a_network_is_asked_about_at_its_edges(expecting: Callable[..., Expectation]) -> None:
    """First, middle and last address, as literals, IPv4 and IPv6."""
    asked = [p for p in probes(expecting("52.112.0.0/14", "2620:1ec:6::/48")) if p.wanted]

    assert [
        ("https://52.112.0.0/", "52.112.0.0"),
        ("https://52.114.0.0/", "52.114.0.0"),
        ("https://52.115.255.255/", "52.115.255.255"),
        ("https://[2620:1ec:6::]/", "2620:1ec:6::"),
        ("https://[2620:1ec:6:8000::]/", "2620:1ec:6:8000::"),
        ("https://[2620:1ec:6:ffff:ffff:ffff:ffff:ffff]/", "2620:1ec:6:ffff:ffff:ffff:ffff:ffff"),
    ] == [(probe.request.url, probe.request.host) for probe in asked]


def test_controls_demand_nothing(teams: Expectation) -> None:
    """Control hosts and addresses come last and stand for themselves."""
    controls = [probe for probe in probes(teams) if not probe.must_be_direct]

    assert [*CONTROL_HOSTS, *CONTROL_ADDRESSES] == [probe.subject for probe in controls]
