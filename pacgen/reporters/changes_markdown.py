"""Announcements as Markdown, to paste into a change request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pacgen.compare import Announcement, Announcements, Kind, Turn
from pacgen.reporters.changes_words import (
    area,
    counts,
    detail,
    heading,
    in_days,
    place,
    subject,
    title,
)

__all__ = ["render"]

_VERBS = {Turn.ADDED: "add", Turn.REMOVED: "remove", Turn.CHANGED: "change"}


def render(announcements: Announcements) -> str:
    """Return the report."""
    return "".join(f"{line}\n" for line in _lines(announcements))


def _lines(announcements: Announcements) -> Iterator[str]:
    yield f"## Microsoft 365 endpoints, {title(announcements)}"
    yield ""
    yield f"{counts(announcements)[:1].upper()}{counts(announcements)[1:]}."
    if announcements.upcoming:
        yield from ("", "### To come", "")
        yield from _row(["in use from", "service area", "change", "set"])
        yield from _row(["---"] * 4)
        for item in announcements.upcoming:
            day = f"{item.effective} ({in_days(item, announcements)})"
            yield from _row([day, _area(item), _change(item), place(item)])
    if announcements.present:
        yield from ("", f"### {heading(announcements).capitalize()}", "")
        yield from _row(["version", "service area", "change", "set", "notes"])
        yield from _row(["---"] * 5)
        for item in announcements.present:
            notes = "; ".join(_notes(item))
            yield from _row([item.version, _area(item), _change(item), place(item), notes])


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"


def _area(item: Announcement) -> str:
    return f"**{area(item)}**" if item.is_teams else _plain(area(item))


def _change(item: Announcement) -> str:
    kind = f"{item.kind} " if item.kind in {Kind.NAME, Kind.PREFIX} else ""
    change = f": {_plain(detail(item))}" if detail(item) else ""
    return f"{_VERBS[item.turn]} {kind}{_code(subject(item))}{change}"


def _notes(item: Announcement) -> Iterator[str]:
    if item.withdrawn:
        yield f"withdrawn with version {item.withdrawn}"
    elif item.effective:
        yield f"in use since {item.effective}"
    if item.still_in:
        yield f"still in set {', '.join(map(str, item.still_in))}"


def _code(text: str) -> str:
    """Return *text* as code in a table; nothing in it ends the code or the cell."""
    return f"`{text.replace('`', chr(39)).replace('|', chr(92) + '|')}`"


def _plain(text: str) -> str:
    """Return *text* with everything escaped that Markdown or HTML would take for more."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|&!" else c for c in text)
