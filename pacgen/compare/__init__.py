"""What changed: between two PAC files or endpoint documents, or as Microsoft announces it."""

from __future__ import annotations

from pacgen.analysis.scope import EVERY_HOST
from pacgen.compare.announcements import (
    Announcement,
    Announcements,
    Kind,
    Source,
    Turn,
    announced,
    between,
)
from pacgen.compare.changes import ChangeKind, RouteChange, RouteDiff, Side, Unproven
from pacgen.compare.documents import (
    AreaDifference,
    DocumentDifference,
    Entries,
    Placed,
    SetChange,
    compare,
)
from pacgen.compare.pacs import compare_pacs, compare_with_policy

__all__ = [
    "EVERY_HOST",
    "Announcement",
    "Announcements",
    "AreaDifference",
    "ChangeKind",
    "DocumentDifference",
    "Entries",
    "Kind",
    "Placed",
    "RouteChange",
    "RouteDiff",
    "SetChange",
    "Side",
    "Source",
    "Turn",
    "Unproven",
    "announced",
    "between",
    "compare",
    "compare_pacs",
    "compare_with_policy",
]
