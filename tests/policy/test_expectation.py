"""Tests of expectations: what a PAC is held against."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.endpoints import Category, EndpointDocument, Instance, load
from pacgen.patterns import HostPattern
from pacgen.policy import Preset, Site
from pacgen.policy.expectation import CONTROL_HOSTS, Feature, expect

MakeDocument = Callable[..., EndpointDocument]


def test_only_what_a_pac_is_asked_about(document: MakeDocument) -> None:
    """Names of web sets count; addresses of web sets and of Teams media; mail never does."""
    expectation = expect(
        document(
            s1="Skype Allow t.com 52.112.0.0/14",
            s2="Skype Optimize media.t.com 52.122.0.0/15 udp:3478",
            s3="Exchange Allow mail.x.com 40.92.0.0/15 tcp:25",
            s4="Exchange Default web.x.com 40.96.0.0/13",
        ),
        Preset.M365_OPTIMIZE_ALLOW,
    )

    assert [str(host.pattern) for host in expectation.hosts] == ["t.com"]
    assert [str(n.network) for n in expectation.networks] == ["52.112.0.0/14", "52.122.0.0/15"]


def test_the_most_demanding_set_comes_first(document: MakeDocument) -> None:
    """A name or network in several sets has the highest category, and is required if any is."""
    expectation = expect(
        document(
            s1="Skype Default t.com 52.112.0.0/14",
            s2="Skype Allow t.com 52.112.0.0/14",
            s3="Skype Allow t.com",
        ),
        Preset.TEAMS,
    )
    (host,), (network,) = expectation.hosts, expectation.networks

    assert [s.id for s in host.sets] == [2, 3, 1]
    assert (host.category, network.category, host.required) == (
        Category.ALLOW,
        Category.ALLOW,
        True,
    )


@pytest.mark.parametrize("host", CONTROL_HOSTS)
def test_control_hosts_are_nobodys(host: str) -> None:
    """Every control host is a proper name with a dot in a domain reserved for examples."""
    assert HostPattern.parse(host).text == host
    assert host.rsplit(".", 1)[1] == "example" or ".".join(host.split(".")[-2:]) in {
        "example.com",
        "example.net",
        "example.org",
    }


def test_a_tenant_has_hosts_of_its_own() -> None:
    """With a tenant its two hosts count in place of those of all tenants, for the same feature."""
    document = load(Instance.WORLDWIDE, None).document
    hosts = {
        h.pattern.text: h for h in expect(document, Preset.TEAMS_FULL, Site(tenant="contoso")).hosts
    }

    assert "*.sharepoint.com" not in hosts
    assert {Feature.FILES} == {
        hosts[name].feature for name in ("contoso.sharepoint.com", "contoso-my.sharepoint.com")
    }


def test_names_of_sets_left_out_are_exempt() -> None:
    """What lies below a wildcard and belongs to a set that is not wanted is not demanded."""
    document = load(Instance.WORLDWIDE, None).document
    exempt = {p.text for p in expect(document, Preset.M365_OPTIMIZE_ALLOW).exempt}

    assert {"cdn.odc.officeapps.live.com", "cdn.uci.officeapps.live.com"} <= exempt
