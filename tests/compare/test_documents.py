from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable

from pacgen.compare import Placed, compare
from pacgen.data import ENDPOINTS
from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, parse_document
from pacgen.endpoints.model import PortRange
from pacgen.patterns import HostPattern

Reader = Callable[[str], bytes]
ALLOW, DEFAULT, OPTIMIZE = Category.ALLOW, Category.DEFAULT, Category.OPTIMIZE


def endpoint_set(
    identifier: int, area: str, category: Category, *urls: str, ips: tuple[str, ...] = ()
) -> EndpointSet:
    """Return a set of names and prefixes."""
    return EndpointSet(
        identifier,
        area,
        category,
        urls=tuple(map(HostPattern.parse, urls)),
        ips=tuple(map(ipaddress.ip_network, ips)),
    )


def document(version: str, *sets: EndpointSet) -> EndpointDocument:
    """Return a document of Worldwide."""
    return EndpointDocument(Instance.WORLDWIDE, version, sets)


def test_equal_documents_do_not_differ() -> None:
    """A document has no difference from itself, and then the difference is false."""
    one = document("1", endpoint_set(1, "Skype", ALLOW, "a.example"))
    assert not compare(one, one)


def test_wording_is_no_difference() -> None:
    """Notes, display names and ExpressRoute change no route."""
    one = EndpointSet(1, "Skype", ALLOW, display_name="A", notes="x", express_route=True)
    two = EndpointSet(1, "Skype", ALLOW, display_name="B", notes="y")
    assert not compare(document("1", one), document("2", two))


def test_teams_comes_first() -> None:
    """Service areas are in alphabetical order, but Teams is before all others."""
    new = [endpoint_set(i, area, ALLOW) for i, area in enumerate(["Exchange", "Skype", "Common"])]
    difference = compare(document("1"), document("2", *new))
    assert ["Skype", "Common", "Exchange"] == [area.service_area for area in difference.areas]
    assert [True, False, False] == [area.is_teams for area in difference.areas]


def test_sets_come_and_go() -> None:
    """Sets are told apart by id within their service area, in the order of ids."""
    before = document("1", *(endpoint_set(i, "Skype", ALLOW) for i in (9, 3, 5)))
    after = document("2", *(endpoint_set(i, "Skype", ALLOW) for i in (5, 8, 7)))
    (area,) = compare(before, after).areas
    assert ([7, 8], [3, 9]) == (
        [s.id for s in area.sets_added],
        [s.id for s in area.sets_removed],
    )


def test_attributes_that_route_are_compared() -> None:
    """Category, ports and whether a set is required make it another set."""
    before = EndpointSet(1, "Skype", DEFAULT)
    ports = (PortRange(443, 443),)
    after = EndpointSet(1, "Skype", ALLOW, tcp_ports=ports, udp_ports=ports, required=True)
    (area,) = compare(document("1", before), document("2", after)).areas
    (change,) = area.sets_changed
    assert ("category", "tcp_ports", "udp_ports", "required") == change.attributes


def test_names_and_prefixes_are_added_and_removed() -> None:
    """Entries come with the category that they have or had."""
    before = document("1", endpoint_set(1, "Skype", ALLOW, "a.example", ips=("10.0.0.0/8",)))
    after = document("2", endpoint_set(1, "Skype", ALLOW, "b.example", ips=("::/8", "9.0.0.0/8")))
    (area,) = compare(before, after).areas
    assert (Placed(HostPattern("b.example"), None, ALLOW),) == area.names.added
    assert (Placed(HostPattern("a.example"), ALLOW, None),) == area.names.removed
    assert ["9.0.0.0/8", "::/8"] == [str(p.entry) for p in area.prefixes.added]
    assert ["10.0.0.0/8"] == [str(p.entry) for p in area.prefixes.removed]


def test_highest_category_counts() -> None:
    """A name in several sets moves only if the highest of its categories does."""
    before = document(
        "1", endpoint_set(1, "Skype", OPTIMIZE, "a.example"), endpoint_set(2, "Skype", ALLOW)
    )
    same = document(
        "2",
        endpoint_set(1, "Skype", OPTIMIZE, "a.example"),
        endpoint_set(2, "Skype", ALLOW, "a.example"),
    )
    lower = document(
        "3", endpoint_set(1, "Skype", OPTIMIZE), endpoint_set(2, "Skype", ALLOW, "a.example")
    )
    assert not compare(before, same)
    (area,) = compare(same, lower).areas
    assert (Placed(HostPattern("a.example"), OPTIMIZE, ALLOW),) == area.names.moved


def test_name_that_changes_its_service_area() -> None:
    """A name that leaves one service area for another is removed here and added there."""
    before = document("1", endpoint_set(1, "Common", ALLOW, "a.example"))
    after = document("2", endpoint_set(1, "Skype", ALLOW, "a.example"))
    teams, common = compare(before, after).areas
    assert (1, 1) == (len(teams.names.added), len(common.names.removed))
    assert (1, 1) == (len(teams.sets_added), len(common.sets_removed))


def test_recorded_documents(recorded: Reader) -> None:
    """Nine months of China's recorded history: the old Lync names left Teams."""
    before, after = (
        parse_document(json.loads(content), instance=Instance.CHINA, version=version, source="f")
        for content, version in (
            (recorded("china-20251114"), "2025111400"),
            (ENDPOINTS.joinpath("china.json").read_bytes(), "2026073100"),
        )
    )
    teams = compare(before, after).areas[0]
    assert ["*.partner.lync.cn"] == [str(p.entry) for p in teams.names.removed]
