"""What changed between two endpoint documents, as lines of text: Teams first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.compare import AreaDifference, DocumentDifference, Entries, SetChange
from pacgen.endpoints import EndpointSet, IPNetwork, PortRange
from pacgen.patterns import HostPattern

__all__ = ["document_change_lines"]

_TITLES = {
    "category": "category",
    "tcp_ports": "TCP ports",
    "udp_ports": "UDP ports",
    "required": "required",
}


def document_change_lines(difference: DocumentDifference) -> list[str]:
    """
    Return *difference* in words, one fact a line; one line if no name, prefix or set changed.

    ``+`` begins what has come, ``-`` what has gone, ``~`` what means something else now.
    """
    if not difference:
        return ["  no set, name or prefix has changed, only wording"]
    return [line for area in difference.areas for line in _area_lines(area)]


def _area_lines(area: AreaDifference) -> Iterator[str]:
    yield f"  {_title(area)}:"
    for endpoint_set in area.sets_added:
        yield f"    + {_set(endpoint_set)}"
    for endpoint_set in area.sets_removed:
        yield f"    - {_set(endpoint_set)}"
    for change in area.sets_changed:
        for attribute in change.attributes:
            yield f"    ~ set {change.after.id}: {_attribute(change, attribute)}"
    yield from _entry_lines("name", area.names)
    yield from _entry_lines("prefix", area.prefixes)


def _title(area: AreaDifference) -> str:
    return "Teams (Skype)" if area.is_teams else area.service_area


def _entry_lines(kind: str, entries: Entries[HostPattern] | Entries[IPNetwork]) -> Iterator[str]:
    for placed in entries.added:
        yield f"    + {kind} {placed.entry} ({placed.after})"
    for placed in entries.removed:
        yield f"    - {kind} {placed.entry} ({placed.before})"
    for placed in entries.moved:
        yield f"    ~ {kind} {placed.entry}: {placed.before} -> {placed.after}"


def _set(endpoint_set: EndpointSet) -> str:
    need = "required" if endpoint_set.required else "optional"
    return f"set {endpoint_set.id} ({endpoint_set.category}, {need})"


def _attribute(change: SetChange, attribute: str) -> str:
    before, after = (
        _value(getattr(endpoint_set, attribute)) for endpoint_set in (change.before, change.after)
    )
    return f"{_TITLES[attribute]} {before} -> {after}"


def _value(value: str | bool | Sequence[PortRange]) -> str:  # noqa: FBT001 - a value, no switch
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return ",".join(map(str, value)) or "none"
