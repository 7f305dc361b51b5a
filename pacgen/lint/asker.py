"""Puts questions to a PAC file as several clients at once, and knows when to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import MappingProxyType, TracebackType
from typing import TypeVar

from pacgen.engine import Decision, Environment, Evaluator, FaultKind, Request, Target
from pacgen.engine.closing import Closing
from pacgen.engine.script import Script

__all__ = ["Asker", "Question"]

_WORKERS = 2
_FATAL = frozenset({FaultKind.TIMEOUT, FaultKind.MEMORY, FaultKind.CRASH})
"""After these, every further question would only cost the same time again."""

_Result = TypeVar("_Result")

Question = tuple[Request, Environment]
Answers = Mapping[Target, Sequence[Decision | None]]


class Asker(Closing):
    """
    Evaluators of one text for several clients.

    Each client has a thread of its own, so that two of them keep both cores busy. Evaluators are
    made when they are first needed, and used in their own thread only: the process behind an
    evaluator ends with the thread that started it.

    Use it as a context manager.

    Args:
        text: The script.
        targets: The clients that every question is for.
    """

    def __init__(self, text: str, targets: Sequence[Target]) -> None:
        self.script = Script(text)
        """What is known of the text without running it; all clients share it."""

        self._targets = tuple(targets)
        self._threads: dict[Target, ThreadPoolExecutor] = {}
        self._evaluators: dict[Target, Evaluator] = {}
        self._passing: set[Evaluator] = set()
        self._silent: set[Target] = set()
        self.is_exhausted = False
        """Whether the script has used up its time or memory once: ask it no more."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The clients that can load the script, as far as is known."""
        return tuple(target for target in self._targets if target not in self._silent)

    @property
    def evaluators(self) -> tuple[Evaluator, ...]:
        """Whatever may have a process at this moment."""
        return (*self._evaluators.values(), *self._passing)

    def ask(self, questions: Mapping[Target, Sequence[Question]]) -> Answers:
        """Return a decision for each question, or nothing at all once the script is exhausted."""
        if self.is_exhausted:
            return MappingProxyType({})
        running = {
            target: self._start(target, lambda target=target, batch=batch: self._ask(target, batch))  # type: ignore[misc]  # mypy: a default binds the loop's variables
            for target, batch in questions.items()
            if target not in self._silent
        }
        answers = {target: future.result() for target, future in running.items()}
        for target, decisions in answers.items():
            self._learn(target, decisions)
        return answers

    def decide(
        self, requests: Sequence[Request], target: Target, *, text: str | None = None
    ) -> list[Decision]:
        """
        Ask in the plain world as *target*, which need be none of the usual clients.

        Args:
            requests: What to ask.
            target: The client to reproduce.
            text: Another script to ask instead, made from this one to find something out.
        """
        if self.is_exhausted or target in self._silent:
            return []
        if text is None:
            return self._start(target, lambda: self._evaluator(target).decide(requests)).result()
        return self._start(
            target, lambda: self._once(text, target, lambda one: one.decide(requests))
        ).result()

    def trace(
        self, requests: Sequence[Request], target: Target, environment: Environment
    ) -> list[Decision]:
        """Ask again, and how the answers come about."""
        if self.is_exhausted or target in self._silent:
            return []
        return self._start(
            target, lambda: self._evaluator(target).trace(requests, environment)
        ).result()

    def trace_text(self, text: str, requests: Sequence[Request], target: Target) -> list[Decision]:
        """Trace another script than this one, in the plain world."""
        if self.is_exhausted or target in self._silent:
            return []
        return self._start(
            target, lambda: self._once(text, target, lambda one: one.trace(requests))
        ).result()

    def close(self) -> None:
        """End all processes and threads. May be called twice."""
        for target, evaluator in self._evaluators.items():
            self._start(target, evaluator.close).result()
        self._evaluators.clear()
        for thread in self._threads.values():
            thread.shutdown(cancel_futures=True)
        self._threads.clear()

    def abandon(self) -> None:
        """End all processes without waiting for what they were asked. May be called twice."""
        for evaluator in self.evaluators:
            evaluator.abandon()
        self._evaluators.clear()
        self.close()

    def _start(self, target: Target, work: Callable[[], _Result]) -> Future[_Result]:
        if target not in self._threads:
            self._threads[target] = ThreadPoolExecutor(1, f"pacgen-lint-{target}")
        return self._threads[target].submit(work)

    def _evaluator(self, target: Target) -> Evaluator:
        if target not in self._evaluators:
            workers = _WORKERS if len(self._targets) == 1 else 1
            self._evaluators[target] = Evaluator(self.script, target=target, workers=workers)
        return self._evaluators[target]

    def _once(
        self, text: str, target: Target, ask: Callable[[Evaluator], list[Decision]]
    ) -> list[Decision]:
        """Ask another script than this one."""
        with Evaluator(text, target=target) as evaluator:
            self._passing.add(evaluator)
            try:
                return ask(evaluator)
            finally:
                self._passing.discard(evaluator)

    def _ask(self, target: Target, batch: Sequence[Question]) -> list[Decision | None]:
        evaluator = self._evaluator(target)
        by_environment: dict[Environment, list[int]] = {}
        for number, (_, environment) in enumerate(batch):
            by_environment.setdefault(environment, []).append(number)
        answers: list[Decision | None] = [None] * len(batch)
        for environment, numbers in by_environment.items():
            decisions = evaluator.decide([batch[number][0] for number in numbers], environment)
            for number, decision in zip(numbers, decisions, strict=True):
                answers[number] = decision
            if any(_is_fatal(decision) for decision in decisions):
                break
        return answers

    def _learn(self, target: Target, decisions: Iterable[Decision | None]) -> None:
        for decision in decisions:
            if decision is not None and decision.fault is not None:
                if decision.fault.kind.is_whole_file:
                    self._silent.add(target)
                self.is_exhausted |= decision.fault.kind in _FATAL

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            # Ctrl-C, as a rule: nobody waits for an answer.
            self.abandon()


def _is_fatal(decision: Decision) -> bool:
    fault = decision.fault
    return fault is not None and (fault.kind.is_whole_file or fault.kind in _FATAL)
