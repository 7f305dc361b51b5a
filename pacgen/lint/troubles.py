"""
Requests that the script fails to answer, sorted by cause.

Several rules speak of them. Here it is decided which of them owns which, so that none is reported
twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pacgen.engine import Fault, FaultKind, Target
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.probes import Role
from pacgen.lint.worlds import WorldKind

__all__ = ["Trouble", "TroubleKind", "troubles"]


class TroubleKind(Enum):
    """Why there is no answer."""

    MISSING = "missing"
    """The function ended without a result."""

    NOT_A_STRING = "not-a-string"
    """It returned something else than a string."""

    UNGUARDED_DNS = "unguarded-dns"
    """It throws when a name does not resolve, and does not when it does."""

    SLOW = "slow"
    """It did not end in time."""

    RESULT = "result"
    """A string that no client can read; :mod:`pacgen.lint.flaws` says why."""

    OTHER = "other"
    """It does not load, or it throws."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Answers that share a fault with one cause."""

    kind: TroubleKind
    fault: Fault
    """Of the first answer."""

    answers: tuple[Answer, ...]

    @property
    def requests(self) -> int:
        """How many requests there were; one that was made by several clients counts once."""
        return len({id(answer.probe) for answer in self.answers})

    @property
    def targets(self) -> tuple[Target, ...]:
        """The clients that have it."""
        concerned = {answer.target for answer in self.answers}
        return tuple(target for target in Target if target in concerned)

    @property
    def is_odd(self) -> bool:
        """Whether it concerns nothing but hosts of unusual form."""
        return all(answer.probe.role is Role.ODD for answer in self.answers)

    @property
    def shown(self) -> tuple[Answer, ...]:
        """
        The answers that show it best.

        After a script has hung a few times the engine asks no more; those requests show nothing.
        """
        usual = [answer for answer in self.answers if answer.probe.role is not Role.ODD]
        shown = tuple(usual) or self.answers
        if self.fault.kind is not FaultKind.TIMEOUT:
            return shown
        return tuple(answer for answer in shown if answer.decision.fault == self.fault)


def troubles(context: LintContext, *kinds: TroubleKind) -> list[Trouble]:
    """Return the faulty answers in *context*, those with one cause together."""
    faulty = [(a.decision.fault, a) for a in context.in_all_worlds if a.decision.fault is not None]
    found = []
    for members in grouped(faulty, lambda pair: _cause(pair[0])).values():
        fault, answers = members[0][0], tuple(answer for _, answer in members)
        kind = _kind(context, fault, answers)
        if kind in kinds:
            found.append(Trouble(kind, fault, answers))
    return found


def _kind(context: LintContext, fault: Fault, answers: tuple[Answer, ...]) -> TroubleKind:
    match fault.kind:
        case FaultKind.NOT_A_STRING:
            missing = "returned undefined" in fault.message
            return TroubleKind.MISSING if missing else TroubleKind.NOT_A_STRING
        case FaultKind.INVALID_RESULT:
            return TroubleKind.RESULT
        case FaultKind.TIMEOUT if any(answer.decision.fault == fault for answer in answers):
            return TroubleKind.SLOW
        case FaultKind.EXCEPTION if _is_unguarded(context, answers):
            return TroubleKind.UNGUARDED_DNS
        case _:
            return TroubleKind.OTHER


def _is_unguarded(context: LintContext, answers: tuple[Answer, ...]) -> bool:
    """Say whether the same requests do well as soon as the name resolves."""
    failing = {
        (answer.target, answer.probe.request)
        for answer in answers
        if answer.probe.world.kind is WorldKind.PLAIN
    }
    return any(
        answer.decision.fault is None and (answer.target, answer.probe.request) in failing
        for answer in context.sweep(WorldKind.DNS)
    )


def _cause(fault: Fault) -> tuple[FaultKind, object, object]:
    """
    Return what faults of one cause have in common.

    The message may name the host, so where the place is known it counts for more.
    """
    if fault.line is not None:
        return fault.kind, fault.line, fault.column
    if fault.kind is FaultKind.NOT_A_STRING:
        return fault.kind, fault.message, None
    return fault.kind, None, None
