"""Every format opens exactly what the endpoint data says, port by port."""

from __future__ import annotations

import dataclasses
import functools
import ipaddress
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen import endpoints
from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, PortRange
from pacgen.errors import UsageError
from pacgen.firewall import Family, Plan, Protocol, openings, plan
from pacgen.firewall.formats import FirewallFormat, export, has_ports
from pacgen.firewall.wording import LONGEST, plain
from pacgen.patterns import HostPattern
from pacgen.policy import LocalRoute, Preset, Site, build_policy, select
from pacgen.policy.site import NETWORK_WORDS, SiteRule
from pacgen.routes import Route
from tests.firewall.reading import READERS, Opened, fewest, opened, read_addresses, squid_names

GOLDEN = Path(__file__).parent / "golden"

WITH_PORTS = [form for form in FirewallFormat if has_ports(form)]
WITHOUT_PORTS = [form for form in FirewallFormat if not has_ports(form)]

HOSTILE = [
    '" $(reboot) `reboot` ',
    "'; Remove-Item C:\\ -Recurse; '",
    "line one\nline two\r\npermit ip any any",
    "*/ accept # ! -- %COMSPEC% & del x | y > z < ${HOME}",
    "=cmd|'/c calc'!A1",
    "\x1b[31mred\x00\u202e\u2028",
    "x" * 5000,
]


@functools.cache
def _document(instance: Instance) -> EndpointDocument:
    return endpoints.load(instance).document


@functools.cache
def _plan(instance: Instance = Instance.WORLDWIDE, preset: Preset = Preset.TEAMS) -> Plan:
    return plan(_document(instance), preset, Site())


def _published(sets: tuple[EndpointSet, ...]) -> Opened:
    """Say what *sets* publish, straight from their definition: each address on each port."""
    return opened(
        (protocol, ports.first, ports.last, network)
        for s in sets
        for protocol, all_ports in (("tcp", s.tcp_ports), ("udp", s.udp_ports))
        for ports in all_ports
        for network in s.ips
    )


@functools.cache
def _wanted(instance: Instance, preset: Preset) -> Opened:
    return _published(select(_document(instance), preset))


@pytest.mark.parametrize("instance", list(Instance))
@pytest.mark.parametrize("form", WITH_PORTS)
def test_formats_are_exact(form: FirewallFormat, instance: Instance) -> None:
    """Read back, a format opens the published addresses on each port, and no other."""
    for preset in Preset:
        text = export(_plan(instance, preset), form)

        wanted = _wanted(instance, preset)
        if form is FirewallFormat.SQUID:
            wanted = {key: nets for key, nets in wanted.items() if key[0] == "tcp"}
        assert opened(READERS[form](text)) == wanted, preset


@pytest.mark.parametrize("instance", list(Instance))
@pytest.mark.parametrize("form", WITHOUT_PORTS)
def test_lists_and_routes_are_exact(form: FirewallFormat, instance: Instance) -> None:
    """Where a format knows no ports, it has exactly the addresses that are open on some port."""
    for preset in Preset:
        sets = select(_document(instance), preset)
        wanted = fewest(n for s in sets if s.tcp_ports or s.udp_ports for n in s.ips)

        assert read_addresses(export(_plan(instance, preset), form), form) == wanted, preset


@pytest.mark.parametrize("form", [f for f in WITH_PORTS if f is not FirewallFormat.SQUID])
def test_families_and_protocols_apart(form: FirewallFormat) -> None:
    """One family or one protocol alone is what both together have of it."""
    whole = opened(READERS[form](export(_plan(), form)))

    for protocol, family in itertools.product(Protocol, (Family.IPV4, Family.IPV6)):
        part = opened(READERS[form](export(_plan().limited_to(family, protocol), form)))

        version = int(family.value[-1])
        assert part == {
            key: tuple(n for n in nets if n.version == version)
            for key, nets in whole.items()
            if key[0] == protocol
        }


OBJECTS = {
    FirewallFormat.CISCO_ASA: r"access-list ",
    FirewallFormat.PALO_ALTO: r"set rulebase ",
    FirewallFormat.FORTINET: r"config firewall policy$",
    FirewallFormat.JUNIPER_SRX: r"set security policies ",
}
"""How the rules begin where they refer to objects."""


@pytest.mark.parametrize("form", OBJECTS)
def test_objects_without_rules(form: FirewallFormat) -> None:
    """An update has the same objects and no rule: rules that people narrowed stay theirs."""
    whole, objects = (
        [s for s in export(_plan(), form, objects_only=only).splitlines() if s[:1] not in "#!"]
        for only in (False, True)
    )

    begins = [i for i, line in enumerate(whole) if re.match(OBJECTS[form], line)]
    kept = [line for i, line in enumerate(whole) if i not in begins]
    if form is FirewallFormat.FORTINET:
        kept = whole[: begins[0]]
    assert begins
    assert [line for line in objects if not line.startswith("delete ")] == kept


def test_what_an_update_replaces() -> None:
    """Junos adds to what there is: the groups are emptied first, each of them, and nothing else is."""
    text = export(_plan(), FirewallFormat.JUNIPER_SRX, objects_only=True)

    made = set(re.findall(r"^set (.* (?:address-set|application) pacgen_\w+) ", text, re.MULTILINE))
    assert set(re.findall(r"^delete (.*)$", text, re.MULTILINE)) == made
    assert len(made) == 2 * len(_plan().openings)


def test_a_format_without_objects() -> None:
    """Where rules and addresses are one, there is nothing that could be brought up to date alone."""
    with pytest.raises(UsageError, match="nftables does not keep"):
        export(_plan(), FirewallFormat.NFTABLES, objects_only=True)


def test_teams_media_is_open() -> None:
    """What the whole format is for: UDP 3478 to 3481 to the media prefixes, and 443 for the rest."""
    found = opened(READERS["nftables"](export(_plan(), FirewallFormat.NFTABLES)))

    media = ("52.112.0.0/14", "52.122.0.0/15", "2603:1063::/38")
    assert [found["udp", port] for port in range(3478, 3482)] == [
        tuple(map(ipaddress.ip_network, media))
    ] * 4
    assert set(found) == {("udp", p) for p in (443, 3478, 3479, 3480, 3481)} | {
        ("tcp", 80),
        ("tcp", 443),
    }


@pytest.mark.parametrize("form", list(FirewallFormat))
def test_golden(form: FirewallFormat, request: pytest.FixtureRequest) -> None:
    """The files are what people reviewed: any change of them is seen."""
    path = GOLDEN / f"{form}.txt"
    text = export(_plan(preset=Preset.M365_OPTIMIZE), form)
    if request.config.getoption("--update-golden"):
        path.write_bytes(text.encode("ascii"))

    assert path.read_bytes().decode("ascii") == text


@pytest.mark.parametrize("form", list(FirewallFormat))
def test_hostile_notes(form: FirewallFormat) -> None:
    """Whatever Microsoft, or somebody in its place, writes as notes: the format means the same."""
    harmless = export(_plan(), form)
    for notes in HOSTILE:
        text = export(_annotated(notes), form)

        assert text.isascii()
        assert len(text.splitlines()) == len(harmless.splitlines())
        assert _without_words(text) == _without_words(harmless)
        if has_ports(form):
            assert opened(READERS[form](text)) == opened(READERS[form](harmless))


@functools.cache
def _annotated(notes: str) -> Plan:
    """Return a plan made from data with *notes* wherever the service has text of its own."""
    document = _document(Instance.WORLDWIDE)
    sets = tuple(
        dataclasses.replace(
            s, notes=notes, service_area=s.service_area if s.is_teams else notes.replace("\n", " ")
        )
        for s in document.sets
    )
    return plan(dataclasses.replace(document, sets=sets), Preset.TEAMS, Site())


def _without_words(text: str) -> str:
    """Return *text* without its descriptions, which may hold harmless characters alone."""
    return re.sub(r"Teams set \d+, [A-Za-z0-9 .,:_/-]*", "", text)


@given(st.text())
def test_plain_words(text: str) -> None:
    """Words for comments have no character that means something anywhere, and stay so."""
    found = plain(text)

    assert all(char.isalnum() or char in " .,:_/-" for char in found)
    assert found.isascii()
    assert not found.startswith(("-", "/", ",", " "))
    assert len(found) <= LONGEST
    assert plain(found) == found


_PORTS = st.builds(
    lambda first, more: PortRange(first, first + more), st.integers(1, 9), st.integers(0, 4)
)
_NETWORKS = st.one_of(
    st.builds(
        lambda i, n: ipaddress.IPv4Network((i << 28, n), strict=False),
        st.integers(0, 15),
        st.integers(0, 6),
    ),
    st.builds(
        lambda i, n: ipaddress.IPv6Network((i << 124, n), strict=False),
        st.integers(0, 15),
        st.integers(0, 6),
    ),
)
_SETS = st.lists(
    st.tuples(
        st.lists(_PORTS, max_size=3), st.lists(_PORTS, max_size=3), st.lists(_NETWORKS, max_size=4)
    ),
    max_size=5,
)


@given(_SETS)
def test_openings_are_exact(
    drawn: list[tuple[list[PortRange], list[PortRange], list[object]]],
) -> None:
    """Overlapping ports and nested networks of any sets become openings that say the same, disjoint."""
    sets = tuple(
        EndpointSet(
            id=i, service_area="Skype", category=Category.ALLOW,
            ips=tuple(nets), tcp_ports=tuple(tcp), udp_ports=tuple(udp),  # type: ignore[arg-type] # hypothesis types its unions as object
        )
        for i, (tcp, udp, nets) in enumerate(drawn)
    )  # fmt: skip

    found = openings(sets)

    rows = [
        (o.protocol.value, r.first, r.last, n) for o in found for r in o.ports for n in o.networks
    ]
    assert opened(rows) == _published(sets)
    ports = [(o.protocol, p) for o in found for r in o.ports for p in range(r.first, r.last + 1)]
    assert len(ports) == len(set(ports))
    assert all(b.first > a.last + 1 for o in found for a, b in itertools.pairwise(o.ports))


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("instance", list(Instance))
def test_squid_takes_the_names_that_the_pac_file_takes(instance: Instance, preset: Preset) -> None:
    """Names, their neighbours and the names carved out go where the policy sends them."""
    is_direct = squid_names(export(_plan(instance, preset), FirewallFormat.SQUID))
    policy = build_policy(
        _document(instance),
        preset=preset,
        default=Route.parse("PROXY p.example.com:1"),
        site=Site(),
    )

    hosts = {
        host
        for s in _document(instance).sets
        for pattern in s.urls
        for host in (*pattern.members(), *pattern.lookalikes(), pattern.apex() or "example.com")
    }
    assert {h for h in hosts if is_direct(h)} == {h for h in hosts if policy.route_for(h).is_direct}


MEDIA = "52.112.0.0/14 52.122.0.0/15 2603:1063::/38"


def test_a_category_that_goes_through_the_proxy_is_not_opened() -> None:
    """By a split configuration the firewall opens media, by TCP where UDP fails, and not what the proxy serves."""
    site = Site(by_category={Category.ALLOW: Route.parse("PROXY p.example.com:1")})

    found = plan(_document(Instance.WORLDWIDE), Preset.TEAMS, site)

    assert [(o.ports_text, " ".join(map(str, o.networks))) for o in found.openings] == [
        ("UDP 443, 3478-3481", MEDIA),
        ("TCP 80, 443", MEDIA),
    ]
    assert [s.id for s in found.openings[0].sets] == [11, 12]
    (left_out,) = found.left_out
    assert left_out == (
        "Teams set 12 (TCP 80, 443 and UDP 443), ports 80 and 443 to 2603:1027::/48, 2603:1037::/48, "
        "2603:1047::/48 and 3 more: Allow goes PROXY p.example.com:1"
    )


OWN = (
    SiteRule(Route.parse("PROXY own.example.com:1"), "", networks=(ipaddress.ip_network("52.113.0.0/16"),)),
    SiteRule(Route.parse("DIRECT"), "", networks=(ipaddress.ip_network("52.113.128.0/24"), ipaddress.ip_network("2603:1027::/64"))),
)  # fmt: skip


@pytest.mark.parametrize("ip_versions", [frozenset({4, 6}), frozenset({4}), frozenset[int]()])
@pytest.mark.parametrize("instance", list(Instance))
def test_a_split_opens_what_the_pac_file_sends_directly(
    instance: Instance, ip_versions: frozenset[int]
) -> None:
    """Web ports of a proxied category are open where the policy says DIRECT of an address, and nowhere else."""
    site = Site(
        by_category={
            c: Route.parse("PROXY p.example.com:1") for c in Category if c is not Category.OPTIMIZE
        },
        ip_versions=ip_versions,
        rules=OWN,
    )
    document, preset = _document(instance), Preset.M365_OPTIMIZE_ALLOW
    policy = build_policy(document, preset=preset, default=Route.parse("PROXY d:1"), site=site)
    sets = select(document, preset, site)
    edges = {
        address
        for network in (*(n for s in sets for n in s.ips), *(n for r in OWN for n in r.networks))
        for address in (network[0], network[-1])
    }

    found = plan(document, preset, site).openings

    for address in edges:
        host = f"[{address}]" if address.version == 6 else str(address)
        is_direct = policy.route_for(host).is_direct
        asked = {
            (protocol, port)
            for s in sets
            if any(address.version == n.version and address in n for n in s.ips)
            for protocol, ports in ((Protocol.TCP, s.tcp_ports), (Protocol.UDP, s.udp_ports))
            for r in ports
            for port in range(r.first, r.last + 1)
            if is_direct or s.category is Category.OPTIMIZE or port not in {80, 443}
        }
        assert asked == {
            (o.protocol, port)
            for o in found
            if any(address.version == n.version and address in n for n in o.networks)
            for r in o.ports
            for port in range(r.first, r.last + 1)
        }, address


def test_a_category_that_goes_direct_somewhere_is_opened() -> None:
    """One firewall serves every location: what any of them sends directly must get through."""
    proxy = Route.parse("PROXY p.example.com:1")
    split = LocalRoute(proxy, (("paris", Route.parse("DIRECT; PROXY p.example.com:1")),))
    shut = LocalRoute(proxy, (("paris", Route.parse("PROXY p.example.com:1; DIRECT")),))
    document = _document(Instance.WORLDWIDE)

    somewhere = plan(document, Preset.TEAMS, Site(by_category={Category.ALLOW: split}))
    nowhere = plan(document, Preset.TEAMS, Site(by_category={Category.ALLOW: shut}))

    assert somewhere.openings == _plan().openings
    assert [o.ports_text for o in nowhere.openings] == ["UDP 443, 3478-3481", "TCP 80, 443"]
    assert {" ".join(map(str, o.networks)) for o in nowhere.openings} == {MEDIA}


def test_names_without_addresses_are_told_of() -> None:
    """What goes directly and is not opened by any prefix would fail in silence, so it is named."""
    document = _document(Instance.WORLDWIDE)
    proxy = {Category.DEFAULT: Route.parse("PROXY p.example.com:1")}

    by_default = plan(document, Preset.TEAMS, Site())
    with_town_halls = plan(document, Preset.TEAMS, Site(town_hall=True))
    proxied = plan(document, Preset.TEAMS, Site(town_hall=True, by_category=proxy))

    assert by_default.by_name == (
        "set 16, 17, 19, 27, 127: names without addresses, *.skype.com, join.secure.skypeassets.com, "
        "adl.windows.com and 4 more; open TCP 80 and 443 for them by name, or send Default to the proxy"
    )
    assert "127 and town halls: names" in with_town_halls.by_name
    assert " and 8 more; " in with_town_halls.by_name
    assert proxied.by_name == ""
    assert by_default.limited_to(Family.BOTH, Protocol.UDP).by_name == ""


def test_names_alone_are_enough_for_a_proxy() -> None:
    """Squid can let names pass of which nobody knows the addresses; a firewall that knows none cannot."""
    site = Site(exclude=frozenset({11, 12}))
    names = plan(_document(Instance.WORLDWIDE), Preset.TEAMS, site)

    assert squid_names(export(names, FirewallFormat.SQUID))("www.skype.com")
    with pytest.raises(UsageError, match="no address"):
        export(names, FirewallFormat.NFTABLES)
    with pytest.raises(UsageError, match="no address"):
        export(names.limited_to(Family.BOTH, Protocol.UDP), FirewallFormat.SQUID)


def test_addresses_of_the_sites_own_rules() -> None:
    """They are told of, since only the site knows their ports; names and proxied ones are not."""
    direct, proxy = Route.parse("DIRECT"), Route.parse("PROXY p.example.com:1")
    private = NETWORK_WORDS["private"]
    own = (ipaddress.ip_network("198.51.100.0/24"),)
    rules = (
        SiteRule(direct, "", networks=private + own),
        SiteRule(proxy, "", networks=(ipaddress.ip_network("203.0.113.0/24"),)),
        SiteRule(direct, "", patterns=(HostPattern.parse("www.example.com"),)),
    )

    found = plan(_document(Instance.WORLDWIDE), Preset.TEAMS, Site(rules=rules))

    assert found.openings == _plan().openings
    assert found.left_out == (
        "private, 198.51.100.0/24: addresses of your own rules, which you know better",
    )


def test_a_set_without_ports_opens_nothing() -> None:
    """Addresses for which Microsoft names no port are told of, and not opened on all."""
    document = _document(Instance.WORLDWIDE)
    sets = tuple(dataclasses.replace(s, tcp_ports=(), udp_ports=()) for s in document.sets)
    found = plan(dataclasses.replace(document, sets=sets), Preset.TEAMS, Site())

    assert found.openings == ()
    assert [line.partition(":")[0] for line in found.left_out] == ["set 11", "set 12"]
    with pytest.raises(UsageError, match="no address"):
        export(found, FirewallFormat.CSV)


@pytest.mark.parametrize("name", ["", "1a", "a b", "a;b", "a" * 16, 'a"', "a\n"])
def test_names_that_some_firewall_would_not_take(name: str) -> None:
    """A name is refused before it can be a command."""
    with pytest.raises(UsageError, match="cannot begin"):
        export(_plan(), FirewallFormat.NFTABLES, name=name)
