"""The public face of the engine: a PAC text and requests in, decisions out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from pacgen.engine.batch import Batch, Budget, Limits
from pacgen.engine.closing import Closing
from pacgen.engine.decision import Decision, FaultKind, Outcome
from pacgen.engine.environment import Environment
from pacgen.engine.helper_names import HELPERS
from pacgen.engine.prelude import driver, environment_data
from pacgen.engine.presentation import Shown, never_asked, show
from pacgen.engine.process import WorkerProcess
from pacgen.engine.profile import PROFILES
from pacgen.engine.request import Request
from pacgen.engine.results import read_result
from pacgen.engine.script import Script, sloppy
from pacgen.engine.target import Target
from pacgen.engine.trace import RECORDER
from pacgen.routes import DIRECT

__all__ = ["AbandonedError", "Evaluator", "Limits"]

_WORTH_SHARING = 500
"""Requests that keep a worker busy for longer than it takes to hand them out."""

_NEVER_ASKED = Outcome(None, DIRECT)


class AbandonedError(Exception):
    """Raised in threads that still ask an evaluator which was given up; nobody is told."""


class Evaluator(Closing):
    """
    Evaluates one PAC text in contained child processes.

    Use it as a context manager: leaving it ends the processes.
    Each call loads the text into a fresh JavaScript engine, so nothing is carried from call to
    call; and where a script may remember what it was asked, not from request to request either.

    Args:
        source: The PAC text; or what is known of it already, for several clients together.
        target: The client to reproduce.
        limits: What the script may use.
        workers: How many processes large batches are shared among.
        left: Says how many seconds are left: the limits shrink to that, but for one second.
    """

    def __init__(
        self,
        source: str | Script,
        *,
        target: Target = Target.CHROMIUM,
        limits: Limits | None = None,
        workers: int = 1,
        left: Callable[[], float] | None = None,
    ) -> None:
        self._script = source if isinstance(source, Script) else Script(source)
        self._target = target
        self._profile = PROFILES[target]
        self._limits = limits or Limits()
        self._left = left
        self._workers: list[WorkerProcess | None] = [None] * workers
        self._is_abandoned = False

    def decide(
        self,
        requests: Sequence[Request],
        environment: Environment | None = None,
        *,
        calls: bool = False,
    ) -> list[Decision]:
        """
        Ask the script about each of *requests*, thousands at a time.

        Never raises for anything that the script does: every failure is a decision with a fault.

        Args:
            requests: What to ask.
            environment: The world to ask it in.
            calls: Whether to note every call of a helper; costs about as much as the calls.

        Returns:
            One decision for each request, in their order.

        Raises:
            AbandonedError: the evaluator was given up meanwhile.
        """
        environment = environment or Environment()
        extra: dict[str, Any] = {"watched": HELPERS} if calls else {}
        outcomes = self._run(self._script.loadable, requests, environment, extra)
        target = self._target
        return [
            Decision(request, environment, target, outcome)
            for request, outcome in zip(requests, outcomes, strict=True)
        ]

    def trace(
        self, requests: Sequence[Request], environment: Environment | None = None
    ) -> list[Decision]:
        """
        Ask as :meth:`decide` does, and also how each answer came about.

        The decisions are those of the untouched script; their traces come from a rewritten one, and
        :attr:`Trace.trusted` says whether both gave the same answer.
        """
        environment = environment or Environment()
        rewritten = self._script.instrumented
        traced = self._run(
            self._script.instrumented_loadable, requests, environment, {"recorder": RECORDER}
        )
        return [
            decision._replace(
                trace=rewritten.trace(
                    outcome.records,
                    outcome.record_count,
                    returned=outcome.returned,
                    trusted=_same_answer(decision.outcome, outcome),
                ),
            )
            for decision, outcome in zip(self.decide(requests, environment), traced, strict=True)
        ]

    @property
    def worker_pid(self) -> int | None:
        """The process id of the first worker, ``None`` while there is none."""
        worker = self._workers[0]
        return None if worker is None else worker.pid

    def close(self) -> None:
        """End the child processes. May be called twice."""
        for index, worker in enumerate(self._workers):
            if worker is not None:
                worker.kill()
                self._workers[index] = None

    def abandon(self) -> None:
        """End the child processes at once, from whatever thread; what was asked is lost."""
        self._is_abandoned = True
        self.close()

    def _run(
        self,
        source: str,
        requests: Sequence[Request],
        environment: Environment,
        extra: dict[str, Any],
    ) -> list[Outcome]:
        if not requests:
            return []
        fault = self._script.refusal(self._profile)
        if fault is not None:
            return [Outcome(None, DIRECT, fault)] * len(requests)
        shown = show(requests, self._profile)
        skipped = frozenset() if shown.is_plain else never_asked(requests, self._profile)
        if not skipped:
            return self._ask(source, shown, environment, extra)
        asked = [request for index, request in enumerate(requests) if index not in skipped]
        if not asked:
            return [_NEVER_ASKED] * len(requests)
        outcomes = iter(self._ask(source, show(asked, self._profile), environment, extra))
        return [
            _NEVER_ASKED if index in skipped else next(outcomes) for index in range(len(requests))
        ]

    def _ask(
        self,
        source: str,
        shown: Shown,
        environment: Environment,
        extra: dict[str, Any],
    ) -> list[Outcome]:
        if self._profile.always_sloppy:
            source = sloppy(source)
        content = {
            "source": source,
            "environment": environment_data(environment)
            | {"extended": "FindProxyForURLEx" in source},
            "entries": self._profile.entry_points,
        } | extra
        parts = _shares(shown, len(self._workers))
        if len(shown) > 1 and self._script.may_keep_state:
            if self._script.memory.is_unknown:
                parts = [shown.part(index, index + 1) for index in range(len(shown))]
            else:
                content["restored"] = sorted(self._script.memory.names)
                content["remade"] = sorted(self._script.memory.stores)
        answered = self._run_all(content, parts)
        if self._is_abandoned:
            # A worker that was ended from outside looks like one that the script has broken.
            raise AbandonedError
        return [outcome for part in answered for outcome in part]

    def _run_all(self, content: dict[str, Any], parts: list[Shown]) -> list[list[Outcome]]:
        """Run each part in an engine of its own, shared among the workers."""
        limits = self._limits if self._left is None else self._limits.within(self._left())
        budget = Budget(limits.lost_seconds)
        lanes = [parts[lane :: len(self._workers)] for lane in range(len(self._workers))]
        lanes = [lane for lane in lanes if lane]
        if len(lanes) == 1:
            return self._run_lane(0, lanes[0], content, limits, budget)
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - most runs need none

        # A child dies with the thread that started it, so start them here.
        for index in range(len(lanes)):
            self._worker(index)
        with ThreadPoolExecutor(len(lanes)) as threads:
            done = list(
                threads.map(
                    self._run_lane,
                    range(len(lanes)),
                    lanes,
                    repeat(content),
                    repeat(limits),
                    repeat(budget),
                )
            )
        return [done[i % len(lanes)][i // len(lanes)] for i in range(len(parts))]

    def _run_lane(
        self,
        index: int,
        parts: list[Shown],
        content: dict[str, Any],
        limits: Limits,
        budget: Budget,
    ) -> list[list[Outcome]]:
        start = functools.partial(self._worker, index)
        read = functools.partial(read_result, target=self._target)
        done: list[list[Outcome]] = []
        for part in parts:
            if done and _is_no_script(done[-1][0]):
                # It is none for the next request either: no engine need be started to learn that.
                done.append([done[-1][0]] * len(part))
                continue
            batch = Batch(
                start,
                content,
                part,
                read=read,
                locate=self._script.locate,
                limits=limits,
                budget=budget,
            )
            done.append(batch.run())
        return done

    def _worker(self, index: int) -> WorkerProcess:
        """
        Return a worker which is alive; a worker that was killed is replaced.

        Raises:
            AbandonedError: nobody waits for the answers any more.
        """
        worker = self._workers[index]
        if worker is not None and not worker.is_alive:
            worker.kill()
            worker = None
        if worker is None and not self._is_abandoned:
            worker = WorkerProcess(driver(self._target), self._limits.memory_bytes)
            self._workers[index] = worker
        if worker is None or self._is_abandoned:
            # It may have been given up in this moment.
            self.close()
            raise AbandonedError
        return worker


def _shares(shown: Shown, workers: int) -> list[Shown]:
    """Cut a batch into as many parts as are worth their while."""
    count = max(1, min(workers, len(shown) // _WORTH_SHARING))
    size = -(-len(shown) // count)
    return [shown.part(start, start + size) for start in range(0, len(shown), size)]


def _is_no_script(outcome: Outcome) -> bool:
    return outcome.fault is not None and outcome.fault.kind is FaultKind.SYNTAX


def _same_answer(plain: Outcome, traced: Outcome) -> bool:
    kinds = [outcome.fault.kind if outcome.fault else None for outcome in (plain, traced)]
    return plain.returned == traced.returned and kinds[0] == kinds[1]
