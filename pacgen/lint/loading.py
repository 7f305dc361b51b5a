"""Why a file does not load, and where."""

from __future__ import annotations

from pacgen.engine import Fault, FaultKind, Span, Target
from pacgen.lint.context import LintContext

__all__ = ["is_without_entry_point", "span_of", "syntax_fault"]


def syntax_fault(context: LintContext) -> Fault | None:
    """
    Return the syntax error that keeps the file from loading.

    One that only an old engine finds, because the file is written in a newer language, is none.
    """
    for target, fault in context.failing_targets.items():
        if fault.kind is FaultKind.SYNTAX:
            is_old = target is Target.WINHTTP
            if not is_old or context.tree.is_broken:
                return fault
    return None


def is_without_entry_point(context: LintContext) -> bool:
    """Say whether the file loads and defines no entry point."""
    faults = context.failing_targets.values()
    return any(fault.kind is FaultKind.NO_ENTRY_POINT for fault in faults)


def span_of(text: str, start: int, end: int) -> Span:
    """Return the place of the characters from *start* to *end*."""
    line, column = _position(text, start)
    end_line, end_column = _position(text, end)
    return Span(line, column, end_line, end_column)


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
