"""What changed: between two endpoint documents."""

from __future__ import annotations

from pacgen.compare.documents import (
    AreaDifference,
    DocumentDifference,
    Entries,
    Placed,
    SetChange,
    compare,
)

__all__ = [
    "AreaDifference",
    "DocumentDifference",
    "Entries",
    "Placed",
    "SetChange",
    "compare",
]
