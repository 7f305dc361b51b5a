"""Answers as a table for people: one row for a request, one column for a client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pacgen.engine import Decision, Target
from pacgen.reporters.answers import Answers, Detail, details, fault_text, meant_otherwise
from pacgen.reporters.text import Paint, cut, printable, wrapped

__all__ = ["render"]

_MARK = "~ "
"""Stands before a request for which the clients go different ways; works without colours."""

_TITLES = {Detail.ALERTS: "alert", Detail.CALLS: "called"}

_FAILED = " (fault)"
"""Stands behind the route that a client takes because the script gave it none."""


def render(
    batches: Iterable[Sequence[Answers]],
    targets: Sequence[Target],
    *,
    show: Sequence[Detail] = (),
    colour: bool = False,
) -> Iterator[str]:
    """
    Yield the table piece by piece; the first batch decides how wide the columns are.

    Args:
        batches: The answers; each for all of *targets*.
        targets: What the columns are about.
        show: What to tell besides the routes.
        colour: Whether the terminal shows colours.
    """
    pieces = iter(batches)
    first = next(pieces, ())
    table = _Table(first, targets, Paint(enabled=colour), show)
    yield table.head()
    for batch in chain([first], pieces):
        yield "".join(f"{line}\n" for answers in batch for line in table.lines(answers))


class _Table:
    def __init__(
        self,
        sample: Sequence[Answers],
        targets: Sequence[Target],
        paint: Paint,
        show: Sequence[Detail],
    ) -> None:
        self._targets = targets
        self._paint = paint
        self._show = show
        self._named = any(answers.environment for answers in sample)
        self._titles = ["url", *(["environment"] if self._named else []), *targets]
        rows = [self._titles, *(self._cells(answers) for answers in sample)]
        self._widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        self._told: set[Target] = set()

    def head(self) -> str:
        """Return the titles."""
        return self._paint(self._joined(self._titles), bold=True) + "\n"

    def lines(self, answers: Answers) -> Iterator[str]:
        """Yield the row and, below it, what does not fit into a column."""
        row = self._joined(self._cells(answers), differ=answers.differ)
        yield self._paint(row, "yellow", bold=True) if answers.differ else row
        # Clients often have the same to say: said once, for all of them.
        notes: dict[str, list[Target]] = {}
        for decision in answers.decisions:
            for note in self._notes(decision):
                notes.setdefault(note, []).append(decision.target)
        for note, targets in notes.items():
            who = "all" if len(targets) == len(self._targets) > 1 else ", ".join(targets)
            yield from wrapped(note, first=f"    {who}: ", rest=" " * 6)

    def _joined(self, cells: Sequence[str], *, differ: bool = False) -> str:
        padded = (f"{cell:{width}}" for cell, width in zip(cells, self._widths, strict=True))
        margin = "" if len(self._targets) == 1 else _MARK if differ else " " * len(_MARK)
        return f"{margin}{'  '.join(padded)}".rstrip()

    def _cells(self, answers: Answers) -> list[str]:
        environment = [printable(answers.environment)] if self._named else []
        routes = (f"{d.route}{_FAILED if d.fault else ''}" for d in answers.decisions)
        return [printable(answers.request.url), *environment, *routes]

    def _notes(self, decision: Decision) -> Iterator[str]:
        fault = decision.fault
        if fault is not None:
            # A fault of the whole file is the same on every row: said once.
            if not fault.kind.is_whole_file or decision.target not in self._told:
                yield fault_text(fault)
            if fault.kind.is_whole_file:
                self._told.add(decision.target)
        returned = meant_otherwise(decision)
        if returned is not None:
            yield f"the script returned {cut(returned)!r}"
        for detail in self._show:
            found = details(decision, detail)
            if detail is Detail.DNS and found:
                yield f"asked DNS for {', '.join(found)}"
            else:
                yield from (f"{_TITLES[detail]}: {text}" for text in found)
