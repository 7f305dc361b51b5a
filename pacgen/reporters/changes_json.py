"""
Announcements as JSON, for programs.

Keys are added, never renamed or taken away, as long as ``schema`` stays the same.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import WithJsonSchema

from pacgen import __version__
from pacgen.compare import Announcement, Announcements, Kind, Source, Turn
from pacgen.endpoints import Category, Instance
from pacgen.reporters.json_schema import DESCRIBED

__all__ = ["SCHEMA", "ChangesDocument", "Day", "Item", "Tool", "item", "render", "this_tool"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
"""Such as ``2026-11-25``."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Who wrote the document."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that Microsoft adds, changes or removes."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    turn: Turn
    kind: Kind
    subject: str
    """The name, the prefix, or the attribute; nothing for a whole set. It may hold anything."""

    set: int | None
    """The number of the endpoint set; null where two documents were compared."""

    service_area: str | None
    """Null if no document at hand has the set."""

    teams: bool
    """Whether it belongs to Teams and Skype for Business."""

    category: Category | None
    before: str | None
    """For what changed: the former value, if it is known."""

    after: str | None
    effective: Day | None
    """The day from which on it is in use, if the service says."""

    version: str | None
    """The version that brought it."""

    withdrawn: str | None
    """The later version that took an addition back."""

    still_in: tuple[int, ...]
    """For what was removed: the sets which have it all the same."""


@dataclass(frozen=True, slots=True)
class ChangesDocument:
    """What ``pacgen changes --format json`` prints."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    schema: int
    """Rises when a reader of the former form would go wrong."""

    tool: Tool
    instance: Instance
    source: Source
    """The web service's feed, or two documents that were compared."""

    since: str
    """The version, or the name of the document, from which on is told."""

    until: str
    today: Day
    """What is in use after this day is upcoming."""

    upcoming: tuple[Item, ...]
    """What is announced and not in use yet."""

    changes: tuple[Item, ...]
    """What is in use, or gone, by now."""


def render(announcements: Announcements) -> str:
    """Return the document."""
    document = ChangesDocument(
        schema=SCHEMA,
        tool=this_tool(),
        instance=announcements.instance,
        source=announcements.source,
        since=announcements.since,
        until=announcements.until,
        today=announcements.today.isoformat(),
        upcoming=tuple(map(item, announcements.upcoming)),
        changes=tuple(map(item, announcements.present)),
    )
    return json.dumps(dataclasses.asdict(document), indent=2) + "\n"


def this_tool() -> Tool:
    """Return the pacgen that runs."""
    return Tool("pacgen", __version__)


def item(found: Announcement) -> Item:
    """Return one announcement, as data."""
    return Item(
        turn=found.turn,
        kind=found.kind,
        subject=found.subject,
        set=found.set_id,
        service_area=found.service_area or None,
        teams=found.is_teams,
        category=found.category,
        before=found.before or None,
        after=found.after or None,
        effective=found.effective.isoformat() if found.effective else None,
        version=found.version or None,
        withdrawn=found.withdrawn or None,
        still_in=found.still_in,
    )
