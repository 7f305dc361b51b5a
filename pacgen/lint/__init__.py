"""A PAC file and an expectation become findings."""

from __future__ import annotations

from pacgen.lint.acceptance import Check
from pacgen.lint.finding import (
    Confidence,
    Edit,
    Effect,
    Evidence,
    Finding,
    Fix,
    Place,
    Related,
    Severity,
)
from pacgen.lint.linter import lint
from pacgen.lint.report import Outcome, Report, Tally
from pacgen.lint.rule import Rule
from pacgen.lint.rules import RULES

__all__ = [
    "RULES",
    "Check",
    "Confidence",
    "Edit",
    "Effect",
    "Evidence",
    "Finding",
    "Fix",
    "Outcome",
    "Place",
    "Related",
    "Report",
    "Rule",
    "Severity",
    "Tally",
    "lint",
]
