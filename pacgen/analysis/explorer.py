"""
Exploration: a script is run for one witness after the other until every host has its answer.

A run evaluates the script for a concrete host in a concrete environment and writes down every
decision that depends on them. Walking its notes, the region that the witness stands for is cut at
each decision: the witness's side goes on, the other side waits for a run of its own. So there are
as many runs as there are ways through the script, and nothing is lost: each cut is exact.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pacgen.analysis.answers import answer_of, fault_answer, load_answer
from pacgen.analysis.budget import Budget, Progress
from pacgen.analysis.clock import Clock
from pacgen.analysis.frames import SECURE, UrlFrame
from pacgen.analysis.languages import Language, UnsupportedError
from pacgen.analysis.partition import (
    ALWAYS,
    Answer,
    Condition,
    Gap,
    GapKind,
    Leaf,
    Partition,
    Unknown,
)
from pacgen.analysis.questions import Questions
from pacgen.analysis.regions import Region
from pacgen.analysis.session import Failed, Loaded, Notes, Session
from pacgen.analysis.tasks import Task
from pacgen.analysis.witnesses import Values, choose, condition_of, witness_of
from pacgen.engine import Environment, Evaluator, Fault, FaultKind, Limits, Request, Target
from pacgen.engine.closing import Closing
from pacgen.engine.profile import PROFILES
from pacgen.engine.script import Script
from pacgen.routes import DIRECT

__all__ = ["Budget", "Explorer", "Progress"]

_BATCH = 64
"""How many runs are asked for at once."""

_TIME_WAS_UP = "the time was up"

_GRACE = 0.5
"""Seconds that reading a run's notes may go on when the time is up: most are soon read."""

_MOST_ALIKE = 16
"""Gaps at one line, after which the exploration is given up."""

_MOST_UNKNOWNS = 12
"""Decisions about something unknown on one way: each doubles the ways."""


@dataclass(slots=True)
class _Walk:
    """What has been found so far."""

    leaves: list[Leaf] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    waiting: list[Task] = field(default_factory=list)
    decisions: int = 0
    weary: str = ""
    """Why it is no use to go on; empty while it is."""

    def stop(self, gap: Gap) -> None:
        """Note a gap; a place that swallows one region after the other will swallow the rest."""
        self.gaps.append(gap)
        alike = sum(other.line == gap.line for other in self.gaps)
        if gap.line is not None and alike >= _MOST_ALIKE:
            self.weary = f"{alike} regions ended at line {gap.line} ({gap.construct})"


class Explorer(Closing):
    """
    One PAC text, and any number of questions about it, in a process that stays warm.

    Use it as a context manager: leaving it ends the process.

    Args:
        source: The PAC text, or what is known of it already.
        target: The client to reproduce.
        limits: What one run of the script may use.
        max_labels: Up to how many labels hosts are considered; only for the record, the languages
            that are asked about say it themselves.
        until: When to give up reading the file: then no question has an answer.
        frame: What the URLs have around the host.
    """

    def __init__(
        self,
        source: str | Script,
        *,
        target: Target = Target.CHROMIUM,
        limits: Limits | None = None,
        max_labels: int | None = 10,
        until: Clock | None = None,
        frame: UrlFrame = SECURE,
    ) -> None:
        self.target = target
        self.frame = frame
        self.max_labels = max_labels
        self._script = source if isinstance(source, Script) else Script(source)
        self._limits = limits or Limits()
        self._profile = PROFILES[target]
        clock = int(Environment().clock.timestamp() * 1000)
        self._session = Session(self._script, target, self._limits, clock, until=until, frame=frame)
        self._questions = Questions(target)
        self._until = until or Clock(Budget().seconds)
        self._evaluator = Evaluator(
            self._script, target=target, limits=limits, left=lambda: self._until.left
        )

    def explore(
        self,
        hosts: Language | Sequence[Language],
        *,
        condition: Condition = ALWAYS,
        budget: Budget | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Partition:
        """
        Find out what the script answers for all of *hosts*.

        Args:
            hosts: The hosts in question. Several languages are explored side by side, which costs
                less than their union would: each may have an end of its own.
            condition: The environments in question, as a leaf of another partition has them.
            budget: How much it may cost.
            progress: Told after every batch of runs.
        """
        budget = budget or Budget()
        self._until = Clock(budget.seconds)
        began, runs = time.monotonic(), self._session.runs
        walk = _Walk()
        for language in [hosts] if isinstance(hosts, Language) else hosts:
            self._begin(walk, Region(language, condition.domains))
        while walk.waiting:
            spent = walk.weary or self._spent(walk, budget, self._session.runs - runs)
            if spent:
                for task in walk.waiting:
                    walk.gaps.append(
                        self._gap(task.region, GapKind.BUDGET, "the script", None, spent)
                    )
                break
            batch, walk.waiting = walk.waiting[:_BATCH], walk.waiting[_BATCH:]
            self._run(walk, batch)
            if progress is not None:
                progress(Progress(len(walk.leaves), len(walk.waiting)))
        return Partition(
            tuple(sorted(walk.leaves, key=_order)),
            tuple(walk.gaps),
            self._session.runs - runs,
            time.monotonic() - began,
            self.target,
            self.max_labels,
        )

    @property
    def patience(self) -> float:
        """How many seconds a script must not answer to be one that hangs."""
        return max(self._limits.request_seconds, self._limits.load_seconds)

    @property
    def evaluator(self) -> Evaluator:
        """The untouched script in the engine, to confirm what was found."""
        return self._evaluator

    def close(self) -> None:
        """End the processes. May be called twice."""
        self._session.close()
        self._evaluator.close()

    def _begin(self, walk: _Walk, region: Region) -> None:
        """Sort out what needs no run."""
        possible, _ = region.split(self._questions.possible())
        if possible is None:
            return
        asked, never = possible.split(self._questions.asked())
        if never is not None:
            # The client connects directly to these without asking the script.
            values = choose(never)
            walk.leaves.append(self._leaf(never, values, Answer(None, DIRECT)))
        if asked is None:
            return
        if self._session.is_late:
            walk.stop(self._gap(asked, GapKind.BUDGET, "the script", None, _TIME_WAS_UP))
            return
        refusal = self._session.refusal
        fault = self._script.refusal(self._profile)
        if fault is not None:
            walk.leaves.append(self._leaf(asked, choose(asked), fault_answer(fault)))
        elif self._script.tree.is_broken and (broken := self._syntax_fault(asked)) is not None:
            walk.leaves.append(self._leaf(asked, choose(asked), fault_answer(broken)))
        elif refusal is not None:
            walk.stop(
                self._gap(asked, GapKind.CONSTRUCT, refusal.construct, refusal.line, refusal.reason)
            )
        else:
            # Hosts that are addresses are symbols of another kind.
            literals, names = asked.split(self._questions.literals())
            literals = literals.as_addresses() if literals is not None else None
            walk.waiting += (
                [Task(literals, region.hosts, literal=True)] if literals is not None else []
            )
            walk.waiting += [Task(names, region.hosts)] if names is not None else []

    def _syntax_fault(self, region: Region) -> Fault | None:
        """Return the engine's SyntaxError of a file that it cannot parse, ``None`` if it can."""
        if self._script.text.startswith("#!"):
            # That is a comment only where nothing stands before it.
            return None
        # Nothing runs where parsing fails. Else this throws before the file can pretend anything.
        thrown = f"throw 0;\n{self._script.text}"
        request = Request.for_host(choose(region).host)
        with Evaluator(thrown, target=self.target, limits=self._limits) as evaluator:
            (parsed,) = evaluator.decide([request])
        if parsed.fault is None or parsed.fault.kind is not FaultKind.SYNTAX:
            return None
        (decision,) = self._evaluator.decide([request])
        return decision.fault

    def _spent(self, walk: _Walk, budget: Budget, runs: int) -> str:
        if self._until.is_up:
            return _TIME_WAS_UP
        if runs >= budget.paths:
            return f"there are more than {budget.paths} ways through the script"
        if walk.decisions >= budget.decisions:
            return f"it takes more than {budget.decisions} decisions"
        return ""

    def _run(self, walk: _Walk, batch: list[Task]) -> None:
        values = [choose(task.region) for task in batch]
        orders = [task.order(chosen) for task, chosen in zip(batch, values, strict=True)]
        replies = self._session.run(orders, self._until.left)
        # What there was no time for waits on.
        walk.waiting += batch[len(replies) :]
        for task, chosen, reply in zip(batch, values, replies, strict=False):
            match reply:
                case Failed(reason):
                    walk.stop(self._gap(task.region, GapKind.SCRIPT, "the script", None, reason))
                case Loaded(notes):
                    self._loaded(walk, task.region, chosen, notes)
                case Notes():
                    self._walk(walk, task, chosen, reply)

    def _loaded(self, walk: _Walk, region: Region, values: Values, notes: Notes) -> None:
        if "leak" in notes.result:
            walk.stop(self._leak(region, notes.result["leak"]))
        elif notes.events:
            reason = "what it does while it is loaded depends on the environment"
            walk.stop(self._gap(region, GapKind.CONSTRUCT, "the script", None, reason))
        else:
            walk.leaves.append(self._leaf(region, values, load_answer(notes.result)))

    def _walk(self, walk: _Walk, task: Task, values: Values, notes: Notes) -> None:
        """Cut the region at every decision that the run made beyond those of its parent."""
        if not task.agrees(notes):
            # A run that was broken off did not come far enough to be compared.
            leak = notes.result.get("leak")
            gap = self._gap(
                task.region, GapKind.INTERNAL, "the script", None, "it does not do the same twice"
            )
            walk.stop(self._leak(task.region, leak) if leak else gap)
            return
        self._questions.about(task.origin)
        region, unknowns = task.region, task.unknowns
        # What is unknown has the outcome of this witness for all runs that share it.
        pinned = task.overrides
        for number in range(task.start, len(notes.events)):
            event = notes.events[number]
            line, outcome = event[0], bool(event[1])
            if self._until.over > _GRACE:
                walk.stop(self._gap(region, GapKind.BUDGET, "the script", None, _TIME_WAS_UP))
                return
            walk.decisions += 1
            try:
                question = self._questions.read(event, notes)
                yes, no = (
                    (region, None) if isinstance(question, Unknown) else region.split(question)
                )
                taken, other = (yes, no) if outcome else (no, yes)
                real = other.real() if other is not None else None
            except UnsupportedError as error:
                walk.stop(self._gap(region, GapKind.CONSTRUCT, error.construct, line, error.reason))
                return
            if isinstance(question, Unknown):
                unknowns = (*unknowns, question)
                if len(unknowns) > _MOST_UNKNOWNS:
                    walk.stop(
                        self._gap(region, GapKind.CONSTRUCT, question.reason, line, "it is unknown")
                    )
                    return
                turned = {**pinned, number: not outcome}
                walk.waiting.append(task.turned(region, notes, number + 1, unknowns, turned))
                pinned = {**pinned, number: outcome}
                continue
            if taken is None or (other is not None and not values.lies_in(taken)):
                reason = f"the engine and the analysis disagree about {event[2]}"
                walk.stop(self._gap(region, GapKind.INTERNAL, "the script", line, reason))
                return
            if real:
                walk.waiting.append(task.other(real, notes, number, unknowns, pinned))
            region = taken
        self._finish(walk, task, region, values, notes, unknowns=unknowns)

    def _finish(
        self,
        walk: _Walk,
        task: Task,
        region: Region,
        values: Values,
        notes: Notes,
        *,
        unknowns: tuple[Unknown, ...],
    ) -> None:
        if "leak" in notes.result:
            walk.stop(self._leak(region, notes.result["leak"]))
            return
        answer = answer_of(notes.result, self.target)
        lines = (*task.lines, *notes.held(len(notes.events)))
        known = replace(values, names=notes.names)
        leaf = self._leaf(region, known, answer, notes.line, lines, unknowns=unknowns)
        walk.leaves.append(leaf)

    def _leaf(
        self,
        region: Region,
        values: Values,
        answer: Answer,
        line: int | None = None,
        lines: tuple[int, ...] = (),
        *,
        unknowns: tuple[Unknown, ...] = (),
    ) -> Leaf:
        unreal = values.unreal
        unknown = next(iter(unknowns), Unknown(unreal, None) if unreal else None)
        return Leaf(
            hosts=region.hosts,
            condition=condition_of(region),
            answer=answer,
            line=line,
            decisions=tuple(dict.fromkeys(lines)),
            witness=witness_of(values, self.frame),
            exact=unknown is None,
            unknown=unknown,
        )

    def _gap(
        self, region: Region, kind: GapKind, construct: str, line: int | None, reason: str
    ) -> Gap:
        sample = witness_of(choose(region), self.frame)
        return Gap(kind, construct, line, reason, region.hosts, condition_of(region), sample)

    def _leak(self, region: Region, leak: dict[str, Any]) -> Gap:
        kind = GapKind.BUDGET if leak["budget"] else GapKind.CONSTRUCT
        return self._gap(region, kind, leak["construct"], leak["line"] or None, leak["reason"])


def _order(leaf: Leaf) -> tuple[int, str, int]:
    return len(leaf.witness.host), leaf.witness.host, leaf.line or 0
