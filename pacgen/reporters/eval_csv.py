"""Answers as CSV, for spreadsheets: one row for a request, some columns for each client."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from pacgen.engine import Decision, Target
from pacgen.reporters.answers import Answers, Detail, details, fault_text, meant_otherwise
from pacgen.reporters.text import printable

__all__ = ["csv_text", "render"]


def render(
    batches: Iterable[Sequence[Answers]],
    targets: Sequence[Target],
    show: Sequence[Detail] = (),
) -> Iterator[str]:
    """
    Yield header and rows piece by piece.

    For each target: the route as the client takes it; what the script returned, if that says
    something else; the fault; and a column for each detail of *show*, its list in one cell with
    bars between.
    """
    columns = ["", "_returned", "_fault", *(f"_{detail}" for detail in show)]
    titles = [f"{target}{column}" for target in targets for column in columns]
    yield csv_text([["url", "environment", *titles]])
    for batch in batches:
        yield csv_text(
            [
                answers.request.url,
                answers.environment,
                *(cell for decision in answers.decisions for cell in _cells(decision, show)),
            ]
            for answers in batch
        )


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV; a cell never holds a line end or another character without a shape."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [printable(str(cell)) for cell in row] for row in rows
    )
    return text.getvalue()


def _cells(decision: Decision, show: Sequence[Detail]) -> Iterator[str]:
    yield str(decision.route)
    yield meant_otherwise(decision) or ""
    yield fault_text(decision.fault) if decision.fault else ""
    yield from (" | ".join(details(decision, detail)) for detail in show)
