"""
What Microsoft announces, or has changed: one list, whether it came from ``/changes`` or from two
documents.

Plain data; the ``changes_…`` modules of :mod:`pacgen.reporters` put it into words.
Microsoft publishes additions about thirty days before they are used, with the day from which on
they are: such an entry is *upcoming* until that day, and that is the time in which firewalls and
PAC files have to learn of it.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pacgen.compare.documents import AreaDifference, DocumentDifference, Entries
from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, ServiceArea
from pacgen.endpoints.changes import Change
from pacgen.errors import HostPatternError
from pacgen.patterns import HostPattern

__all__ = ["Announcement", "Announcements", "Kind", "Source", "Turn", "announced", "between"]

_ATTRIBUTES = ("category", "required", "serviceArea", "tcpPorts", "udpPorts")
"""Those that can change a route; wording and ExpressRoute do not."""


class Turn(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Kind(StrEnum):
    """What it is that changed."""

    SET = "set"
    NAME = "name"
    PREFIX = "prefix"
    ATTRIBUTE = "attribute"


class Source(StrEnum):
    """Where the list comes from."""

    SERVICE = "service"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing that was added, removed or changed."""

    turn: Turn
    kind: Kind
    subject: str
    """
    The name, the prefix, or the attribute as the service calls it; nothing for a whole set.
    It is the service's text and may hold anything.
    """

    set_id: int | None = None
    """``None`` where two documents were compared: a name may be in several sets of one."""

    service_area: str = ""
    """Nothing if no document at hand has the set."""

    category: Category | None = None
    before: str = ""
    """For what changed: the former value, if it is known."""

    after: str = ""
    effective: dt.date | None = None
    """From when on it is in use, if the service says."""

    version: str = ""
    """The version that brought it."""

    withdrawn: str = ""
    """The later version that took an addition back."""

    still_in: tuple[int, ...] = ()
    """For what was removed: the sets which have it all the same."""

    @property
    def is_teams(self) -> bool:
        """Whether it belongs to Teams and Skype for Business."""
        return self.service_area == ServiceArea.SKYPE


@dataclass(frozen=True, slots=True)
class Announcements:
    """Everything that was announced in some time, or differs between two documents."""

    instance: Instance
    source: Source
    since: str
    """The version, or the name of the document, from which on is told."""

    until: str
    today: dt.date
    """What is in use after this day is upcoming."""

    items: tuple[Announcement, ...]
    """Teams first, then by service area; within one, the newest version first."""

    @property
    def upcoming(self) -> tuple[Announcement, ...]:
        """What will be added: Teams first, and within a service area the nearest day first."""
        found = [item for item in self.items if self._is_upcoming(item)]
        return tuple(sorted(found, key=lambda item: (*_order(item), item.effective or self.today)))

    @property
    def present(self) -> tuple[Announcement, ...]:
        """Everything else."""
        return tuple(item for item in self.items if not self._is_upcoming(item))

    def _is_upcoming(self, item: Announcement) -> bool:
        return (
            item.effective is not None
            and item.effective > self.today
            and item.turn is Turn.ADDED
            and not item.withdrawn
        )


def announced(
    changes: Iterable[Change],
    documents: Iterable[EndpointDocument],
    *,
    since: str,
    today: dt.date,
    scope: Collection[int] | None = None,
) -> Announcements:
    """
    Return what records of ``/changes`` say.

    Args:
        changes: The records; those of *since* and older are passed over.
        documents: What is known of the instance's sets, the newest document first, at least one:
            the feed gives a set's number and nothing else.
        since: A version, ten digits.
        today: What is in use later is upcoming.
        scope: Only these sets, and those that no document knows.
    """
    known = tuple(documents)
    sets = {s.id: s for document in reversed(known) for s in document.sets}
    current = known[0]
    wanted = [
        change
        for change in changes
        if change.version > since
        and (scope is None or change.set_id in scope or change.set_id not in sets)
    ]
    gone = {
        (change.set_id, entry): change.version
        for change in sorted(wanted, key=lambda c: c.version)
        for entry in (*change.removed.urls, *change.removed.ips)
    }
    holders = _holders(current)
    items = (
        item
        for change in sorted(wanted, key=lambda c: (c.version, c.id), reverse=True)
        for item in _items(change, sets.get(change.set_id), gone, holders)
    )
    newest = max((current.version, *(change.version for change in wanted)))
    return Announcements(
        current.instance, Source.SERVICE, since, newest, today, tuple(sorted(items, key=_order))
    )


def between(
    difference: DocumentDifference, *, since: str = "", until: str = "", today: dt.date
) -> Announcements:
    """
    Return what differs between two documents, in the same form; documents know no dates.

    Args:
        difference: What differs.
        since: How to call the one document, if not by its version.
        until: How to call the other.
        today: As in :func:`announced`.
    """
    items = (item for area in difference.areas for item in _area(area))
    return Announcements(
        difference.instance,
        Source.DOCUMENTS,
        since or difference.before,
        until or difference.after,
        today,
        tuple(sorted(items, key=_order)),
    )


def _order(item: Announcement) -> tuple[bool, bool, str]:
    # Sets that nobody knows may have been of Teams: they come next.
    return (not item.is_teams, bool(item.service_area), item.service_area)


def _holders(document: EndpointDocument) -> dict[str, tuple[int, ...]]:
    """Return for every name and prefix, as text, which sets have it."""
    holders: dict[str, tuple[int, ...]] = {}
    for endpoint_set in document.sets:
        for entry in map(str, (*endpoint_set.urls, *endpoint_set.ips)):
            holders[entry] = (*holders.get(entry, ()), endpoint_set.id)
    return holders


def _items(
    change: Change,
    endpoint_set: EndpointSet | None,
    gone: Mapping[tuple[int, str], str],
    holders: Mapping[str, tuple[int, ...]],
) -> Iterator[Announcement]:
    area = endpoint_set.service_area if endpoint_set else ""
    category = endpoint_set.category if endpoint_set else None

    def item(turn: Turn, kind: Kind, subject: str = "", **more: object) -> Announcement:
        return Announcement(
            turn=turn,
            kind=kind,
            subject=subject,
            set_id=change.set_id,
            service_area=area,
            category=category,
            version=change.version,
            **more,  # type: ignore[arg-type] # the fields that are left
        )

    if change.disposition == "add":
        yield item(Turn.ADDED, Kind.SET, effective=change.added.effective_date)
    if change.disposition == "remove":
        yield item(Turn.REMOVED, Kind.SET)
    for kind, entries in ((Kind.NAME, change.added.urls), (Kind.PREFIX, change.added.ips)):
        for entry in entries:
            taken_back = gone.get((change.set_id, entry), "")
            yield item(
                Turn.ADDED,
                kind,
                entry,
                effective=change.added.effective_date,
                withdrawn=taken_back if taken_back > change.version else "",
            )
    for kind, entries in ((Kind.NAME, change.removed.urls), (Kind.PREFIX, change.removed.ips)):
        for entry in entries:
            yield item(Turn.REMOVED, kind, entry, still_in=holders.get(_canonical(entry), ()))
    for attribute in change.attributes:
        if attribute.key in _ATTRIBUTES and attribute.before != attribute.after:
            yield item(
                Turn.CHANGED,
                Kind.ATTRIBUTE,
                attribute.key,
                before=_value(attribute.before),
                after=_value(attribute.after),
            )


def _canonical(entry: str) -> str:
    """Return a name or prefix as documents have it once they are read."""
    try:
        return str(ipaddress.ip_network(entry.strip()))
    except ValueError:
        pass
    try:
        return str(HostPattern.parse(entry))
    except HostPatternError:
        return entry


def _value(value: str | bool | None) -> str:  # noqa: FBT001 - a value, no switch
    match value:
        case bool():
            return "yes" if value else "no"
        case None:
            return ""
        case str():
            return value or "none"


def _area(area: AreaDifference) -> Iterator[Announcement]:
    for turn, sets in ((Turn.ADDED, area.sets_added), (Turn.REMOVED, area.sets_removed)):
        for s in sets:
            yield Announcement(turn, Kind.SET, "", s.id, area.service_area, s.category)
    for change in area.sets_changed:
        for attribute in change.attributes:
            yield Announcement(
                Turn.CHANGED,
                Kind.ATTRIBUTE,
                _SERVICE_S_WORD.get(attribute, attribute),
                change.after.id,
                area.service_area,
                change.after.category,
                before=_attribute(getattr(change.before, attribute)),
                after=_attribute(getattr(change.after, attribute)),
            )
    yield from _entries(Kind.NAME, area.names, area.service_area)
    yield from _entries(Kind.PREFIX, area.prefixes, area.service_area)


_SERVICE_S_WORD = {"tcp_ports": "tcpPorts", "udp_ports": "udpPorts"}


def _attribute(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    return _value(value if isinstance(value, bool) else str(value))


def _entries(
    kind: Kind,
    entries: Entries[HostPattern] | Entries[ipaddress.IPv4Network | ipaddress.IPv6Network],
    area: str,
) -> Iterator[Announcement]:
    for placed in entries.added:
        yield Announcement(Turn.ADDED, kind, str(placed.entry), None, area, placed.after)
    for placed in entries.removed:
        yield Announcement(Turn.REMOVED, kind, str(placed.entry), None, area, placed.before)
    for placed in entries.moved:
        yield Announcement(
            Turn.CHANGED,
            kind,
            str(placed.entry),
            None,
            area,
            placed.after,
            before=str(placed.before),
            after=str(placed.after),
        )
