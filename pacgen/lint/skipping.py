"""
A file in which chosen rules do not decide but are noted: what would answer in their place.

Each of the rules adds its number to a note where its test holds, and is passed over. What the file
returns in the end comes with the note, so that one run tells which rules a host meets, one after
the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.engine import Span
from pacgen.lint.clauses import Clause, entry_returns, mark, number_of
from pacgen.lint.context import LintContext
from pacgen.lint.edits import edited
from pacgen.lint.finding import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Passage", "passage", "skipping"]

_NOTE = "pacgenNote"
_READ = re.compile(r"(?:undefined)?((?:[0-9]+,)*)\|(=?)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a request met on its way through the file."""

    noted: tuple[int, ...]
    """The numbers of the rules whose test held and that were passed over; none: none was."""

    number: int | None
    """The rule that answered; ``None``: another statement did."""

    returned: str
    """What that statement returned; empty where a rule answered."""

    @property
    def is_whole(self) -> bool:
        """Whether it is known what comes after the first rule."""
        return bool(self.noted)

    @property
    def first_rule(self) -> int | None:
        """Which rule decides; ``None``: none does."""
        return self.noted[0] if self.noted else self.number

    def next_rule(self, without: Container[int] = ()) -> int | None:
        """Return which rule answers in place of the first, and of *without*; ``None``: none."""
        after = (*self.noted[1:], *([] if self.number is None else [self.number]))
        return next((number for number in after if number not in without), None)


def skipping(
    context: LintContext, known: Sequence[Clause], skipped: Sequence[Clause]
) -> str | None:
    """
    Return the file with *skipped* noted in place of deciding; lines stay what they are.

    ``None`` where that cannot be written.
    """
    text = context.pac.text
    if not skipped or _NOTE in text:
        return None
    return edited(text, list(_edits(context, known, skipped)))


def passage(returned: str | None) -> Passage | None:
    """Read what such a file returned; ``None`` if it failed."""
    found = _READ.fullmatch(returned or "")
    if found is None:
        return None
    noted = tuple(map(int, filter(None, found[1].split(","))))
    number = None if found[2] else number_of(found[3])
    return Passage(noted, number, found[3] if number is None else "")


def _edits(
    context: LintContext, known: Sequence[Clause], skipped: Sequence[Clause]
) -> Iterator[Edit]:
    index = context.program.index
    first = index.span(_statement(context, known[0]))
    yield _insertion(first.line, first.column, f'var {_NOTE} = ""; ')
    numbers = {clause.number for clause in skipped}
    for clause in known:
        if clause.number in numbers:
            test = index.span(clause.condition)
            noting = f") && !({_NOTE} += {json.dumps(f'{clause.number},')})"
            # Inside the parentheses that every condition has.
            yield _insertion(test.line, test.column + 1, "(")
            yield _insertion(test.end_line, test.end_column - 1, noting)
        else:
            yield Edit(clause.span, f'{_NOTE} + "|" + {mark(clause)}')
    values = {clause.value.id for clause in known}
    for nodes in entry_returns(context.program).values():
        for node in nodes:
            if node.id not in values:
                span = index.span(node)
                yield _insertion(span.line, span.column, f'{_NOTE} + "|=" + (')
                yield _insertion(span.end_line, span.end_column, ")")


def _statement(context: LintContext, clause: Clause) -> Node:
    """Return the statement of the function's body that *clause* is in."""
    index = context.program.index
    body = index.field(index.function(clause.statement), "body")
    node = clause.statement
    while (parent := index.parent(node)) is not None and parent != body:
        node = parent
    return node


def _insertion(line: int, column: int, text: str) -> Edit:
    return Edit(Span(line, column, line, column), text)
