"""Tests of what a site may want: selection, split, tenants, town halls, rules and their order."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import pytest

from pacgen.endpoints import Category, EndpointDocument, Instance, PortRange
from pacgen.endpoints.snapshot import load_shipped
from pacgen.patterns import HostPattern
from pacgen.policy import (
    Condition,
    HostRule,
    LocalRoute,
    Location,
    Policy,
    Preset,
    Reason,
    Site,
    SiteRule,
    build_policy,
)
from pacgen.policy.explain import explain
from pacgen.policy.folding import fold
from pacgen.policy.placing import fixed_at, limited_to
from pacgen.routes import DIRECT, Route

MakeDocument = Callable[..., EndpointDocument]

PROXY = Route.parse("PROXY p:1")
OTHER = Route.parse("PROXY q:2")
PARIS = Location("paris", (ipaddress.ip_network("10.1.0.0/16"),))
SETS = {
    "s1": "Skype Default t.com",
    "s2": "Exchange Optimize o.com",
    "s3": "Common Allow a.com",
    "s4": "SharePoint Default d.com",
}

TOKYO = Location("tokyo", (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")))
LOCAL = LocalRoute(PROXY, (("paris", OTHER),))


def worldwide(site: Site, preset: Preset = Preset.M365_OPTIMIZE_ALLOW) -> Policy:
    """Build from the shipped data."""
    document = load_shipped(Instance.WORLDWIDE).document
    return build_policy(document, preset=preset, default=PROXY, site=site)


def rule(route: Route, *patterns: str, condition: Condition | None = None) -> SiteRule:
    """Make a rule of the site's own."""
    parsed = tuple(HostPattern.parse(text) for text in patterns)
    return SiteRule(route, "ours", parsed, (), condition or Condition())


class TestSelection:
    """Which sets are selected."""

    @pytest.mark.parametrize(
        ("site", "expected"),
        [
            (Site(), ["o.com", "t.com"]),
            (Site(service_areas=frozenset({"SharePoint"})), ["t.com"]),
            (Site(categories=frozenset({Category.DEFAULT})), ["d.com", "t.com"]),
            (Site(include=frozenset({3})), ["a.com", "o.com", "t.com"]),
            (Site(exclude=frozenset({1})), ["o.com"]),
            (Site(include=frozenset({1}), exclude=frozenset({1})), ["o.com"]),
        ],
    )
    def test_sets(self, document: MakeDocument, site: Site, expected: list[str]) -> None:
        """Service areas narrow, categories replace, single sets are in or out; out wins."""
        policy = build_policy(
            document(**SETS), preset=Preset.M365_OPTIMIZE, default=PROXY, site=site
        )

        assert expected == [
            str(r.pattern) for r in policy.host_rules if "localhost" not in r.pattern.text
        ]

    def test_unknown_sets_are_said(self, document: MakeDocument) -> None:
        """A set that the document does not have is a warning, since Microsoft takes sets away."""
        policy = build_policy(
            document(), preset=Preset.TEAMS, default=PROXY, site=Site(exclude=frozenset({99}))
        )

        assert policy.warnings == ("sets.exclude: Worldwide 2026010100 has no set 99",)

    def test_unknown_areas_are_said(self) -> None:
        """An area that the list does not have, such as Intune's, is a warning."""
        policy = worldwide(Site(service_areas=frozenset({"MEM", "Exchange"})))

        assert [text.partition(":")[0] for text in policy.warnings] == ["service_areas"]
        assert policy.warnings[0].endswith("has no set of MEM")

    def test_express_route_only(self) -> None:
        """Sets that ExpressRoute does not carry are passed over, those of Teams among them."""
        policy = worldwide(Site(express_route_only=True))

        assert policy.route_for("teams.microsoft.com") == DIRECT
        assert policy.route_for("aka.ms") == PROXY
        assert not any("set 17," in rule.reason.text for rule in policy.host_rules)

    @pytest.mark.parametrize(
        ("versions", "ipv4", "ipv6"),
        [({4, 6}, DIRECT, DIRECT), ({4}, DIRECT, PROXY), (set(), PROXY, PROXY)],
    )
    def test_addresses(self, versions: set[int], ipv4: Route, ipv6: Route) -> None:
        """Microsoft's networks may be left out, or those of IPv6; this computer's never are."""
        policy = worldwide(Site(ip_versions=frozenset(versions)))

        assert policy.route_for("52.112.0.1") == ipv4
        assert policy.route_for("2603:1063::1") == ipv6
        assert policy.route_for("127.0.0.1") == policy.route_for("::1") == DIRECT

    def test_required_only(self) -> None:
        """Optional sets are passed over, those of Teams too."""
        assert worldwide(Site(required_only=True)).route_for("adl.windows.com") == PROXY
        assert worldwide(Site()).route_for("adl.windows.com") == DIRECT


class TestKnownNeeds:
    """Tenants, town halls, tenant restrictions, the split."""

    def test_tenant(self) -> None:
        """Of SharePoint the tenant's two hosts are DIRECT and no other tenant's."""
        policy = worldwide(Site(tenant="contoso"))

        assert policy.route_for("contoso.sharepoint.com") == DIRECT
        assert policy.route_for("contoso-my.sharepoint.com") == DIRECT
        assert policy.route_for("fabrikam.sharepoint.com") == PROXY

    @pytest.mark.parametrize("instance", Instance)
    def test_tenant_everywhere(self, instance: Instance) -> None:
        """Every cloud has SharePoint hosts to narrow."""
        policy = build_policy(
            load_shipped(instance).document,
            preset=Preset.M365_OPTIMIZE_ALLOW,
            default=PROXY,
            site=Site(tenant="contoso"),
        )

        assert policy.warnings == ()
        assert [r for r in policy.host_rules if str(r.pattern).startswith("contoso.")]

    def test_tenant_restrictions(self) -> None:
        """The hosts of sign-in stay on the proxy, in spite of their category."""
        policy = worldwide(Site(tenant_restrictions=True))

        for host in ("login.microsoftonline.com", "login.microsoft.com", "login.windows.net"):
            assert policy.route_for(host) == PROXY
            assert worldwide(Site()).route_for(host) == DIRECT

    def test_town_hall(self) -> None:
        """What streams town halls is DIRECT if asked for."""
        host = "a.bmc.cdn.office.net"

        assert worldwide(Site(town_hall=True)).route_for(host) == DIRECT
        assert worldwide(Site()).route_for(host) == PROXY

    def test_split(self) -> None:
        """Each category goes its own way; a name in several has the highest."""
        split = {Category.ALLOW: OTHER, Category.DEFAULT: PROXY}
        policy = worldwide(Site(by_category=split))

        assert policy.route_for("outlook.office365.com") == DIRECT
        assert policy.route_for("teams.microsoft.com") == OTHER
        assert policy.route_for("aka.ms") == PROXY
        assert policy.route_for("52.112.0.1") == DIRECT


class TestOwnRules:
    """The site's own rules and their order."""

    def test_before_microsofts(self) -> None:
        """On the same pattern the site's own rule counts, even against tenant restrictions."""
        own = rule(OTHER, "*.teams.microsoft.com", "login.microsoft.com")
        policy = worldwide(Site(rules=(own,), tenant_restrictions=True))

        assert policy.route_for("x.teams.microsoft.com") == OTHER
        assert policy.route_for("login.microsoft.com") == OTHER

    def test_more_specific_wins(self) -> None:
        """A wide rule of the site's own takes nothing from a closer one of Microsoft's."""
        policy = worldwide(Site(rules=(rule(OTHER, "*.microsoft.com"),)))

        assert policy.route_for("teams.microsoft.com") == DIRECT
        assert policy.route_for("x.teams.microsoft.com") == DIRECT
        assert policy.route_for("www.microsoft.com") == OTHER

    def test_conditions(self) -> None:
        """Ports before schemes before neither; where a condition fails the next rule is asked."""
        port = Condition((), (PortRange(8443, 8443),))
        policy = worldwide(
            Site(
                rules=(
                    rule(OTHER, "a.com", condition=Condition(("https",))),
                    rule(DIRECT, "a.com", condition=port),
                    rule(OTHER, "*.com"),
                )
            )
        )

        assert policy.route_for("a.com", port=8443) == DIRECT
        assert policy.route_for("a.com") == OTHER
        assert policy.route_for("a.com", scheme="http") == OTHER
        assert policy.route_for("a.net", port=8443) == PROXY

    def test_general(self) -> None:
        """A rule without hosts is about all that no other rule is about, but plain names."""
        ftp = SiteRule(OTHER, "old", condition=Condition(("ftp",)))
        policy = worldwide(Site(rules=(ftp,)))

        assert policy.route_for("a.com", scheme="ftp") == OTHER
        assert policy.route_for("8.8.8.8", scheme="ftp") == OTHER
        assert policy.route_for("teams.microsoft.com", scheme="ftp") == DIRECT
        assert policy.route_for("intranet", scheme="ftp") == DIRECT
        assert policy.route_for("a.com") == PROXY


class TestLocations:
    """Where a client is."""

    @pytest.mark.parametrize(
        ("client", "expected"),
        [
            (("10.1.2.3",), "paris"),
            (("10.2.2.3",), "tokyo"),
            (("10.2.2.3", "10.1.2.3"), "paris"),
            (("192.0.2.1", "fd00::1"), "tokyo"),
            (("fd00::1%eth0",), "tokyo"),
            (("127.0.0.1",), ""),
            (("nonsense", ""), ""),
            ((), ""),
        ],
    )
    def test_location(self, client: tuple[str, ...], expected: str) -> None:
        """Per address the longest prefix tells; of several locations the first one counts."""
        policy = worldwide(Site(locations=(PARIS, TOKYO)))

        assert policy.location_for(client) == expected

    def test_placed(self) -> None:
        """A policy for one location, or for none, routes as the whole one does there."""
        document = load_shipped(Instance.WORLDWIDE).document
        whole = build_policy(
            document, preset=Preset.TEAMS, default=LOCAL, site=Site(locations=(PARIS, TOKYO))
        )

        assert fixed_at(whole, "paris").route_for("x.example") == OTHER
        assert fixed_at(whole, "tokyo").route_for("x.example") == PROXY
        assert limited_to(whole, ["tokyo"]).default == PROXY
        assert limited_to(whole, ["paris"]).route_for("x.example", client=["10.1.0.1"]) == OTHER


class TestFolding:
    """Folding with conditions, and with many rules."""

    def test_conditions_stay(self) -> None:
        """A rule with a condition is kept, and what it stands before is not folded over it."""
        when = Condition(("http",))
        wide = HostRule(HostPattern.parse("*.com"), DIRECT, Reason(""))
        middle = HostRule(HostPattern.parse("*.a.com"), PROXY, Reason(""), when)
        narrow = HostRule(HostPattern.parse("b.a.com"), DIRECT, Reason(""))

        assert fold([wide, middle, narrow])[1] == ()
        assert fold([wide, narrow])[1] == (narrow,)

    def test_many(self) -> None:
        """Fifty thousand rules are folded and looked up in a moment."""
        names = (f"h{n}.d{n % 500}.example.com" for n in range(50_000))
        rules = [HostRule(HostPattern.parse(n), DIRECT, Reason("")) for n in names]
        rules.append(HostRule(HostPattern.parse("*.d7.example.com"), DIRECT, Reason("")))
        kept, folded = fold(rules)

        assert len(folded) == 100
        assert len(kept) == len(rules) - 100


class TestExplain:
    """Why a host goes where it does."""

    @pytest.mark.parametrize(
        ("host", "words"),
        [
            ("teams.microsoft.com", "Teams set 12, Allow, required: selected"),
            ("login.microsoftonline.com", "its category is Allow, and the selection is Teams"),
            ("smtp.office365.com", "Exchange set 2"),
            ("teams.microsft.com", "the nearest names: teams.microsoft.com"),
            ("www.example.com", "no endpoint set of Worldwide"),
        ],
    )
    def test_notes(self, host: str, words: str) -> None:
        """The notes say which sets have the host, and why they are not selected."""
        document = load_shipped(Instance.WORLDWIDE).document
        policy = worldwide(Site(), Preset.TEAMS)
        found = explain(policy, document, Site(), host)

        assert words in "\n".join(found.notes)

    @pytest.mark.parametrize(
        ("host", "remedies"),
        [
            ("outlook.office365.com", ("preset: teams-full", "sets: {include: [1]}")),
            ("52.96.0.1", ("preset: teams-full", "sets: {include: [1]}")),
            ("www.office.com", ("sets: {include: [147]}",)),
            ("teams.microsoft.com", ()),
            ("www.example.com", ()),
            ("lab.teams.microsoft.com", ()),
        ],
    )
    def test_remedies(self, host: str, remedies: tuple[str, ...]) -> None:
        """What would send a host DIRECT is named, unless it is, or the site says otherwise."""
        document = load_shipped(Instance.WORLDWIDE).document
        lab = HostPattern.parse("lab.teams.microsoft.com")
        site = Site(rules=(SiteRule(PROXY, "the lab", (lab,)),))
        policy = worldwide(site, Preset.TEAMS)

        assert explain(policy, document, site, host).remedies == remedies

    def test_other_reasons(self) -> None:
        """Optional sets, other service areas, carve-outs, mail and folded names are told apart."""
        document = load_shipped(Instance.WORLDWIDE).document
        areas = Site(service_areas=frozenset({"Exchange"}), required_only=True)
        told = {
            "adl.windows.com": "it is optional, and required_only is set",
            "contoso.sharepoint.com": "its service area is SharePoint",
        }
        for host, words in told.items():
            found = explain(worldwide(areas), document, areas, host)
            assert words in "\n".join(found.notes)
        policy = worldwide(Site())
        carved = explain(policy, document, Site(), "cdn.odc.officeapps.live.com")
        mail = explain(policy, document, Site(), "smtp.office365.com")

        assert "though below *.officeapps.live.com" in carved.rule.reason.text
        assert "left out, since nothing that asks a PAC file uses its ports" in mail.notes[0]
