"""
Two endpoint documents -> what changed between them.

Plain data; :mod:`pacgen.reporters.document_changes` puts it into words.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pacgen.endpoints import (
    Category,
    EndpointDocument,
    EndpointSet,
    Instance,
    IPNetwork,
    ServiceArea,
)
from pacgen.patterns import HostPattern

__all__ = ["AreaDifference", "DocumentDifference", "Entries", "Placed", "SetChange", "compare"]

_Entry = TypeVar("_Entry", HostPattern, ipaddress.IPv4Network | ipaddress.IPv6Network)


@dataclass(frozen=True, slots=True)
class Placed(Generic[_Entry]):
    """A name or prefix, and the highest category that its service area gives it."""

    entry: _Entry
    before: Category | None
    """``None`` if it is new."""

    after: Category | None
    """``None`` if it has gone."""


@dataclass(frozen=True, slots=True)
class Entries(Generic[_Entry]):
    """What became of the names, or the prefixes, of one service area; each in order."""

    added: tuple[Placed[_Entry], ...] = ()
    removed: tuple[Placed[_Entry], ...] = ()
    moved: tuple[Placed[_Entry], ...] = ()
    """In another category than before."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class SetChange:
    """A set that is in both documents and means something else now."""

    before: EndpointSet
    after: EndpointSet
    attributes: tuple[str, ...]
    """
    What differs besides names and prefixes: ``category``, ``tcp_ports``, ``udp_ports``,
    ``required``. Wording and ExpressRoute do not count: they change no route.
    """


@dataclass(frozen=True, slots=True)
class AreaDifference:
    """What changed in one service area."""

    service_area: str
    sets_added: tuple[EndpointSet, ...]
    """By id, as the two that follow."""

    sets_removed: tuple[EndpointSet, ...]
    sets_changed: tuple[SetChange, ...]
    names: Entries[HostPattern]
    prefixes: Entries[IPNetwork]

    @property
    def is_teams(self) -> bool:
        """Whether this is the service area of Teams and Skype for Business."""
        return self.service_area == ServiceArea.SKYPE

    def only_added(self) -> AreaDifference:
        """Return the names and prefixes that have come, and nothing else."""
        names, prefixes = Entries(self.names.added), Entries(self.prefixes.added)
        return AreaDifference(self.service_area, (), (), (), names, prefixes)

    def __bool__(self) -> bool:
        sets = self.sets_added or self.sets_removed or self.sets_changed
        return bool(sets or self.names or self.prefixes)


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """What changed from one document to another."""

    instance: Instance
    before: str
    """The version of the one document."""

    after: str
    """The version of the other."""

    areas: tuple[AreaDifference, ...]
    """Those with a difference: Teams first, then by name."""

    def __bool__(self) -> bool:
        return bool(self.areas)


_ATTRIBUTES = ("category", "tcp_ports", "udp_ports", "required")


def compare(before: EndpointDocument, after: EndpointDocument) -> DocumentDifference:
    """
    Return what changed from *before* to *after*.

    Everything is judged within its service area: a name that leaves Exchange and turns up in
    Common is removed there and added here, since presets choose by service area.
    """
    areas = {s.service_area for s in (*before.sets, *after.sets)}
    differences = (
        _area(area, before.select([area]).sets, after.select([area]).sets)
        for area in sorted(areas, key=lambda area: (area != ServiceArea.SKYPE, area))
    )
    return DocumentDifference(
        after.instance, before.version, after.version, tuple(d for d in differences if d)
    )


def _area(
    area: str, before: tuple[EndpointSet, ...], after: tuple[EndpointSet, ...]
) -> AreaDifference:
    old, new = ({s.id: s for s in sets} for sets in (before, after))
    changes = (_change(old[i], new[i]) for i in sorted(old.keys() & new.keys()))
    return AreaDifference(
        area,
        sets_added=tuple(new[i] for i in sorted(new.keys() - old.keys())),
        sets_removed=tuple(old[i] for i in sorted(old.keys() - new.keys())),
        sets_changed=tuple(change for change in changes if change.attributes),
        names=_entries(
            _highest((s.category, s.urls) for s in before),
            _highest((s.category, s.urls) for s in after),
            key=lambda pattern: (*reversed(pattern.text.split(".")),),
        ),
        prefixes=_entries(
            _highest((s.category, s.ips) for s in before),
            _highest((s.category, s.ips) for s in after),
            key=lambda network: (network.version, int(network.network_address), network.prefixlen),
        ),
    )


def _change(before: EndpointSet, after: EndpointSet) -> SetChange:
    differing = (a for a in _ATTRIBUTES if getattr(before, a) != getattr(after, a))
    return SetChange(before, after, tuple(differing))


def _highest(
    sets: Iterable[tuple[Category, tuple[_Entry, ...]]],
) -> dict[_Entry, Category]:
    """Return every entry with the highest category that any of the sets gives it."""
    highest: dict[_Entry, Category] = {}
    for category, entries in sets:
        for entry in entries:
            known = highest.get(entry, category)
            highest[entry] = category if category.rank < known.rank else known
    return highest


def _entries(
    before: Mapping[_Entry, Category],
    after: Mapping[_Entry, Category],
    key: Callable[[_Entry], tuple[int | str, ...]],
) -> Entries[_Entry]:
    everything = sorted(before.keys() | after.keys(), key=key)
    placed = [Placed(entry, before.get(entry), after.get(entry)) for entry in everything]
    return Entries(
        added=tuple(p for p in placed if p.before is None),
        removed=tuple(p for p in placed if p.after is None),
        moved=tuple(p for p in placed if p.before and p.after and p.before is not p.after),
    )
