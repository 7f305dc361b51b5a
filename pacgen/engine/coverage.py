"""Which conditions and returns of a PAC file a list of requests puts to use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pacgen.engine.decision import Decision
from pacgen.engine.syntax import Span, SyntaxTree
from pacgen.engine.trace import Place, StepKind, instrument

__all__ = ["Coverage", "Tally", "Use"]

_Key = tuple[StepKind, Span]


@dataclass(frozen=True, slots=True)
class Use:
    """What became of one condition or return."""

    place: Place
    held: int
    """
    Requests in which the condition held at least once; in which the return was run.
    """

    failed: int = 0
    """Requests in which the condition did not hold at least once; 0 for a return."""

    example: str = ""
    """The URL of the first request in which it held, or was run; empty if there is none."""

    @property
    def branches(self) -> int:
        """How many ways lead on from here."""
        return 2 if self.place.kind is StepKind.CONDITION else 1

    @property
    def taken(self) -> int:
        """How many of them were taken."""
        return (self.held > 0) + (self.failed > 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a list of requests puts to use of a PAC file."""

    returns: tuple[Use, ...]
    """In the order of the source, as the conditions."""

    conditions: tuple[Use, ...]
    requests: int
    """How many were asked."""

    faults: int
    """Those to which the script gave no answer that a client can use."""

    cut: int
    """
    Those of which not everything is known: the story was too long, or the script behaves
    otherwise when it is watched.
    """

    @property
    def used_returns(self) -> int:
        """How many of the returns were run."""
        return sum(use.taken for use in self.returns)

    @property
    def branches(self) -> int:
        """How many ways lead on from conditions."""
        return sum(use.branches for use in self.conditions)

    @property
    def taken_branches(self) -> int:
        """How many of them were taken."""
        return sum(use.taken for use in self.conditions)

    @property
    def percent(self) -> float:
        """Of all returns and branches, how many were used; 100 where there are none."""
        every = len(self.returns) + self.branches
        return 100 * (self.used_returns + self.taken_branches) / every if every else 100.0


class Tally:
    """
    Counts what traced decisions tell of one PAC text.

    Args:
        text: The text, as the client that was asked decodes it.
    """

    def __init__(self, text: str) -> None:
        self._places = instrument(SyntaxTree(text)).places()
        self._held: dict[_Key, int] = {}
        self._failed: dict[_Key, int] = {}
        self._examples: dict[_Key, str] = {}
        self._requests = self._faults = self._cut = 0

    def add(self, decisions: Iterable[Decision]) -> None:
        """Count *decisions*, which have traces."""
        for decision in decisions:
            self._requests += 1
            self._faults += decision.fault is not None
            trace = decision.trace
            if trace is None or not (trace.trusted and trace.complete):
                self._cut += 1
            if trace is None or not trace.trusted:
                continue
            steps = {(step.kind, step.span, _holds(step.kind, step.holds)) for step in trace.steps}
            for kind, span, held in steps:
                key = (kind, span)
                counts = self._held if held else self._failed
                counts[key] = counts.get(key, 0) + 1
                if held:
                    self._examples.setdefault(key, decision.request.url)

    def coverage(self) -> Coverage:
        """Return what was counted so far."""
        uses = [self._use(place) for place in self._places]
        return Coverage(
            tuple(use for use in uses if use.place.kind is StepKind.RETURN),
            tuple(use for use in uses if use.place.kind is StepKind.CONDITION),
            self._requests,
            self._faults,
            self._cut,
        )

    def _use(self, place: Place) -> Use:
        key = (place.kind, place.span)
        return Use(
            place, self._held.get(key, 0), self._failed.get(key, 0), self._examples.get(key, "")
        )


def _holds(kind: StepKind, holds: bool) -> bool:  # noqa: FBT001 - a value, no switch
    return kind is StepKind.RETURN or holds
