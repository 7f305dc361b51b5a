from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from typing import Any

import pytest

from pacgen.data import ENDPOINTS
from pacgen.endpoints.model import (
    Category,
    EndpointDocument,
    EndpointSet,
    Instance,
    PortRange,
    ServiceArea,
    parse_document,
    parse_ports,
    parse_set,
)
from pacgen.errors import EndpointDocumentError, UsageError
from pacgen.patterns import HostPattern, PatternKind

Reader = Callable[[str], bytes]

RECORDED = {
    "worldwide-20251114": (Instance.WORLDWIDE, 64),
    "worldwide-20251201-with-MEM": (Instance.WORLDWIDE, 79),
    "china-20251114": (Instance.CHINA, 21),
    "usgovdod-20251114": (Instance.USGOV_DOD, 24),
}
SHIPPED = {
    "worldwide": (Instance.WORLDWIDE, 63),
    "china": (Instance.CHINA, 23),
    "usgovdod": (Instance.USGOV_DOD, 24),
    "usgovgcchigh": (Instance.USGOV_GCC_HIGH, 26),
}


def record(**changes: object) -> dict[str, Any]:
    """Return a small valid record with *changes*; a change to ``None`` removes the key."""
    whole = {"id": 12, "serviceArea": "Skype", "category": "Allow", "required": True, **changes}
    return {key: value for key, value in whole.items() if value is not None}


def parsed(**changes: object) -> EndpointSet:
    """Parse such a record."""
    return parse_set(record(**changes), source="f.json", index=0)


def document(content: bytes, instance: Instance) -> EndpointDocument:
    """Parse a whole document."""
    return parse_document(json.loads(content), instance=instance, version="", source="f.json")


def shipped(name: str) -> EndpointDocument:
    """Parse a shipped document."""
    return document(ENDPOINTS.joinpath(f"{name}.json").read_bytes(), SHIPPED[name][0])


def by_id(whole: EndpointDocument, identifier: int) -> EndpointSet:
    """Return the set with an id."""
    return next(s for s in whole.sets if s.id == identifier)


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_documents_are_read_whole(recorded: Reader, name: str) -> None:
    """Every document that was once recorded from the service is understood, set by set."""
    instance, count = RECORDED[name]
    assert count == len(document(recorded(name), instance).sets)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_documents_are_read_whole(name: str) -> None:
    """Every document that ships with pacgen is understood, set by set."""
    assert SHIPPED[name][1] == len(shipped(name).sets)


def test_omitted_keys_mean_nothing() -> None:
    """A key that the service leaves out means none, as for Worldwide's set 11 of addresses only."""
    teams_media = by_id(shipped("worldwide"), 11)
    assert ((), (), "") == (teams_media.urls, teams_media.tcp_ports, teams_media.notes)
    assert teams_media.ips
    assert (PortRange(3478, 3478), PortRange(3481, 3481)) == (
        teams_media.udp_ports[0],
        teams_media.udp_ports[-1],
    )


@pytest.mark.parametrize("key", ["urls", "ips", "tcpPorts", "udpPorts", "notes", "required"])
@pytest.mark.parametrize("value", ["", None])
def test_empty_keys_mean_nothing(key: str, value: str | None) -> None:
    """A key that is present and empty, or null, means the same as one that is missing."""
    data = record()
    data.pop(key, None)
    assert parse_set(data, source="f", index=0) == parse_set(
        {**data, key: value}, source="f", index=0
    )


def test_china_26_has_udp_ports_that_are_empty() -> None:
    """The recorded set with an empty port string has no UDP ports."""
    assert () == by_id(shipped("china"), 26).udp_ports


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80,443", "80 443"),
        ("443,80", "80 443"),
        ("143, 587, 993, 995", "143 587 993 995"),
        ("25", "25"),
        ("50000-59999", "50000-59999"),
        ("5061,50000-59999", "5061 50000-59999"),
        ("80,80", "80"),
        (" ", ""),
        ("", ""),
    ],
)
def test_ports_are_read_in_every_form_seen(text: str, expected: str) -> None:
    """Port strings come with and without spaces, in any order, and as ranges."""
    assert expected == " ".join(map(str, parse_ports(text)))


@pytest.mark.parametrize("text", ["http", "0", "65536", "90-80", "1;2", "80,", "-1", "٣"])
def test_ports_that_are_none_are_refused(text: str) -> None:
    """What is no port and no range is a ValueError that shows the part in question."""
    with pytest.raises(ValueError, match=r"is no port|is outside"):
        parse_ports(text)


def test_one_set_may_hold_tcp_and_udp() -> None:
    """Set 7 of USGovDoD has names, addresses, TCP and UDP ports, all of them together."""
    media = by_id(shipped("usgovdod"), 7)
    assert all((media.urls, media.ips, media.tcp_ports, media.udp_ports))
    assert 443 in media.tcp_ports[0]


@pytest.mark.parametrize(
    "text",
    [
        "*cdn.onenote.net",
        "*broadcast.officeapps.live.com",
        "*-admin.sharepoint.com",
        "autodiscover.*.onmicrosoft.com",
        "autodiscover-*.outlook.com",
    ],
)
def test_stars_may_stand_anywhere(text: str) -> None:
    """Names with a star that is not the first label are patterns like others."""
    assert PatternKind.GLOB is parsed(urls=[text]).urls[0].kind


def test_apex_is_an_entry_of_its_own() -> None:
    """``*.teams.microsoft.com`` does not mean the apex, which Microsoft lists besides."""
    urls = by_id(shipped("worldwide"), 12).urls
    wildcard, apex = (HostPattern(t) for t in ("*.teams.microsoft.com", "teams.microsoft.com"))
    assert {wildcard, apex} <= set(urls)
    assert not wildcard.matches("teams.microsoft.com")


def test_same_entry_in_several_sets_keeps_each_category() -> None:
    """52.112.0.0/14 is Optimize in set 11 and Allow in set 12, and the model keeps both."""
    media = ipaddress.ip_network("52.112.0.0/14")
    holders = {s.id: s.category for s in shipped("worldwide").sets if media in s.ips}
    assert {11: Category.OPTIMIZE, 12: Category.ALLOW} == holders


def test_categories_rank_from_optimize_to_default() -> None:
    """The lower rank is the more demanding category."""
    assert [0, 1, 2] == [Category(c).rank for c in ("Optimize", "Allow", "Default")]


@pytest.mark.parametrize("text", ["worldwide", "WORLDWIDE", "Worldwide"])
def test_instances_are_read_in_any_case(text: str) -> None:
    """People and URLs write instances in any case."""
    assert Instance.WORLDWIDE is Instance.parse(text)


def test_unknown_instance_is_refused_with_the_choices() -> None:
    """An instance that is closed or invented is refused, and the four are offered."""
    with pytest.raises(UsageError, match="'Germany' is no instance") as caught:
        Instance.parse("Germany")
    assert "USGovGCCHigh" in caught.value.tip


def test_ids_need_no_order() -> None:
    """Ids have gaps and come out of order; the document's order is kept."""
    data = [record(id=i) for i in (126, 3, 127)]
    whole = parse_document(data, instance=Instance.CHINA, version="", source="f")
    assert [126, 3, 127] == [s.id for s in whole.sets]


def test_service_area_decides_and_not_the_display_name() -> None:
    """Teams is the service area Skype, whatever its display name is this year."""
    assert parsed(serviceAreaDisplayName="Something new").is_teams
    assert not parsed(serviceArea="Common", serviceAreaDisplayName="Microsoft Teams").is_teams


def test_unknown_service_areas_are_kept() -> None:
    """Microsoft may add a service area; its sets are read like others."""
    assert "Copilot" == parsed(serviceArea="Copilot").service_area


def test_mem_sets_are_read(recorded: Reader) -> None:
    """The service area MEM, which comes only on request, has sets for time that no PAC sees."""
    whole = document(recorded("worldwide-20251201-with-MEM"), Instance.WORLDWIDE)
    mem = whole.select([ServiceArea.MEM]).sets
    assert 15 == len(mem)
    assert any(not s.is_web and s.udp_ports == (PortRange(123, 123),) for s in mem)


def test_flags_are_independent_of_each_other() -> None:
    """Optimize without ExpressRoute, and required with notes, are both seen in real data."""
    endpoint_set = parsed(category="Optimize", expressRoute=False, required=True, notes="x")
    assert (False, True, "x") == (
        endpoint_set.express_route,
        endpoint_set.required,
        endpoint_set.notes,
    )


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("false", False), ("", False)])
def test_booleans_may_be_texts(value: str, expected: bool) -> None:  # noqa: FBT001 - a value
    """The service's other feed writes booleans as texts, so they are understood here too."""
    assert expected is parsed(required=value).required


def test_notes_are_free_text() -> None:
    """Notes hold links, quotes and double spaces, which nothing touches."""
    notes = 'see  [here](https://x.example/?a=1), "now"'
    assert notes == parsed(notes=notes).notes


def test_addresses_of_both_families_stand_together() -> None:
    """IPv4 and IPv6 prefixes, single addresses included, keep their order and lose repetition."""
    texts = ["52.112.0.0/14", "2603:1063::/38", "13.107.6.152/32", "52.112.0.0/14"]
    assert tuple(map(ipaddress.ip_network, texts[:3])) == parsed(ips=texts).ips


def test_repeated_names_are_one() -> None:
    """Names that differ only in case are one name."""
    assert (HostPattern("a.example"),) == parsed(urls=["a.example", "A.example"]).urls


def test_unknown_attributes_are_ignored() -> None:
    """Microsoft says that it may add attributes at any time."""
    assert parsed() == parsed(priority=7, future={"a": []})


def test_web_sets_are_those_a_pac_is_asked_about() -> None:
    """Port 80 or 443, or no ports at all, make a set one that a PAC is asked about."""
    whole = shipped("worldwide")
    assert by_id(whole, 12).is_web
    assert not by_id(whole, 11).is_web
    assert parsed().is_web
    assert not parsed(tcpPorts="25").is_web


def test_documents_name_themselves() -> None:
    """A document says instance and version, or that the version is not known."""
    known = EndpointDocument(Instance.CHINA, "2026073100", ())
    assert "China 2026073100" == str(known)
    assert "China (version unknown)" == str(EndpointDocument(Instance.CHINA, "", ()))


def test_teams_and_selected_areas() -> None:
    """``teams()`` and ``select()`` keep the document's order."""
    whole = shipped("worldwide")
    assert [11, 12, 16, 17, 19, 27, 127] == sorted(s.id for s in whole.teams())
    assert whole.teams() == whole.select([ServiceArea.SKYPE]).sets


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"error": 1}, "no list of endpoint sets but an object with the keys error"),
        ({}, "an object with the keys \\(none\\)"),
        ("x", "but the text 'x'"),
        (None, "but nothing"),
        (3, "but the number 3"),
        (True, "but the boolean true"),
        ([[]], "item 0: no endpoint set but an empty list"),
        (["x"], "item 0: no endpoint set but the text 'x'"),
        ([{}], "item 0: key 'id': a number is wanted, not nothing"),
        ([{"id": "12"}], "item 0: key 'id': a number is wanted, not the text '12'"),
        ([{"id": True}], "item 0: key 'id': a number is wanted, not the boolean true"),
        ([record(), record()], "set 12: the id is there twice"),
        ([record(serviceArea=None)] * 1, "set 12: key 'serviceArea': a text is wanted"),
        ([record(serviceArea=" ")], "set 12: key 'serviceArea': a text is wanted"),
        ([record(serviceArea="a\x1b[2J")], "set 12: key 'serviceArea': .* cannot be printed"),
        ([record(category=None)], "set 12: key 'category': a text is wanted, not nothing"),
        ([record(category="Best")], "set 12: key 'category': 'Best' is none of Optimize, Allow"),
        ([record(urls="a.example")], "set 12: key 'urls': a list of texts is wanted"),
        ([record(urls=[1])], "set 12: key 'urls': a list of texts is wanted"),
        ([record(urls=["https://a.example"])], "set 12: key 'urls': .* it has a scheme"),
        ([record(urls=["a.example/x"])], "set 12: key 'urls': .* it has a path"),
        ([record(urls=["a?.example"])], "set 12: key 'urls'"),
        ([record(urls=["**.example"])], "set 12: key 'urls'"),
        ([record(ips={"a": 1})], "set 12: key 'ips': a list of texts is wanted"),
        ([record(ips=["52.112.0.1/14"])], "set 12: key 'ips': '52.112.0.1/14' is no address"),
        ([record(ips=["teams"])], "set 12: key 'ips': 'teams' is no address range"),
        ([record(ips=["fe80::%eth0/128"])], "set 12: key 'ips'"),
        ([record(tcpPorts="http")], "set 12: key 'tcpPorts': 'http' is no port"),
        ([record(udpPorts=443)], "set 12: key 'udpPorts': a text is wanted, not the number 443"),
        ([record(required="maybe")], "set 12: key 'required': true or false is wanted"),
        ([record(expressRoute=1.5)], "set 12: key 'expressRoute': true or false is wanted"),
        ([record(notes=[""])], "set 12: key 'notes': a text is wanted, not a list"),
    ],
)
def test_refusals_say_what_and_where(data: object, words: str) -> None:
    """What is no list of endpoint sets is refused with the source, the set's id and the key."""
    with pytest.raises(EndpointDocumentError, match=f"^f.json: .*{words}"):
        parse_document(data, instance=Instance.WORLDWIDE, version="", source="f.json")
