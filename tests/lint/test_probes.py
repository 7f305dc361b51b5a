from __future__ import annotations

from collections.abc import Callable

from pacgen.engine import Target
from pacgen.lint.probes import CONTROL_ADDRESSES, ODD_HOSTS, Role, Variant, probes
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
        ("https://a.lync.com:8443/", Variant.PORT),
    ] == [(probe.request.url, probe.variant) for probe in asked]


def test_upper_case_is_not_asked_by_browsers() -> None:
    """Browsers would lower-case the host before the script sees it; Windows does not."""
    assert [Variant.UPPER_CASE] == [v for v in Variant if not v.is_for(Target.CHROMIUM)]
    assert all(variant.is_for(Target.WINHTTP) for variant in Variant)


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
    """Control hosts and addresses, then odd hosts, come last and stand for themselves."""
    controls = [probe for probe in probes(teams) if not probe.must_be_direct]

    assert [*CONTROL_HOSTS, *CONTROL_ADDRESSES, "(no host)", *ODD_HOSTS[1:]] == [
        probe.subject for probe in controls
    ]


def test_hosts_that_the_file_names_are_asked_about(expecting: Callable[..., Expectation]) -> None:
    """A host below a wildcard is held against it; others, and those asked about anyway, are not."""
    named = ["webdir.online.lync.com", "a.lync.com", "lync.com", "intranet.example"]
    asked = [p for p in probes(expecting("*.lync.com"), named) if p.role is Role.NAMED_HOST]

    assert [("webdir.online.lync.com", "*.lync.com")] == [(p.host, p.subject) for p in asked]
