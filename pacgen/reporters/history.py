"""The history of publications: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from pacgen.publish.history import Entry
from pacgen.reporters.json_schema import DESCRIBED
from pacgen.reporters.text import plural, printable

__all__ = ["SCHEMA", "HistoryDocument", "render_entry", "render_json", "render_text"]

SCHEMA = 1
_SHORT = 16


@dataclass(frozen=True, slots=True)
class HistoryDocument:
    """What ``pacgen history --format json`` prints."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    schema: int
    """Rises when a reader of the former form would go wrong."""

    state_directory: str
    current: int | None
    """The publication that is in place now."""

    publications: tuple[Entry, ...]
    """The newest first."""


def render_text(entries: Sequence[Entry], current: int | None, directory: str) -> str:
    """Return one line for each publication, the newest first."""
    if not entries:
        return f"nothing was published yet; the history will be in {printable(directory)}\n"
    rows = [_row(entry, current) for entry in reversed(entries)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def render_entry(entry: Entry) -> str:
    """Return everything that is known of one publication."""
    return "".join(f"{printable(line)}\n" for line in _lines(entry))


def render_json(entries: Sequence[Entry], current: int | None, directory: str) -> str:
    """Return everything as JSON, the newest first."""
    document = HistoryDocument(SCHEMA, directory, current, tuple(reversed(entries)))
    return json.dumps(asdict(document), indent=2) + "\n"


def _row(entry: Entry, current: int | None) -> tuple[str, ...]:
    mark = "*" if entry.number == current else " "
    files = plural(len(entry.files), "file")
    reason = printable(entry.reason)
    return f"{mark} {entry.number}", entry.when, entry.version or "-", files, reason


def _lines(entry: Entry) -> Iterator[str]:
    yield f"publication {entry.number}: {entry.reason}"
    yield f"when       {entry.when}, by pacgen {entry.pacgen}"
    yield f"endpoints  {entry.instance or 'unknown'} {entry.version}".rstrip()
    for kept in entry.files:
        yield f"file       {kept.file}: {kept.size} bytes, sha256 {kept.sha256}"
    if entry.gave_up is not None:
        yield f"gave up    publication {entry.gave_up}"
    for gate in entry.overridden:
        yield f"overridden {gate}"
    for change in entry.changes:
        yield f"changed    {change}"
