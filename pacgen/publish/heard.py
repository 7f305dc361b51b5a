"""
What Microsoft has announced and does not use yet, remembered until its day.

The service's feed is read when there is something new in it, and not every morning; but what it
said is true for a month. A memory that is lost or damaged is read anew from the feed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pacgen.compare import Announcement, Announcements, Kind, Source, Turn
from pacgen.endpoints import Category, Instance
from pacgen.endpoints.client import FIRST_VERSION
from pacgen.files import write_atomically

__all__ = ["Heard", "heard_since", "read_heard", "write_heard"]

HEARD = "announced.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one instance."""

    instance: Instance
    version: str = FIRST_VERSION
    """Up to which version the feed is known."""

    items: tuple[Announcement, ...] = ()

    def upcoming(self, today: dt.date) -> tuple[Announcement, ...]:
        """Return what is not used yet *today*: Teams first, then the nearest day."""
        return _announcements(self.instance, self.items, today).upcoming


def heard_since(heard: Heard, news: Announcements, version: str) -> Heard:
    """Return *heard* with what was announced since, up to *version*; what was taken back goes."""
    gone = {_key(item) for item in news.items if item.turn is Turn.REMOVED}
    kept = (item for item in heard.items if _key(item) not in gone)
    # What is announced again has the later day.
    items = {_key(item): item for item in (*kept, *news.upcoming)}
    return Heard(heard.instance, max(version, heard.version), tuple(items.values()))


def read_heard(directory: Path, instance: Instance) -> Heard:
    """Return what is remembered of *instance*; nothing if that cannot be read."""
    try:
        data = json.loads((directory / HEARD).read_bytes())
        if data["schema"] != SCHEMA or data["instance"] != instance.value:
            return Heard(instance)
        items = tuple(_parsed(record) for record in data["items"])
        return Heard(instance, str(data["version"]), items)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Heard(instance)


def write_heard(directory: Path, heard: Heard, today: dt.date) -> None:
    """Remember what is not used yet *today*; that it cannot be written harms nobody."""
    items = [
        {**asdict(item), "effective": item.effective.isoformat() if item.effective else None}
        for item in heard.upcoming(today)
    ]
    record = {"schema": SCHEMA, "instance": heard.instance, "version": heard.version}
    text = json.dumps({**record, "items": items}, indent=1)
    with contextlib.suppress(OSError):
        write_atomically(directory / HEARD, f"{text}\n".encode())


def _announcements(
    instance: Instance, items: Iterable[Announcement], today: dt.date
) -> Announcements:
    return Announcements(instance, Source.SERVICE, "", "", today, tuple(items))


def _key(item: Announcement) -> tuple[int | None, Kind, str]:
    return item.set_id, item.kind, item.subject


def _parsed(record: Any) -> Announcement:  # noqa: ANN401 - whatever the file holds
    return Announcement(
        turn=Turn(record["turn"]),
        kind=Kind(record["kind"]),
        subject=str(record["subject"]),
        set_id=int(record["set_id"]),
        service_area=str(record["service_area"]),
        category=Category(record["category"]) if record["category"] else None,
        effective=dt.date.fromisoformat(record["effective"]),
        version=str(record["version"]),
    )
