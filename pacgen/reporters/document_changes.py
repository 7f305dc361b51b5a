"""What changed between two endpoint documents, Teams first: lines of text, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pacgen import __version__
from pacgen.compare import AreaDifference, DocumentDifference, Entries, SetChange
from pacgen.endpoints import EndpointSet, IPNetwork, PortRange
from pacgen.patterns import HostPattern
from pacgen.reporters.markdown import code, escaped

__all__ = ["SCHEMA", "document_change_lines", "render_json", "render_markdown"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

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


def render_markdown(difference: DocumentDifference, old: str, new: str) -> str:
    """Return a section for change requests; *old* and *new* are the documents' names."""
    lines = [f"## {code(old)} → {code(new)}", ""]
    for area in difference.areas:
        title, *facts = (line.strip() for line in _area_lines(area))
        lines += [f"### {escaped(title.removesuffix(':'))}", ""]
        lines += [f"- {escaped(fact)}" for fact in facts]
        lines.append("")
    if not difference:
        lines += ["No set, name or prefix has changed.", ""]
    return "".join(f"{line}\n" for line in lines)


def render_json(difference: DocumentDifference, old: str, new: str) -> str:
    """Return everything; a contract like that of the other reports."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "old": old,
        "new": new,
        "areas": [_area_data(area) for area in difference.areas],
    }
    return json.dumps(document, indent=2) + "\n"


def _area_data(area: AreaDifference) -> dict[str, Any]:
    return {
        "service_area": area.service_area,
        "sets_added": [s.id for s in area.sets_added],
        "sets_removed": [s.id for s in area.sets_removed],
        "sets_changed": [
            {"id": change.after.id, "changes": [_attribute(change, a) for a in change.attributes]}
            for change in area.sets_changed
        ],
        "names": _entries_data(area.names),
        "prefixes": _entries_data(area.prefixes),
    }


def _entries_data(entries: Entries[HostPattern] | Entries[IPNetwork]) -> dict[str, Any]:
    return {
        "added": [{"entry": str(p.entry), "category": p.after} for p in entries.added],
        "removed": [{"entry": str(p.entry), "category": p.before} for p in entries.removed],
        "moved": [
            {"entry": str(p.entry), "before": p.before, "after": p.after} for p in entries.moved
        ],
    }


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
