"""The public face of the engine: a PAC text and requests in, decisions out."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from pacgen.engine.batch import Batch, Limits
from pacgen.engine.decision import Decision, Outcome
from pacgen.engine.environment import Environment
from pacgen.engine.prelude import driver, environment_data
from pacgen.engine.presentation import present
from pacgen.engine.process import WorkerProcess
from pacgen.engine.profile import PROFILES
from pacgen.engine.request import Request
from pacgen.engine.results import read_result
from pacgen.engine.syntax import SyntaxTree
from pacgen.engine.target import Target
from pacgen.engine.trace import RECORDER, Instrumented, instrument

__all__ = ["Evaluator", "Limits"]

_STRICT = re.compile(r"""(?:\s|//[^\n]*\n|/\*.*?\*/)*(["'])use strict\1""", re.DOTALL)
_EXPORT = ";if(typeof FindProxyForURL!='undefined')globalThis.FindProxyForURL=FindProxyForURL;"


class Evaluator:
    """
    Evaluates one PAC text in a contained child process.

    Use it as a context manager: leaving it ends the process.
    Each call of :meth:`decide` loads the text into a fresh JavaScript engine, so nothing is
    carried from call to call.

    Args:
        source: The PAC text.
        target: The client to reproduce.
        limits: What the script may use.
    """

    def __init__(
        self, source: str, *, target: Target = Target.CHROMIUM, limits: Limits | None = None
    ) -> None:
        self._text = source
        self._source = _loadable(source)
        self._target = target
        self._limits = limits or Limits()
        self._worker: WorkerProcess | None = None

    def decide(
        self, requests: Sequence[Request], environment: Environment | None = None
    ) -> list[Decision]:
        """
        Ask the script about each of *requests*, thousands at a time.

        Never raises for anything that the script does: every failure is a decision with a fault.

        Returns:
            One decision for each request, in their order.
        """
        environment = environment or Environment()
        outcomes = self._run(self._source, requests, environment)
        return [
            Decision(request, environment, self._target, outcome)
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
        rewritten = self._instrumented
        traced = self._run(
            _loadable(rewritten.source), requests, environment, {"recorder": RECORDER}
        )
        return [
            replace(
                decision,
                trace=rewritten.trace(
                    outcome.records,
                    outcome.record_count,
                    trusted=_same_answer(decision.outcome, outcome),
                ),
            )
            for decision, outcome in zip(self.decide(requests, environment), traced, strict=True)
        ]

    def _run(
        self,
        source: str,
        requests: Sequence[Request],
        environment: Environment,
        extra: dict[str, str] | None = None,
    ) -> list[Outcome]:
        if not requests:
            return []
        profile = PROFILES[self._target]
        content = {
            "source": source,
            "environment": environment_data(environment)
            | {"extended": "FindProxyForURLEx" in source},
            "entries": profile.entry_points,
        }
        shown = [present(request, profile) for request in requests]
        return Batch(
            self._fresh_worker,
            content | (extra or {}),
            shown,
            functools.partial(read_result, target=self._target),
            self._limits,
        ).run()

    @functools.cached_property
    def _instrumented(self) -> Instrumented:
        return instrument(SyntaxTree(self._text))

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, ``None`` before the first batch and after :meth:`close`."""
        return None if self._worker is None else self._worker.pid

    def close(self) -> None:
        """End the child process. May be called twice."""
        if self._worker is not None:
            self._worker.kill()
            self._worker = None

    def _fresh_worker(self) -> WorkerProcess:
        """Return a worker which is alive; a worker that was killed is replaced."""
        if self._worker is not None and not self._worker.is_alive:
            self.close()
        if self._worker is None:
            self._worker = WorkerProcess(driver(self._target), self._limits.memory_bytes)
        return self._worker

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _same_answer(plain: Outcome, traced: Outcome) -> bool:
    kinds = [outcome.fault.kind if outcome.fault else None for outcome in (plain, traced)]
    return plain.returned == traced.returned and kinds[0] == kinds[1]


def _loadable(source: str) -> str:
    """
    Return *source* as the driver can load it.

    The driver uses an indirect eval. In strict mode that keeps a script's functions to itself,
    where a browser would
    make them global; so a strict script hands its entry point out at its end.
    """
    return f"{source}\n{_EXPORT}" if _STRICT.match(source) else source
