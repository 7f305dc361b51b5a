"""What changed: between two PAC files, or two endpoint documents."""

from __future__ import annotations

from pacgen.compare.changes import EVERY_HOST, ChangeKind, RouteChange, RouteDiff, Side, Unproven
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
    "AreaDifference",
    "ChangeKind",
    "DocumentDifference",
    "Entries",
    "Placed",
    "RouteChange",
    "RouteDiff",
    "SetChange",
    "Side",
    "Unproven",
    "compare",
    "compare_pacs",
    "compare_with_policy",
]
