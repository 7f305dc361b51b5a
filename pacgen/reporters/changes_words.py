"""The words that every report of announcements uses."""

from __future__ import annotations

from pacgen.compare import Announcement, Announcements, Kind, Source, Turn
from pacgen.reporters.text import printable

__all__ = [
    "MARKS",
    "NOTHING",
    "area",
    "counts",
    "detail",
    "heading",
    "in_days",
    "place",
    "subject",
    "title",
]

MARKS = {Turn.ADDED: "+", Turn.REMOVED: "-", Turn.CHANGED: "~"}
NOTHING = "nothing that could change a route"
_LONGEST = 200
_ATTRIBUTES = {
    "category": "category",
    "required": "required",
    "serviceArea": "service area",
    "tcpPorts": "TCP ports",
    "tcp_ports": "TCP ports",
    "udpPorts": "UDP ports",
}


def title(announcements: Announcements) -> str:
    """Say of what and of which time the report is."""
    found = announcements
    if found.source is Source.DOCUMENTS:
        return f"{found.instance}: from {found.since} to {found.until}, two documents compared"
    return f"{found.instance}: changes after {found.since}, up to {found.until}"


def counts(announcements: Announcements) -> str:
    """Say how much there is."""
    if not announcements.items:
        return NOTHING
    coming, present = len(announcements.upcoming), len(announcements.present)
    if announcements.source is Source.DOCUMENTS:
        return "1 change" if present == 1 else f"{present} changes"
    return f"{coming} to come, {present} so far"


def heading(announcements: Announcements) -> str:
    """Return what stands above all that is not to come."""
    return "so far" if announcements.source is Source.SERVICE else "changed"


def area(item: Announcement) -> str:
    """Name the service area."""
    if item.is_teams:
        return "Teams (Skype)"
    return item.service_area or "sets that are not published any more, or not yet fetched"


def subject(item: Announcement) -> str:
    """Name what changed, harmless to a terminal: the service's text may hold anything."""
    match item.kind:
        case Kind.SET:
            return f"set {item.set_id}"
        case Kind.ATTRIBUTE:
            return f"set {item.set_id}: {_ATTRIBUTES.get(item.subject, _shown(item.subject))}"
        case _:
            return _shown(item.subject)


def detail(item: Announcement) -> str:
    """Say how something changed; nothing for what came or went."""
    if item.turn is not Turn.CHANGED:
        return ""
    return f"{_shown(item.before) or '?'} -> {_shown(item.after) or '?'}"


def place(item: Announcement) -> str:
    """Say to which set something belongs, and its category, as far as that is known."""
    own = item.kind in {Kind.SET, Kind.ATTRIBUTE} or item.set_id is None
    category = item.category if item.kind is not Kind.ATTRIBUTE else None
    parts = ["" if own else f"set {item.set_id}", str(category or "")]
    return ", ".join(part for part in parts if part)


def in_days(item: Announcement, announcements: Announcements) -> str:
    """Say how far away the day is from which on it is in use."""
    days = (item.effective - announcements.today).days if item.effective else 0
    return "tomorrow" if days == 1 else f"in {days} days"


def _shown(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
