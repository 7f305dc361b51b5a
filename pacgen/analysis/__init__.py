"""A PAC text becomes a partition of all hosts: proof instead of samples."""

from __future__ import annotations

from pacgen.analysis.confirm import confirmed
from pacgen.analysis.explorer import Budget, Explorer, Progress
from pacgen.analysis.languages import AddressSet, Bundle, IntSet, Language, describe
from pacgen.analysis.partition import (
    ALWAYS,
    Answer,
    Condition,
    Gap,
    GapKind,
    Leaf,
    Partition,
    Witness,
)
from pacgen.analysis.proof import NotProven, Proof, Proven, Refuted, prove
from pacgen.analysis.wanted import Wanted

__all__ = [
    "ALWAYS",
    "AddressSet",
    "Answer",
    "Budget",
    "Bundle",
    "Condition",
    "Explorer",
    "Gap",
    "GapKind",
    "IntSet",
    "Language",
    "Leaf",
    "NotProven",
    "Partition",
    "Progress",
    "Proof",
    "Proven",
    "Refuted",
    "Wanted",
    "Witness",
    "confirmed",
    "describe",
    "prove",
]
