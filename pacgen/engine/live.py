"""
Real DNS answers for a PAC file, without letting the script near a network.

The script runs in its process as ever, with the records that are known. The names that it asked
for in vain are then looked up on this side, and it is asked again, until it has no new question.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pacgen.engine.decision import Decision
from pacgen.engine.environment import DnsRecord, Environment
from pacgen.engine.evaluator import Evaluator
from pacgen.engine.request import Request
from pacgen.errors import UsageError

__all__ = ["LiveDns", "LookUpAll"]

LookUpAll = Callable[[Iterable[str], float], Mapping[str, tuple[str, ...]]]
"""From names and a number of seconds to the addresses of those that were answered for in time."""

_MAX_ROUNDS = 10
"""A script that asks for a new name after each answer is followed so far."""

_MAX_REMEMBERED = 10_000
"""Names without an answer that are remembered: a long list of requests must not fill the memory."""


@dataclass(frozen=True, slots=True)
class _Cap:
    names: int
    seconds: float


class LiveDns:
    """
    Asks scripts in an environment that is filled up with real DNS answers.

    One object serves a whole run: it keeps the answers, and the caps hold for all of them
    together.

    Args:
        look_up_all: Asks the network.
        max_names: How many names may be looked up.
        seconds: How long all lookups may take together.
    """

    def __init__(
        self, look_up_all: LookUpAll, *, max_names: int = 100, seconds: float = 10.0
    ) -> None:
        self._look_up_all = look_up_all
        self._cap = _Cap(max_names, seconds)
        self._records: dict[str, DnsRecord] = {}
        self._used_seconds = 0.0
        self._given_up: dict[str, None] = {}

    def decide(
        self,
        evaluator: Evaluator,
        requests: Sequence[Request],
        environment: Environment | None = None,
    ) -> list[Decision]:
        """
        Ask as :meth:`Evaluator.decide` does; what *environment* has no record of is looked up.

        The environment of the decisions holds the records that were added.
        """
        stated = environment or Environment()
        known = self._completed(stated)
        decisions = evaluator.decide(requests, known)
        for _ in range(_MAX_ROUNDS):
            names = known.unanswered(name for decision in decisions for name in decision.dns)
            if not self._learn(names):
                break
            known = self._completed(stated)
            decisions = evaluator.decide(requests, known)
        return decisions

    @property
    def looked_up(self) -> int:
        """How many names have an answer."""
        return len(self._records)

    @property
    def given_up(self) -> tuple[str, ...]:
        """
        The names that were not looked up, or not in time: they did not resolve for the script.
        At most 10,000 of them.
        """
        return tuple(self._given_up)

    def _completed(self, stated: Environment) -> Environment:
        """Return *stated* with what was learnt; what is stated always counts more."""
        names = stated.unanswered(self._records)
        return stated.with_records(self._records[name] for name in names)

    def _learn(self, names: Sequence[str]) -> bool:
        """Look *names* up as far as the caps allow; say whether anything came of it."""
        new = [name for name in names if name not in self._given_up]
        allowed = new[: max(0, self._cap.names - len(self._records) - len(self._given_up))]
        seconds = self._cap.seconds - self._used_seconds
        answers: Mapping[str, tuple[str, ...]] = {}
        if allowed and seconds > 0:
            began = time.monotonic()
            answers = self._look_up_all(allowed, seconds)
            self._used_seconds += time.monotonic() - began
        for name in new:
            record = _record(name, answers.get(name))
            if record is not None:
                self._records[name] = record
            elif len(self._given_up) < _MAX_REMEMBERED:
                self._given_up[name] = None
        return any(name in self._records for name in new)


def _record(name: str, addresses: tuple[str, ...] | None) -> DnsRecord | None:
    if addresses is None:
        return None
    try:
        return DnsRecord(name, addresses)
    except UsageError:
        # What the script asked for is no name at all; without a record it does not resolve.
        return None
