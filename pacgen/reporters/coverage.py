"""What a list of requests puts to use of a PAC file: for people, change requests and programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from pacgen import __version__
from pacgen.engine import PacFile, StepKind
from pacgen.engine.coverage import Coverage, Use
from pacgen.reporters.markdown import cell, code
from pacgen.reporters.text import WIDTH, Paint, cut, plural, printable, wrapped

__all__ = ["SCHEMA", "render_json", "render_markdown", "render_text", "summary"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

_LONGEST = WIDTH - 17
"""Characters of a line of the file that are shown."""


def summary(coverage: Coverage) -> str:
    """Return the figures in one line."""
    return (
        f"{coverage.used_returns} of {plural(len(coverage.returns), 'return')} used, "
        f"{coverage.taken_branches} of {coverage.branches} branches taken "
        f"({coverage.percent:.0f}%), by {plural(coverage.requests, 'request')}"
    )


def render_text(pac: PacFile, coverage: Coverage, *, missed: bool, colour: bool) -> str:
    """
    Return the figures, then every return with how many requests it answered, then what is missed.

    Args:
        pac: The file, as the client decodes it.
        coverage: What was found out.
        missed: Whether to tell only what was not used.
        colour: Whether the terminal shows colours.
    """
    paint = Paint(enabled=colour)
    lines = list(_text(pac, coverage, missed=missed, paint=paint))
    return "".join(f"{line}\n" for line in lines)


def _text(pac: PacFile, coverage: Coverage, *, missed: bool, paint: Paint) -> Iterator[str]:
    yield from wrapped(f"{pac.name}: {summary(coverage)}", first="", rest="    ")
    source = _Source(pac)
    used = [use for use in coverage.returns if use.taken]
    if used and not missed:
        yield ""
        yield paint(f"{'requests':>8}  {'line':>5}  what answered them", bold=True)
        for use in used:
            yield f"{use.held:>8}  {use.place.span.line:>5}  {source.shown(use)}"
    unused = [use for use in coverage.returns if not use.taken]
    if unused:
        yield ""
        yield paint(f"{'':8}  {'line':>5}  what answered none", bold=True)
        for use in unused:
            yield paint(f"{'':8}  {use.place.span.line:>5}  {source.shown(use)}", "yellow")
    one_way = [use for use in coverage.conditions if use.taken == 1]
    if one_way:
        yield ""
        yield paint(f"{'':8}  {'line':>5}  what always went one way", bold=True)
        for use in one_way:
            way = "always" if use.held else "never"
            yield f"{way:>8}  {use.place.span.line:>5}  {_condition(use)}"
    unseen = [use for use in coverage.conditions if not use.taken]
    if unseen:
        yield ""
        where = ", ".join(_ranges(use.place.span.line for use in unseen))
        noun = plural(len(unseen), "condition")
        yield from wrapped(f"{noun} never looked at: line {where}", first="", rest="    ")
    yield from _doubts(coverage)


def render_markdown(pac: PacFile, coverage: Coverage) -> str:
    """Return the figures and two tables: all returns, and the conditions that went one way."""
    lines = [f"## Coverage of {code(pac.name)}", "", f"{summary(coverage)}.", ""]
    source = _Source(pac)
    lines += ["| requests | line | return |", "| ---: | ---: | --- |"]
    lines += [
        f"| {use.held or 'none'} | {use.place.span.line} | {cell(source.shown(use))} |"
        for use in coverage.returns
    ]
    partial = [use for use in coverage.conditions if use.taken < use.branches]
    if partial:
        lines += ["", "| held | did not | line | condition |", "| ---: | ---: | ---: | --- |"]
        lines += [
            f"| {use.held} | {use.failed} | {use.place.span.line} | {cell(_condition(use))} |"
            for use in partial
        ]
    doubts = list(_doubts(coverage))
    return "".join(f"{line}\n" for line in [*lines, *([""] * bool(doubts)), *doubts])


def render_json(pac: PacFile, coverage: Coverage) -> str:
    """Return everything; a contract like that of the other reports."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "pac": pac.name,
        "requests": coverage.requests,
        "faults": coverage.faults,
        "incomplete": coverage.cut,
        "percent": round(coverage.percent, 2),
        "returns": {
            "total": len(coverage.returns),
            "used": coverage.used_returns,
            "places": [_data(use) for use in coverage.returns],
        },
        "branches": {
            "total": coverage.branches,
            "taken": coverage.taken_branches,
            "places": [_data(use) for use in coverage.conditions],
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _data(use: Use) -> dict[str, Any]:
    place = use.place
    found: dict[str, Any] = {
        "line": place.span.line,
        "column": place.span.column,
        "function": place.function,
        "source": place.source,
    }
    if place.kind is StepKind.RETURN:
        found["requests"] = use.held
    else:
        found |= {"held": use.held, "did_not": use.failed}
    return {**found, "example": use.example or None}


def _doubts(coverage: Coverage) -> Iterator[str]:
    if coverage.faults:
        yield ""
        yield f"the script gave no usable answer to {plural(coverage.faults, 'request')}"
    if coverage.cut:
        yield ""
        yield from wrapped(
            f"not all is known of {plural(coverage.cut, 'request')}: the story was too long, or "
            "the script behaves otherwise when it is watched",
            first="",
            rest="    ",
        )


def _condition(use: Use) -> str:
    return printable(cut(" ".join(use.place.source.split()), _LONGEST))


class _Source:
    """The lines of the file."""

    def __init__(self, pac: PacFile) -> None:
        self._lines: Sequence[str] = pac.text.split("\n")

    def shown(self, use: Use) -> str:
        """Return the line of a return; what it returns where the line is too long."""
        line = " ".join(self._lines[use.place.span.line - 1].split())
        if len(line) > _LONGEST:
            line = f"return {' '.join(use.place.source.split())}"
        return printable(cut(line, _LONGEST))


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Yield consecutive numbers as ``3-7``."""
    ordered = sorted(set(numbers))
    for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"
