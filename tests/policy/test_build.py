"""Tests of building policies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.endpoints import EndpointDocument, Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.errors import RefusedError
from pacgen.policy import Policy, Preset, build_policy
from pacgen.policy.expectation import expect
from pacgen.routes import DIRECT, Route

MakeDocument = Callable[..., EndpointDocument]

PROXY = Route.parse("PROXY p:1")
ALL = [(instance, preset) for instance in Instance for preset in Preset]


def build(document: EndpointDocument, preset: Preset = Preset.TEAMS) -> Policy:
    """Build with the proxy of these tests."""
    return build_policy(document, preset=preset, default=PROXY)


def hosts(policy: Policy) -> dict[str, str]:
    """Return the rules for names that are not this computer's."""
    return {
        str(rule.pattern): str(rule.route)
        for rule in policy.host_rules
        if "localhost" not in rule.pattern.text
    }


def networks(policy: Policy) -> list[str]:
    """Return the networks that are not this computer's or link's."""
    local = {"127.0.0.0/8", "169.254.0.0/16", "::1/128", "fe80::/10"}
    return [str(r.network) for r in policy.address_rules if str(r.network) not in local]


class TestShippedData:
    """With the endpoint data that ships with pacgen."""

    @pytest.mark.parametrize(("instance", "preset"), ALL)
    def test_what_is_expected_is_direct(self, instance: Instance, preset: Preset) -> None:
        """All that lint expects to be DIRECT is, in every cloud and preset."""
        document = load_shipped(instance).document
        policy = build(document, preset)
        expectation = expect(document, preset)
        proxied = [
            member
            for host in expectation.hosts
            for member in host.pattern.members()
            if policy.route_for(member) != DIRECT
        ]

        assert expectation.hosts
        assert proxied == []
        assert [n for n in expectation.networks if str(n.network) not in networks(policy)] == []

    @pytest.mark.parametrize(("instance", "preset"), ALL)
    def test_the_rest_is_not(self, instance: Instance, preset: Preset) -> None:
        """Control hosts stay on the proxy."""
        document = load_shipped(instance).document
        policy = build(document, preset)

        assert {PROXY} == {policy.route_for(host) for host in expect(document, preset).controls}

    def test_teams_worldwide(self) -> None:
        """Worldwide, the preset teams sends exactly Microsoft's Teams names DIRECT."""
        policy = build(load_shipped(Instance.WORLDWIDE).document)

        assert hosts(policy) == dict.fromkeys(
            [
                "*.lync.com",
                "teams.microsoft.com",
                "*.teams.microsoft.com",
                "*.skype.com",
                "join.secure.skypeassets.com",
                "adl.windows.com",
                "teams.cloud.microsoft",
                "*.teams.cloud.microsoft",
                "aka.ms",
                "mlccdnprod.azureedge.net",
                "*.keydelivery.mediaservices.windows.net",
                "*.streaming.mediaservices.windows.net",
            ],
            "DIRECT",
        )
        assert "52.112.0.0/14" in networks(policy)
        assert [11] == [s.id for s in policy.left_out]

    def test_a_name_in_two_categories(self) -> None:
        """China's name in Allow and in Default is DIRECT when Allow is, under a wildcard or not."""
        document = load_shipped(Instance.CHINA).document
        policy = build(document, Preset.M365_OPTIMIZE_ALLOW)

        assert policy.route_for("a.protection.partner.outlook.cn") == DIRECT

    def test_carve_outs_worldwide(self) -> None:
        """Default names below an Allow wildcard follow the proxy, and nothing else does."""
        document = load_shipped(Instance.WORLDWIDE).document
        policy = build(document, Preset.M365_OPTIMIZE_ALLOW)
        proxied = [name for name, route in hosts(policy).items() if route != "DIRECT"]

        assert proxied == ["cdn.odc.officeapps.live.com", "cdn.uci.officeapps.live.com"]
        assert policy.route_for("word.officeapps.live.com") == DIRECT
        assert policy.route_for("cdn.odc.officeapps.live.com") == PROXY


class TestPresets:
    """Which sets go DIRECT."""

    @pytest.mark.parametrize(
        ("preset", "expected"),
        [
            (Preset.TEAMS, ["t.com"]),
            (Preset.M365_OPTIMIZE, ["o.com", "t.com"]),
            (Preset.M365_OPTIMIZE_ALLOW, ["a.com", "o.com", "t.com"]),
        ],
    )
    def test_selection(self, document: MakeDocument, preset: Preset, expected: list[str]) -> None:
        """Each preset has Teams of every category, and its categories of every area."""
        policy = build(
            document(
                s1="Skype Default t.com",
                s2="Exchange Optimize o.com",
                s3="Common Allow a.com",
                s4="SharePoint Default d.com",
            ),
            preset,
        )

        assert expected == list(hosts(policy))


class TestCarveOuts:
    """Names of other sets below a direct wildcard."""

    def test_below(self, document: MakeDocument) -> None:
        """A name or wildcard strictly below a direct wildcard follows the proxy."""
        policy = build(
            document(s1="Skype Allow *.t.com", s2="Common Default a.t.com *.b.t.com t.com x.com")
        )

        assert hosts(policy) == {
            "*.t.com": "DIRECT",
            "a.t.com": "PROXY p:1",
            "*.b.t.com": "PROXY p:1",
        }

    def test_reason(self, document: MakeDocument) -> None:
        """The reason names the set and the wildcard above."""
        policy = build(document(s1="Skype Allow *.t.com", s2="Common Default a.t.com"))
        (reason,) = [r.reason for r in policy.host_rules if r.pattern.text == "a.t.com"]

        assert reason.text == "Common set 2, Default, required; not selected, though below *.t.com"
        assert reason.sets == (2,)

    def test_the_same_name(self, document: MakeDocument) -> None:
        """A name that is itself selected goes DIRECT, whatever other sets it is in."""
        policy = build(
            document(
                s1="Skype Allow *.t.com *.a.t.com",
                s2="Common Default *.a.t.com",
                s3="Skype Allow x.com",
            )
        )

        assert policy.route_for("x.a.t.com") == DIRECT

    def test_a_direct_name_below_a_carve_out(self, document: MakeDocument) -> None:
        """A direct name below a carved-out wildcard is DIRECT all the same, and is not folded."""
        policy = build(document(s1="Skype Allow *.t.com x.a.t.com", s2="Common Default *.a.t.com"))

        assert policy.route_for("y.t.com") == DIRECT
        assert policy.route_for("y.a.t.com") == PROXY
        assert policy.route_for("x.a.t.com") == DIRECT

    def test_mail_names(self, document: MakeDocument) -> None:
        """A name that only mail uses is not carved out: nobody asks about it."""
        policy = build(document(s1="Skype Allow *.t.com", s2="Exchange Default a.t.com tcp:25"))

        assert hosts(policy) == {"*.t.com": "DIRECT"}


class TestPorts:
    """Sets that no PAC can serve."""

    def test_media(self, document: MakeDocument) -> None:
        """Media's names are left out; its addresses stay, since it falls back to TCP."""
        policy = build(document(s1="Skype Optimize m.t.com 52.112.0.0/14 udp:3478"))

        assert hosts(policy) == {}
        assert networks(policy) == ["52.112.0.0/14"]
        assert [1] == [s.id for s in policy.left_out]

    def test_mail(self, document: MakeDocument) -> None:
        """Mail's names and addresses are left out."""
        policy = build(
            document(s1="Exchange Allow m.x.com 40.92.0.0/15 tcp:25,587"),
            Preset.M365_OPTIMIZE_ALLOW,
        )

        assert (hosts(policy), networks(policy)) == ({}, [])
        assert [1] == [s.id for s in policy.left_out]

    def test_mail_and_web(self, document: MakeDocument) -> None:
        """A set with a mail port and a web port is in, and so is a name in a web set too."""
        policy = build(
            document(s1="Exchange Allow m.x.com tcp:25,443", s2="Exchange Allow n.x.com tcp:25"),
            Preset.M365_OPTIMIZE_ALLOW,
        )

        assert hosts(policy) == {"m.x.com": "DIRECT"}


class TestReasons:
    """What people read."""

    def test_several_sets(self, document: MakeDocument) -> None:
        """A name in several sets names all of them, the highest category first."""
        policy = build(
            document(s9="Skype Default a.com", s3="Skype Allow a.com", s4="Skype Allow a.com")
        )
        (reason,) = [r.reason for r in policy.host_rules if r.pattern.text == "a.com"]

        assert reason.text == "Teams sets 3, 4, Allow, required; Teams set 9, Default, required"
        assert reason.sets == (3, 4, 9)
        assert reason.category == "Allow"


class TestLocal:
    """This computer and this link."""

    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "127.0.0.1",
            "127.255.255.255",
            "[::1]",
            "169.254.1.1",
            "fe80::1",
            "febf::1",
            "intranet",
        ],
    )
    def test_direct(self, document: MakeDocument, host: str) -> None:
        """What never leaves the computer, the link or the intranet is DIRECT."""
        assert build(document()).route_for(host) == DIRECT

    @pytest.mark.parametrize(
        "host",
        [
            "128.0.0.1",
            "10.0.0.1",
            "::2",
            "fec0::1",
            "localhost.com",
            "xlocalhost.example",
            "fe80::1.example.com",
            "",
            ".",
        ],
    )
    def test_proxied(self, document: MakeDocument, host: str) -> None:
        """What is beside these is not, nor is a request without a host."""
        assert build(document()).route_for(host) == PROXY


class TestGuard:
    """Data that would open too much."""

    @pytest.mark.parametrize(
        "entry",
        [
            "*.com",
            "*.microsoft",
            "*evil.com",
            "*.co.uk",
            "*.com.cn",
            "*-x.co.uk",
            "intranet",
            "0.0.0.0/0",
            "8.0.0.0/7",
            "10.1.0.0/16",
            "192.168.1.0/24",
            "172.16.0.0/12",
            "100.64.0.0/16",
            "127.0.0.1/32",
            "::/0",
            "2000::/3",
            "::1/128",
            "::ffff:0:0/96",
            "fd00::/8",
            "*.ne.jp",
            "*.gob.mx",
            "198.18.0.0/16",
            "203.0.113.7/32",
            "64:ff9b::a00:0/104",
            "2002:a00::/24",
        ],
    )
    def test_refused(self, document: MakeDocument, entry: str) -> None:
        """It is refused, naming the set and the entry, and nothing is built."""
        with pytest.raises(RefusedError) as caught:
            build(document(s7=f"Skype Allow good.com {entry}"))

        assert caught.value.exit_code == 5
        assert "set 7" in caught.value.what
        assert entry in caught.value.what

    @pytest.mark.parametrize("entry", ["*.com", "10.0.0.0/8"])
    def test_not_selected(self, document: MakeDocument, entry: str) -> None:
        """Data that would not go DIRECT does no harm."""
        assert hosts(build(document(s7=f"Common Default {entry}"))) == {}

    @pytest.mark.parametrize("entry", ["*.a.co.uk", "*.cloud.microsoft", "52.0.0.0/8", "aka.ms"])
    def test_accepted(self, document: MakeDocument, entry: str) -> None:
        """What may be one owner's is accepted."""
        policy = build(document(s7=f"Skype Allow {entry}"))

        assert entry in [*hosts(policy), *networks(policy)]
