"""What a rule can look at: the file, what is expected of it, and its answers to all probes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar, cast

from pacgen.engine import Fault, PacFile, SyntaxTree, Target, Trace
from pacgen.lint.answers import Answer, ask, grouped, is_same
from pacgen.lint.asker import Asker
from pacgen.lint.causes import Cause, causes
from pacgen.lint.finding import Evidence, Finding, Place
from pacgen.lint.literals import (
    Literal,
    NamedNetwork,
    named_hosts,
    named_networks,
    string_literals,
)
from pacgen.lint.probes import Probe, Role, Variant, assertion_probe
from pacgen.lint.program import Program
from pacgen.lint.proof import Proof
from pacgen.lint.sweeps import Known, sweep_probes
from pacgen.lint.traces import Traces
from pacgen.lint.worlds import WorldKind
from pacgen.policy.expectation import Expectation

__all__ = ["LintContext"]

_EVIDENCE = 3
_Found = TypeVar("_Found")


class LintContext:
    """
    Everything that rules look at. They share it, and must not change it.

    Args:
        pac: The file.
        expectation: What it is held against.
        asker: Puts questions to the file; ``None`` if it was not run.
        answers: Those of all clients to the probes that are always made, in the probes' order,
            one client after the other.
        targets: The clients that were asked, whether they can load the file or not.
    """

    def __init__(
        self,
        pac: PacFile,
        expectation: Expectation,
        *,
        asker: Asker | None = None,
        answers: Iterable[Answer] = (),
        targets: Iterable[Target] = (),
    ) -> None:
        self.pac = pac
        self.expectation = expectation
        self.asker = asker
        self.targets = tuple(targets)
        self.everything = tuple(answers)
        """The answers of all clients, those that cannot load the file included."""
        self.suspects: tuple[Finding, ...] = ()
        """What the rules in :data:`pacgen.lint.causes.MISWRITTEN` found, before the others."""

        self.proof: Proof | None = None
        """What is known about all hosts; see :mod:`pacgen.lint.proof`."""
        self.proof_seconds = 0.0
        """How long rules may take to prove something; 0: they may not."""
        self.deadness: object | None = None
        """Kept here for :mod:`pacgen.lint.deadness`."""
        self._siblings: dict[int, list[Answer]] = {}
        self._found: dict[Callable[[LintContext], object], object] = {}
        self._traces = Traces(asker, len(pac.text), lambda: self.select(Role.HOST, Role.ADDRESS))
        self._sweeps: dict[WorldKind, tuple[Answer, ...]] = {}
        self.remember(self.everything)

    # What was asked

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers of the first client that can load the file; of the first, if none can."""
        return tuple(answer for answer in self.everything if answer.target is self.reference)

    @cached_property
    def reference(self) -> Target | None:
        """The client whose answers rules judge first."""
        targets = tuple(dict.fromkeys(answer.target for answer in self.everything))
        for target in targets:
            if target not in self.failing_targets:
                return target
        return targets[0] if targets else None

    @cached_property
    def failing_targets(self) -> Mapping[Target, Fault]:
        """The clients that cannot load the file, and why."""
        return {
            answer.target: answer.decision.fault
            for answer in self.everything
            if answer.decision.fault is not None and answer.decision.fault.kind.is_whole_file
        }

    def select(self, *roles: Role, variant: Variant = Variant.PLAIN) -> tuple[Answer, ...]:
        """Return the answers to the probes with one of *roles* in the form *variant*."""
        if variant is Variant.UPPER_CASE:
            # Browsers never ask so: take the first client that does.
            asked = [a for a in self.everything if a.probe.variant is variant]
            return tuple(a for a in asked if a.probe.role in roles and a.target is asked[0].target)
        return tuple(
            answer
            for answer in self.answers
            if answer.probe.role in roles and answer.probe.variant is variant
        )

    def plain(self, host: str) -> Answer | None:
        """Return the answer for *host* in plain form, if it was asked about."""
        return self._plain.get(host)

    def siblings(self, answer: Answer) -> tuple[Answer, ...]:
        """Return the answers of all clients to the probe of *answer*, itself included."""
        return tuple(self._siblings.get(id(answer.probe), (answer,)))

    def targets_of(self, answers: Iterable[Answer]) -> tuple[Target, ...]:
        """
        Return the clients that get all of *answers*, in the order in which they were named.

        Some forms of a request not every client makes: what it was not asked, it may get.
        """
        asked: set[Target] = set()
        others: set[Target] = set()
        for group in grouped(answers, lambda answer: id(answer.probe)).values():
            siblings = self.siblings(group[0])
            asked |= {s.target for s in siblings}
            others |= {s.target for s in siblings if not any(is_same(s, a) for a in group)}
        return tuple(target for target in Target if target in asked - others)

    def remember(self, answers: Iterable[Answer]) -> None:
        """Know which of *answers*, made later, belong together."""
        for answer in answers:
            self._siblings.setdefault(id(answer.probe), []).append(answer)

    # What can still be asked

    def ask(self, probes: Iterable[Probe]) -> tuple[Answer, ...]:
        """
        Make further *probes*, for a rule's own purposes.

        Returns:
            The answers of all clients, one client after the other; none at all if the script
            has already used up its time.
        """
        if self.asker is None:
            return ()
        wanted = tuple(probes)
        answers = ask(self.asker, wanted)
        self.remember(answers)
        return answers

    def sweep(self, kind: WorldKind) -> tuple[Answer, ...]:
        """
        Return answers in the worlds of *kind*, of all clients; none where the file cannot tell.

        See :mod:`pacgen.lint.sweeps`.
        """
        if kind not in self._sweeps:
            self._sweeps[kind] = ()
            known = Known(
                self.pac.text,
                self.everything,
                [entry.network for entry in self.expectation.networks],
                [entry.network for entry in self.named_networks],
            )
            self._sweeps[kind] = self.ask(sweep_probes(known, kind))
        return self._sweeps[kind]

    def trace(self, answers: Iterable[Answer]) -> list[Trace | None]:
        """Return how each of *answers* came about; ``None`` where that is not certain."""
        return self._traces.of(answers)

    def once(self, find: Callable[[LintContext], _Found]) -> _Found:
        """Return what *find* finds out about the file, which is asked only once."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast("_Found", self._found[find])

    # The file

    @cached_property
    def tree(self) -> SyntaxTree:
        """The syntax tree of the file; broken files have one too."""
        return SyntaxTree(self.pac.text) if self.asker is None else self.asker.script.tree

    @property
    def may_keep_state(self) -> bool:
        """Whether an answer may depend on what was asked before."""
        return self.asker is not None and self.asker.script.may_keep_state

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """All strings in the file."""
        return string_literals(self.pac.text)

    @cached_property
    def named_hosts(self) -> tuple[str, ...]:
        """The hosts that the file names."""
        return named_hosts(self.literals)

    @cached_property
    def named_networks(self) -> tuple[NamedNetwork, ...]:
        """The IPv4 networks that the file names."""
        return named_networks(self.pac.text, self.literals)

    # What came of it

    @cached_property
    def program(self) -> Program:
        """What the text says; it takes a syntax tree that is not broken to be of use."""
        return Program(self.tree)

    @property
    def whole_file_fault(self) -> Fault | None:
        """Why no request at all gets an answer from any client; ``None`` if some do."""
        if self.reference is None or self.reference not in self.failing_targets:
            return None
        return self.failing_targets[self.reference]

    @cached_property
    def in_all_worlds(self) -> tuple[Answer, ...]:
        """The answers of all clients in all worlds that matter."""
        answers = [*self.everything]
        if self.whole_file_fault is None:
            for kind in WorldKind:
                answers += self.sweep(kind)
        return tuple(answers)

    def cause(self, answer: Answer) -> Place | None:
        """Return the test in the text that was meant for the host of *answer*, and never holds."""
        wanted = answer.probe.wanted
        if wanted is None:
            return None
        return next((c.place for c in self._causes if c.explains(wanted)), None)

    @cached_property
    def _causes(self) -> tuple[Cause, ...]:
        return causes(self.suspects, self.program) if self.suspects else ()

    @cached_property
    def asserted(self) -> tuple[Answer, ...]:
        """The answers of all clients to what the site itself makes a claim about."""
        return self.ask(map(assertion_probe, self.expectation.assertions))

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
        return tuple(self._evidence(answer) for answer in self.shown(answers))

    def shown(self, answers: Iterable[Answer]) -> list[Answer]:
        """Return those of *answers* that become evidence."""
        by_subject = grouped(answers, lambda answer: answer.probe.subject)
        return [members[0] for members in by_subject.values()][:_EVIDENCE]

    def _evidence(self, answer: Answer) -> Evidence:
        decision, wanted = answer.decision, answer.probe.wanted
        return Evidence(
            url=decision.request.url,
            host=decision.request.host,
            target=decision.target,
            returned=decision.returned,
            route=str(decision.route),
            fault=decision.fault.message if decision.fault else "",
            expected=answer.probe.expected,
            sets=tuple(s.id for s in wanted.sets) if wanted else (),
            category=wanted.category if wanted and wanted.sets else None,
            version=self.expectation.version if wanted else "",
            world=answer.probe.world.label,
        )

    @cached_property
    def _plain(self) -> Mapping[str, Answer]:
        plain = [a for a in self.answers if a.probe.variant is Variant.PLAIN]
        return {answer.probe.host: answer for answer in plain}
