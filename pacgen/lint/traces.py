"""How answers came about; asked for once each, and of a very long file only for a few."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pacgen.engine import Target, Trace
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.asker import Asker

__all__ = ["LONG", "Traces"]

LONG = 300_000
"""Characters from which on it is doubtful whether a trace comes to its end."""

_SAMPLE = 12
"""Of so many answers of a long file the deciding line is found out, all in one go."""


class Traces:
    """
    The traces of answers of one file.

    A trace that breaks off knows the line that decided, but not all that came before; the next one
    would do no better, and in a long file each takes seconds.

    Args:
        asker: Puts questions to the file; ``None`` if it was not run.
        size: Characters of the file.
        entries: Returns the answers that findings are likely to be about.
    """

    def __init__(
        self, asker: Asker | None, size: int, entries: Callable[[], Iterable[Answer]]
    ) -> None:
        self._asker = asker
        self._size = size
        self._entries = entries
        self._traces: dict[tuple[int, Target], Trace | None] = {}
        self._is_broken_off = False

    def of(self, answers: Iterable[Answer]) -> list[Trace | None]:
        """Return how each of *answers* came about; ``None`` where that is not certain."""
        wanted = list(answers)
        if self._size > LONG and not self._traces:
            self._ask([*wanted[:1], *self._sample()])
        if not self._is_broken_off:
            self._ask(wanted)
        return [self._traces.get((id(a.probe), a.target)) for a in wanted]

    def _sample(self) -> list[Answer]:
        """Return one answer of each entry that does not get what it should."""
        first: dict[str, Answer] = {}
        for answer in self._entries():
            if answer.decision.fault is None and not answer.is_direct:
                first.setdefault(answer.probe.subject, answer)
        return list(first.values())[:_SAMPLE]

    def _ask(self, answers: Iterable[Answer]) -> None:
        missing = {
            (id(answer.probe), answer.target): answer
            for answer in answers
            if (id(answer.probe), answer.target) not in self._traces
        }
        batches = grouped(missing.values(), lambda a: (a.target, a.decision.environment))
        for (target, environment), batch in batches.items():
            requests = [answer.decision.request for answer in batch]
            traced = self._asker.trace(requests, target, environment) if self._asker else []
            found = [decision.trace for decision in traced] or [None] * len(batch)
            for answer, trace in zip(batch, found, strict=True):
                self._is_broken_off |= trace is not None and not trace.complete
                trusted = trace if trace is not None and trace.trusted else None
                self._traces[id(answer.probe), answer.target] = trusted
