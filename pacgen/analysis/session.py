"""
Runs of a rewritten script in a contained worker: orders in, notes out.

Nothing here knows what the notes mean.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pacgen.analysis.clock import Clock, LateError
from pacgen.analysis.frames import SECURE, UrlFrame
from pacgen.analysis.refusals import Refusal
from pacgen.analysis.rewrite import rewrite
from pacgen.analysis.runtime import explorer_driver
from pacgen.engine.batch import Limits
from pacgen.engine.process import (
    KEPT_ENGINE,
    SAME_ENGINE,
    WorkerDiedError,
    WorkerProcess,
    WorkerTimeoutError,
)
from pacgen.engine.profile import PROFILES
from pacgen.engine.script import Script, sloppy
from pacgen.engine.target import Target

__all__ = ["Failed", "Loaded", "Notes", "Order", "Session"]


@dataclass(frozen=True, slots=True)
class Order:
    """What one run is to do: the values that it takes for the witness, and decisions to reverse."""

    host: str
    client: str
    dns: dict[str, str | None]
    clock: dict[str, int]
    overrides: dict[int, bool]
    plain: bool
    """Whether the host is a plain text: where there is but one, nothing depends on it."""

    literal: bool = False
    """Whether the hosts in question are IPv4 addresses."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What one run wrote down."""

    events: list[list[Any]]
    """Line, outcome (0 or 1), kind, and what the kind needs; see ``javascript/``."""

    expressions: list[list[Any]]
    result: dict[str, Any]
    line: int | None
    """Of the ``return`` that gave the result."""

    names: dict[str, str] = field(default_factory=dict)
    """The names that symbols of DNS stood for, where the host's text makes them."""

    sets: list[tuple[str, ...]] = field(default_factory=list)
    """The lists of names that events speak of by number."""

    def held(self, stop: int) -> list[int]:
        """Return the lines of the decisions before number *stop* that held."""
        return [event[0] for event in self.events[:stop] if event[1]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The script does not load, or has no entry point: what happened, for every run."""

    notes: Notes


@dataclass(frozen=True, slots=True)
class Failed:
    """The run broke the worker, or took too long."""

    reason: str


class Session:
    """
    One PAC text in a worker that stays warm.

    Args:
        script: The PAC text.
        target: The client whose helpers it gets.
        limits: What the script may use.
        clock: The moment that runs take for now, in milliseconds since 1970.
        until: How long reading the text may take.
        frame: What the URLs have around the host.
    """

    def __init__(
        self,
        script: Script,
        target: Target,
        limits: Limits,
        clock: int,
        *,
        until: Clock | None = None,
        frame: UrlFrame = SECURE,
    ) -> None:
        self._target = target
        self._limits = limits
        self._frame = frame
        self._profile = PROFILES[target]
        self._worker: WorkerProcess | None = None
        self._single = False
        self._loaded: WorkerProcess | None = None
        self._sets: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._content: dict[str, Any] = {}
        self.runs = 0
        self.refusal: Refusal | None = None
        self.is_late = False
        """Whether the time was up before the text was read: then there is nothing to run."""

        try:
            self._read(script, clock, until)
        except LateError:
            self.is_late = True

    def _read(self, script: Script, clock: int, until: Clock | None) -> None:
        rewritten = rewrite(script.tree, until)
        if until is not None and until.is_up:
            raise LateError
        self.refusal = rewritten.refusal
        source = rewritten.source
        # A strict script hands out its entry point behind its end.
        source += script.loadable[len(script.text) :]
        if self._profile.always_sloppy:
            source = sloppy(source)
        self._content = {
            "source": source,
            "runtime": rewritten.runtime,
            "entries": self._profile.entry_points,
            "target": self._target.value,
            "strict": "use strict" in source,
            "extended": "FindProxyForURLEx" in script.text,
            "clock": clock,
        }
        self._single = script.may_keep_state

    def run(self, orders: Sequence[Order], seconds: float) -> list[Notes | Loaded | Failed]:
        """
        Run the script once for each order, in an engine that is fresh where that matters.

        Args:
            orders: What to do.
            seconds: How long the script may take in all.

        Returns:
            What the first orders came to, as many as there was time for.
        """
        until = Clock(seconds)
        replies: list[Notes | Loaded | Failed] = []
        try:
            if not self._single or len(orders) == 1:
                together = self._together(orders, until)
                if together is not None:
                    return together
            for order in orders:
                replies += self._together([order], until) or [Failed("it cannot be run")]
                if until.is_up:
                    break
        except LateError:
            pass
        return replies

    def _together(
        self, orders: Sequence[Order], until: Clock
    ) -> list[Notes | Loaded | Failed] | None:
        """Run all orders in one engine; ``None``: each must have an engine of its own."""
        reply = self._ask(orders, until)
        if isinstance(reply, Failed):
            return [reply] if len(orders) == 1 else None
        if "single" in reply:
            self._single = True
            return None
        self.runs += len(orders)
        if "load" in reply:
            return [Loaded(self._notes(reply["load"], []))] * len(orders)
        numbers = [self._number(tuple(names)) for names in reply["sets"]]
        return [self._notes(run, numbers) for run in reply["runs"]]

    def close(self) -> None:
        """End the worker. May be called twice."""
        if self._worker is not None:
            self._worker.kill()
            self._worker = None

    def _number(self, names: tuple[str, ...]) -> int:
        """Return the number of a list of names, the same for equal lists of all runs."""
        if names not in self._numbers:
            self._numbers[names] = len(self._sets)
            self._sets.append(names)
        return self._numbers[names]

    def _notes(self, run: dict[str, Any], numbers: list[int]) -> Notes:
        """Read what a run wrote down; *numbers* are those of the lists that it numbered itself."""
        for event in run["events"]:
            if event[2] == "among":
                event[4] = numbers[event[4]]
        for expression in run["expressions"]:
            if expression[0] == "position":
                expression[2] = numbers[expression[2]]
        result: dict[str, Any] = {key: run[key] for key in _RESULT if key in run}
        return Notes(
            run["events"], run["expressions"], result, run["line"] or None, run["names"], self._sets
        )

    def _ask(self, orders: Sequence[Order], until: Clock) -> dict[str, Any] | Failed:
        """
        Ask the worker.

        Raises:
            LateError: the time was up first; whether the script would have come to an end by
                itself, nobody knows.
        """
        worker = self._alive()
        batch = {
            "secret": os.urandom(8).hex(),
            "runs": [_order(order, self._frame) for order in orders],
        }
        if self._loaded is worker:
            message = SAME_ENGINE + json.dumps(batch)
        else:
            message = ("" if self._single else KEPT_ENGINE) + json.dumps(self._content | batch)
        self._loaded = None
        try:
            reply = worker.ask(message, patience=self._patience(until))
        except WorkerTimeoutError:
            if until.is_up:
                raise LateError from None
            return Failed("it takes too long")
        except WorkerDiedError as error:
            return Failed(f"it ends the process that runs it: {error.how}")
        if reply.get("kept") and not self._single:
            self._loaded = worker
        return Failed("it uses up all memory") if "broken" in reply else reply

    def _patience(self, until: Clock) -> Callable[[str], float]:
        def patience(progress: str) -> float:
            loading = progress == "" or progress.endswith(" load")
            limit = self._limits.load_seconds if loading else self._limits.request_seconds
            return min(limit, until.left + max(_SHORTEST, _GRACE - until.over))

        return patience

    def _alive(self) -> WorkerProcess:
        if self._worker is not None and not self._worker.is_alive:
            self._worker.kill()
            self._worker = None
        if self._worker is None:
            self._worker = WorkerProcess(explorer_driver(self._target), self._limits.memory_bytes)
        return self._worker


_GRACE = 0.5
"""Seconds that a run may go on when the time is up: most are over by then."""

_SHORTEST = 0.05


def _order(order: Order, frame: UrlFrame) -> dict[str, Any]:
    return {
        "host": order.host,
        "url": frame.url(order.host),
        "before": frame.before,
        "after": frame.after,
        "plain": order.plain,
        "literal": order.literal,
        "client": order.client,
        "dns": order.dns,
        "clock": order.clock,
        "overrides": order.overrides,
    }


_RESULT = ("text", "type", "shown", "error", "stack", "leak")
"""What a run may have come to; see ``resultOf`` in ``javascript/driver.js``."""
