"""
Announcements as JSON, for programs.

Keys are added, never renamed or taken away, as long as ``schema`` stays the same.
"""

from __future__ import annotations

import json
from typing import Any

from pacgen import __version__
from pacgen.compare import Announcement, Announcements

__all__ = ["SCHEMA", "document", "item", "render"]

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
        "upcoming": [item(found) for found in announcements.upcoming],
        "changes": [item(found) for found in announcements.present],
    }


def item(found: Announcement) -> dict[str, Any]:
    """Return one announcement, as data."""
    return {
        "turn": found.turn.value,
        "kind": found.kind.value,
        "subject": found.subject,
        "set": found.set_id,
        "service_area": found.service_area or None,
        "teams": found.is_teams,
        "category": found.category.value if found.category else None,
        "before": found.before or None,
        "after": found.after or None,
        "effective": found.effective.isoformat() if found.effective else None,
        "version": found.version or None,
        "withdrawn": found.withdrawn or None,
        "still_in": list(found.still_in),
    }
