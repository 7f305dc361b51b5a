"""What a rule can look at: the file, what is expected of it, and its answers to all probes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pacgen.engine import Decision, Fault, FaultKind, PacFile, SyntaxTree
from pacgen.lint.finding import Evidence
from pacgen.lint.probes import Probe, Role, Variant
from pacgen.policy.expectation import Expectation

__all__ = ["Answer", "LintContext", "Trouble", "grouped"]

_EVIDENCE = 3

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Answer:
    """A probe and what the file answered."""

    probe: Probe
    decision: Decision

    @property
    def is_direct(self) -> bool:
        """Whether the script itself says DIRECT; clients also go DIRECT after every error."""
        return self.decision.fault is None and self.decision.is_direct

    @property
    def is_clean_direct(self) -> bool:
        """Whether the script says DIRECT and nothing that the client drops."""
        return self.is_direct and not self.decision.dropped

    @property
    def is_proxied(self) -> bool:
        """Whether a proxy is tried first."""
        return self.decision.fault is None and not self.decision.route.starts_direct

    @property
    def returned(self) -> str:
        """What the script returned, or what kept it from that, in one line."""
        if self.decision.fault is not None and self.decision.returned is None:
            return self.decision.fault.message
        return self.decision.returned or '""'


@dataclass(frozen=True, slots=True)
class Trouble:
    """Answers that share a fault with one cause."""

    fault: Fault
    """Of the first answer."""

    answers: tuple[Answer, ...]

    @property
    def is_missing_result(self) -> bool:
        """Whether the function ended without a result."""
        return (
            self.fault.kind is FaultKind.NOT_A_STRING and "returned undefined" in self.fault.message
        )

    @property
    def shown(self) -> tuple[Answer, ...]:
        """
        The answers that show it best.

        After a script has hung a few times the engine asks no more; those requests show nothing.
        """
        if self.fault.kind is not FaultKind.TIMEOUT:
            return self.answers
        return tuple(answer for answer in self.answers if answer.decision.fault == self.fault)

    @property
    def is_unreadable_for_controls(self) -> bool:
        """Whether hosts that should be proxied get a result that no client can read."""
        return self.fault.kind is FaultKind.INVALID_RESULT and any(
            answer.probe.role is Role.CONTROL_HOST for answer in self.answers
        )


class LintContext:
    """
    Everything that rules look at. They share it, and must not change it.

    Args:
        pac: The file.
        expectation: What it is held against.
        answers: One for each probe that was made, in the probes' order; empty if the file was
            not run.
    """

    def __init__(
        self, pac: PacFile, expectation: Expectation, answers: Iterable[Answer] = ()
    ) -> None:
        self.pac = pac
        self.expectation = expectation
        self.answers = tuple(answers)

    def select(self, *roles: Role, variant: Variant = Variant.PLAIN) -> tuple[Answer, ...]:
        """Return the answers to the probes with one of *roles* in the form *variant*."""
        return tuple(
            answer
            for answer in self.answers
            if answer.probe.role in roles and answer.probe.variant is variant
        )

    def plain(self, host: str) -> Answer | None:
        """Return the answer for *host* in plain form, if it was asked about."""
        return self._plain.get(host)

    @cached_property
    def tree(self) -> SyntaxTree:
        """The syntax tree of the file; broken files have one too."""
        return SyntaxTree(self.pac.text)

    @property
    def whole_file_fault(self) -> Fault | None:
        """Why no request at all gets an answer; ``None`` if some do."""
        for answer in self.answers:
            fault = answer.decision.fault
            if fault is not None and fault.kind.is_whole_file:
                return fault
        return None

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """The faulty answers, those with one cause together, in the order of their first."""
        faulty = [(a.decision.fault, a) for a in self.answers if a.decision.fault is not None]
        return tuple(
            Trouble(members[0][0], tuple(answer for _, answer in members))
            for members in grouped(faulty, lambda pair: _cause(pair[0])).values()
        )

    @property
    def default_is_direct(self) -> bool:
        """Whether most control hosts get a clean DIRECT: then DIRECT is what the file is for."""
        controls = self.select(Role.CONTROL_HOST)
        return 2 * sum(answer.is_clean_direct for answer in controls) > len(controls)

    @property
    def default(self) -> str | None:
        """What most control hosts get; of two that are equally common, the first."""
        controls = grouped(self.select(Role.CONTROL_HOST), lambda answer: answer.returned)
        return max(controls, key=lambda returned: len(controls[returned]), default=None)

    def evidence(self, answers: Iterable[Answer]) -> tuple[Evidence, ...]:
        """Return a few of *answers* as evidence: of as many subjects as possible."""
        by_subject = grouped(answers, lambda answer: answer.probe.subject)
        chosen = [members[0] for members in by_subject.values()]
        return tuple(self._evidence(answer) for answer in chosen[:_EVIDENCE])

    def _evidence(self, answer: Answer) -> Evidence:
        decision, wanted = answer.decision, answer.probe.wanted
        return Evidence(
            url=decision.request.url,
            host=decision.request.host,
            target=decision.target,
            returned=decision.returned,
            route=str(decision.route),
            fault=decision.fault.message if decision.fault else "",
            expected="DIRECT" if answer.probe.must_be_direct else "a proxy",
            sets=tuple(s.id for s in wanted.sets) if wanted else (),
            category=wanted.category if wanted else None,
            version=self.expectation.version if wanted else "",
        )

    @cached_property
    def _plain(self) -> Mapping[str, Answer]:
        plain = [a for a in self.answers if a.probe.variant is Variant.PLAIN]
        return {answer.probe.host: answer for answer in plain}


def grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, list[_Item]]:
    """Sort *items* into lists by *key*; keys in the order of their first item."""
    groups: dict[_Key, list[_Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


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
