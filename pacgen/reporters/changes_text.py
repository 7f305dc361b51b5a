"""Announcements as text: what is to come with its day, then what has changed; Teams first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pacgen.compare import Announcement, Announcements, Kind
from pacgen.reporters.changes_words import (
    MARKS,
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

_Line = Callable[[Announcement], str]


def render(announcements: Announcements) -> str:
    """
    Return the report.

    ``+`` begins what is added, ``-`` what is removed, ``~`` what means something else now.
    """
    lines = [title(announcements), counts(announcements)]
    if announcements.upcoming:
        lines += ["", "to come"]
        lines += _grouped(announcements.upcoming, lambda item: _coming(item, announcements))
    if announcements.present:
        lines += ["", heading(announcements)]
        lines += _grouped(announcements.present, _so_far)
    return "".join(f"{line}\n" for line in lines)


def _grouped(items: Iterable[Announcement], line: _Line) -> Iterator[str]:
    for name, group in groupby(items, key=area):
        yield f"  {name}:"
        yield from (f"    {line(item)}" for item in group)


def _coming(item: Announcement, announcements: Announcements) -> str:
    return f"{item.effective} ({in_days(item, announcements)}) {_fact(item)}"


def _so_far(item: Announcement) -> str:
    notes = [
        f"version {item.version}" if item.version else "",
        f"in use since {item.effective}" if item.effective and not item.withdrawn else "",
        f"withdrawn with version {item.withdrawn}" if item.withdrawn else "",
        f"still in set {', '.join(map(str, item.still_in))}" if item.still_in else "",
    ]
    return "; ".join([_fact(item), *(note for note in notes if note)])


def _fact(item: Announcement) -> str:
    kind = f"{item.kind} " if item.kind in {Kind.NAME, Kind.PREFIX} else ""
    change = f": {detail(item)}" if item.kind is not Kind.ATTRIBUTE else f" {detail(item)}"
    where = f" ({place(item)})" if place(item) else ""
    return f"{MARKS[item.turn]} {kind}{subject(item)}{change if detail(item) else where}"
