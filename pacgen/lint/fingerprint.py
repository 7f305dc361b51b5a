"""
A mark by which a finding is known again after the file has changed elsewhere.

It is made of the rule, the file and the text of the line, not of the line's number; of what the
finding is about where it has no line. Findings that are alike in all of that are numbered.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from pacgen.lint.finding import Finding
from pacgen.lint.report import Report

__all__ = ["fingerprints", "portable_path"]

_LENGTH = 32
_LONG = 300
"""A line longer than this is machine-made: only what is near the place counts."""

_NEAR = 60


def fingerprints(report: Report) -> tuple[str, ...]:
    """Return the fingerprint of each finding of *report*, in their order."""
    return tuple(_numbered(report))


def portable_path(name: str) -> str:
    """Return a path as all systems write it, ``./`` and backslashes aside; a URL as it is."""
    return name if "://" in name else PurePath(name).as_posix()


def _numbered(report: Report) -> Iterator[str]:
    lines = report.pac.text.split("\n")
    seen: Counter[str] = Counter()
    for finding in report.findings:
        name = report.pac.name
        parts = (finding.rule, portable_path(name), _what(finding, name, lines))
        mark = hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
        seen[mark] += 1
        suffix = f"-{seen[mark]}" if seen[mark] > 1 else ""
        yield f"{mark[:_LENGTH]}{suffix}"


def _what(finding: Finding, name: str, lines: list[str]) -> str:
    # A place in a file beside the PAC file: its lines are not at hand.
    is_here = portable_path(finding.place.file) == portable_path(name)
    line = finding.place.line if is_here else None
    if line is not None and 1 <= line <= len(lines):
        return " ".join(_piece(lines[line - 1], finding.place.column or 1).split())
    return " ".join(sorted(finding.subjects)) or finding.message


def _piece(line: str, column: int) -> str:
    if len(line) <= _LONG:
        return line
    return line[max(0, column - 1 - _NEAR) : column - 1 + _NEAR]
