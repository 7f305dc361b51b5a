"""What changed: between two PAC files, or two endpoint documents."""

from __future__ import annotations

from pacgen.compare.changes import ChangeKind, RouteChange, RouteDiff, Side, Unproven
from pacgen.compare.documents import (
    AreaDifference,
    DocumentDifference,
    Entries,
    Placed,
    SetChange,
    compare,
)
from pacgen.compare.pacs import compare_pacs

__all__ = [
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
]
