"""
Announcements as JSON, for programs.

Keys are added, never renamed or taken away, as long as ``schema`` stays the same.
"""

from __future__ import annotations

import json
from typing import Any

from pacgen import __version__
from pacgen.compare import Announcement, Announcements

__all__ = ["SCHEMA", "document", "render"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""


def render(announcements: Announcements) -> str:
    """Return the document."""
    return json.dumps(document(announcements), indent=2) + "\n"


def document(announcements: Announcements) -> dict[str, Any]:
    """Return what :func:`render` writes, as data."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "instance": announcements.instance.value,
        "source": announcements.source.value,
        "since": announcements.since,
        "until": announcements.until,
        "today": announcements.today.isoformat(),
        "upcoming": [_item(item) for item in announcements.upcoming],
        "changes": [_item(item) for item in announcements.present],
    }


def _item(item: Announcement) -> dict[str, Any]:
    return {
        "turn": item.turn.value,
        "kind": item.kind.value,
        "subject": item.subject,
        "set": item.set_id,
        "service_area": item.service_area or None,
        "teams": item.is_teams,
        "category": item.category.value if item.category else None,
        "before": item.before or None,
        "after": item.after or None,
        "effective": item.effective.isoformat() if item.effective else None,
        "version": item.version or None,
        "withdrawn": item.withdrawn or None,
        "still_in": list(item.still_in),
    }
