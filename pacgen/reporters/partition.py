"""All that a PAC file answers, as a table: for people, change requests and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pacgen import __version__
from pacgen.analysis import Answer, Gap, Partition, describe
from pacgen.analysis.languages import host_names
from pacgen.analysis.table import Row
from pacgen.reporters.environment import environment_data, file_argument
from pacgen.reporters.markdown import cell, code, escaped
from pacgen.reporters.text import WIDTH, Paint, cut, plural, printable, wrapped

__all__ = [
    "SCHEMA",
    "Table",
    "answer_text",
    "gap_data",
    "gap_lines",
    "mending",
    "place_data",
    "place_of",
    "render_json",
    "render_markdown",
    "render_text",
]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

_MOST = 200
"""Rows that are shown, unless all are wanted."""

_PATTERNS = 12
_EVERY_PATTERN = 1000
_GAPS = 5
_EXAMPLES = 2


@dataclass(frozen=True)
class Table:
    """A partition and what it is about."""

    pac: str
    """The file's name."""

    scopes: tuple[str, ...]
    """The patterns, as the user named them."""

    rows: tuple[Row, ...]
    partition: Partition
    every: bool = False
    """Whether to show all of it."""


def render_text(table: Table, *, colour: bool = False) -> str:
    """Return the size of the table, its rows by line, and what is not understood."""
    paint = Paint(enabled=colour)
    return "".join(f"{line}\n" for line in _text(table, paint))


def _text(table: Table, paint: Paint) -> Iterator[str]:
    for line in wrapped(f"{table.pac}: {_verdict(table)}", first="", rest="    "):
        yield paint(line, bold=True)
    for row in _shown(table):
        yield ""
        place = ", column ".join(map(str, place_of(row.answer, row.line)))
        place = f"line {place}" if place else "no line"
        yield paint(f"{place}: {printable(cut(answer_text(row.answer), WIDTH - 12))}", bold=True)
        patterns = _patterns(table, row, _EVERY_PATTERN if table.every else _PATTERNS)
        yield from wrapped(", ".join(patterns), first="    hosts ", rest=" " * 10)
        if row.condition:
            yield from wrapped(row.condition, first="    when  ", rest=" " * 10)
        advice = mending(table.pac, row.answer)
        if advice:
            yield from wrapped(advice, first="    fix   ", rest=" " * 10)
        if not row.exact:
            note = f"some of these may be answered by another line{_unknown(row)}"
            yield from wrapped(note, first="    note  ", rest=" " * 10)
    if len(table.rows) > len(_shown(table)):
        more = plural(len(table.rows) - _MOST, "more region")
        yield ""
        yield f"and {more}; --all shows them"
    yield from gap_lines(table.partition.gaps)


def render_markdown(table: Table) -> str:
    """Return the table, a row for each region."""
    lines = [f"## {code(table.pac)}: {escaped(', '.join(table.scopes))}", ""]
    lines += [f"{escaped(_verdict(table))}.", ""]
    lines += ["| line | route | hosts | when |", "| ---: | --- | --- | --- |"]
    for row in _shown(table):
        hosts = "<br>".join(map(cell, _patterns(table, row, _PATTERNS)))
        route = cell(answer_text(row.answer))
        place = ":".join(map(str, place_of(row.answer, row.line)))
        lines.append(f"| {place} | {route} | {hosts} | {escaped(row.condition)} |")
    lines += [
        "",
        *(f"- not proven: {escaped(reason)}" for reason in _reasons(table.partition.gaps)),
    ]
    return "".join(f"{line}\n" for line in lines)


def render_json(table: Table) -> str:
    """Return everything; a contract like that of the other reports."""
    partition = table.partition
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "pac": table.pac,
        "target": partition.target.value,
        "scope": list(table.scopes),
        "max_labels": partition.max_labels,
        "complete": partition.complete,
        "regions": [_data(table, row) for row in table.rows],
        "gaps": [gap_data(gap) for gap in partition.gaps],
    }
    return json.dumps(document, indent=2) + "\n"


def answer_text(answer: Answer) -> str:
    """Return what a client makes of an answer, in one line."""
    if answer.fault is not None:
        return f"no answer ({answer.fault.message}), so DIRECT"
    if answer.returned is None:
        return f"{answer.route}: clients do not ask the script"
    return str(answer.route)


def place_of(answer: Answer, line: int | None) -> tuple[int, ...]:
    """Return line and column, as far as they are known, of what made an answer."""
    fault = answer.fault
    known = (line, None) if line is not None or fault is None else (fault.line, fault.column)
    return tuple(number for number in known if number is not None)


def place_data(answer: Answer, line: int | None) -> dict[str, int | None]:
    """Return the same for JSON."""
    known = (*place_of(answer, line), None, None)
    return {"line": known[0], "column": known[1]}


def mending(pac: str, answer: Answer) -> str:
    """Return what to do where a file gives no answer to any request; ``""`` where it does."""
    if answer.fault is None or not answer.fault.kind.is_whole_file:
        return ""
    return f"pacgen lint {file_argument(pac)} says what is likely to be wrong"


def gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield what is not understood, each reason once, for people."""
    if gaps:
        yield ""
    for reason in _reasons(gaps):
        yield from wrapped(reason, first="not proven: ", rest="    ")


def _reasons(gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield each reason once, with some of its hosts."""
    reasons: dict[str, list[Gap]] = {}
    for gap in gaps:
        place = f"line {gap.line}: " if gap.line is not None else ""
        reasons.setdefault(f"{place}{gap.construct}: {gap.reason}", []).append(gap)
    for reason, alike in list(reasons.items())[:_GAPS]:
        # There may be thousands, and one looks as the other.
        shown = (next(iter(describe(gap.hosts, limit=1)), "") for gap in alike[:_EXAMPLES])
        named = [host for host in dict.fromkeys(shown) if host]
        where = f" ({', '.join(named)}{' and others' if len(alike) > _EXAMPLES else ''})"
        yield f"{reason}{where if named else ''}"
    if len(reasons) > _GAPS:
        yield f"and {plural(len(reasons) - _GAPS, 'more reason')}"


def gap_data(gap: Gap) -> dict[str, Any]:
    """Return a gap for JSON."""
    return {
        "kind": gap.kind.value,
        "construct": gap.construct,
        "reason": gap.reason,
        "line": gap.line,
        "hosts": list(describe(gap.hosts, limit=_PATTERNS)),
        "condition": None if gap.condition.is_always else str(gap.condition),
    }


def _data(table: Table, row: Row) -> dict[str, Any]:
    answer = row.answer
    return {
        "hosts": list(_patterns(table, row, _EVERY_PATTERN)),
        "condition": row.condition or None,
        "route": str(answer.route),
        "returned": answer.returned,
        "fault": answer.fault.message if answer.fault else None,
        **place_data(answer, row.line),
        "exact": row.exact,
        "witness": {
            "url": row.witness.url,
            "host": row.witness.host,
            "environment": environment_data(row.witness.environment),
        },
    }


def _unknown(row: Row) -> str:
    """Return what makes a row uncertain."""
    if row.unknown is None:
        return ""
    place = f"line {row.unknown.line}: " if row.unknown.line is not None else ""
    return f" ({place}{row.unknown.reason})"


def _verdict(table: Table) -> str:
    partition = table.partition
    labels = f"up to {partition.max_labels} labels" if partition.max_labels else "of any length"
    what = f"{plural(len(table.rows), 'region')} of {', '.join(table.scopes)}"
    done = "complete" if partition.complete else "not complete"
    return f"{what}, {done} ({partition.target}; hosts {labels})"


def _patterns(table: Table, row: Row, limit: int) -> tuple[str, ...]:
    return describe(row.hosts, within=host_names(table.partition.max_labels), limit=limit)


def _shown(table: Table) -> tuple[Row, ...]:
    return table.rows if table.every else table.rows[:_MOST]
