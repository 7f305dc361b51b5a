"""
One batch through one worker, whatever the script does to the worker.

A batch runs inside the JavaScript engine in one call. When a request hangs or kills the worker,
the driver's last report
of progress tells roughly where; a second, careful run in a fresh process reports before every
request and finds the one.
It alone gets a fault, and the batch goes on behind it in a fresh process.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pacgen.engine.decision import Fault, FaultKind, HelperCall, Outcome
from pacgen.engine.presentation import Shown
from pacgen.engine.process import WorkerDiedError, WorkerProcess, WorkerTimeoutError
from pacgen.engine.stack import position
from pacgen.routes import DIRECT

__all__ = ["NOT_ASKED", "Batch", "Budget", "Limits"]

_CAREFUL_SECONDS = 1.0
"""
The wait for one request in a careful run.

The first run has shown that all requests but one take milliseconds there; this only has to tell
them from the one that
never ends.
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a script may use."""

    request_seconds: float = 2.0
    """Wall time for one request."""

    load_seconds: float = 5.0
    """Wall time for loading the file."""

    lost_seconds: float = 6.0
    """
    Wall time that requests which hang or break the engine may cost in one batch, together.

    After that the requests that were not yet asked are not asked any more.
    """

    memory_bytes: int = 768 * 1024 * 1024
    """Address space of the process that runs the script; only where the OS has such a limit."""

    def within(self, seconds: float) -> Limits:
        """Return the same limits for whoever has no more than *seconds*, but a second at least."""
        most = max(1.0, seconds)
        return replace(
            self,
            request_seconds=min(self.request_seconds, most),
            load_seconds=min(self.load_seconds, most),
            lost_seconds=min(self.lost_seconds, most),
        )


@dataclass(slots=True)
class Budget:
    """The time that requests which hang or break the engine may still cost."""

    seconds: float

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be lost."""
        return self.seconds <= 0


class Batch:
    """
    The state of one batch: what is known, and what is still to be asked.

    Args:
        start: Starts a fresh worker.
        content: The message to the driver without the fields that belong to this class.
        requests: What the script gets to see.
        read: Reads a string that the script returned.
        locate: Puts the best known place on a fault.
        limits: What the script may use.
        budget: Shared by batches that belong together.
    """

    def __init__(
        self,
        start: Callable[[], WorkerProcess],
        content: dict[str, Any],
        requests: Shown,
        *,
        read: Callable[[str], Outcome],
        locate: Callable[[Fault], Fault],
        limits: Limits,
        budget: Budget,
    ) -> None:
        self._start = start
        self._requests = requests
        self._content = content
        self._read = read
        self._locate_fault = locate
        self._limits = limits
        self._outcomes: list[Outcome | None] = [None] * len(requests)
        self._next = 0
        self._budget = budget

    def run(self) -> list[Outcome]:
        """Ask everything; return one outcome for each request."""
        while self._next < len(self._outcomes):
            if self._budget.is_spent:
                self._give_up()
                break
            began = time.monotonic()
            if not self._run_on(careful=False):
                self._budget.seconds -= time.monotonic() - began
        return [outcome or _NEVER_ASKED for outcome in self._outcomes]

    def _run_on(self, *, careful: bool) -> bool:
        """Ask from the first open request on; say whether the worker survived."""
        worker = self._start()
        secret = os.urandom(8).hex()
        message = json.dumps(
            self._content
            | self._requests.part(self._next, len(self._requests)).message()
            | {"careful": careful, "secret": secret}
        )
        try:
            reply = worker.ask(message, patience=self._patience(careful=careful))
        except WorkerTimeoutError:
            fault = Fault(FaultKind.TIMEOUT, "no answer in time; the script was stopped")
        except WorkerDiedError as error:
            fault = Fault(FaultKind.CRASH, f"the process that ran the script is gone: {error.how}")
        else:
            return self._take(reply)
        place = _reported_index(worker.last_progress, secret)
        self._locate(None if place is None else self._next + place, fault, careful=careful)
        return False

    def _patience(self, *, careful: bool) -> Callable[[str], float]:
        def patience(progress: str) -> float:
            if progress == "" or progress.endswith(" load"):
                return self._limits.load_seconds
            return _CAREFUL_SECONDS if careful else self._limits.request_seconds

        return patience

    def _locate(self, index: int | None, fault: Fault, *, careful: bool) -> None:
        """Put *fault* where it belongs: on the whole file, or on one request."""
        if index is None:
            self._fill(_failed(fault))
        elif careful or index + 1 == len(self._outcomes):
            # The last one needs no careful look: it can only have been that.
            self._outcomes[index] = _failed(fault)
            self._rerun_up_to(index)
            self._next = index + 1
        else:
            # Should all go well this time, the machine was slow, not the script.
            self._run_on(careful=True)

    def _rerun_up_to(self, index: int) -> None:
        """
        The answers before *index* were lost with the worker: get them again, without the one that
        broke it.
        """
        if index == self._next:
            return
        head = Batch(
            self._start,
            self._content,
            self._requests.part(self._next, index),
            read=self._read,
            locate=self._locate_fault,
            limits=self._limits,
            budget=self._budget,
        )
        self._outcomes[self._next : index] = head.run()

    def _take(self, reply: dict[str, Any]) -> bool:
        """Read the driver's answer; say whether the engine is fit for more."""
        if "broken" in reply:
            self._fill(_failed(Fault(FaultKind.MEMORY, "the script used up all memory")))
            return False
        if "load" in reply:
            self._fill(self._located(_load_outcome(reply["load"])))
            return True
        # What the file asked while it was loaded, it asked for every request.
        loaded = reply["loaded"]
        shared = [_with_notes(self._read(text), loaded) for text in reply["texts"]]
        # Number -1, a request with something else to tell, takes the last for now.
        begin, done = self._next, reply["next"]
        padded: list[Outcome | None] = [*shared] or [None]
        self._outcomes[begin : begin + done] = [
            padded[number] for number in reply["numbers"][:done]
        ]
        for other in reply["others"]:
            self._outcomes[begin + other["index"]] = self._located(_outcome(other, shared, loaded))
        self._next = begin + done
        return self._next == len(self._outcomes)

    def _located(self, outcome: Outcome) -> Outcome:
        if outcome.fault is None:
            return outcome
        return replace(outcome, fault=self._locate_fault(outcome.fault))

    def _fill(self, outcome: Outcome) -> None:
        """Give *outcome* to all requests that have none."""
        self._outcomes[self._next :] = [outcome] * (len(self._outcomes) - self._next)
        self._next = len(self._outcomes)

    def _give_up(self) -> None:
        self._fill(_NEVER_ASKED)


def _failed(fault: Fault) -> Outcome:
    # Every client meets a script that fails with a direct connection.
    return Outcome(None, DIRECT, fault)


NOT_ASKED = Fault(
    FaultKind.TIMEOUT, "not asked: the script had used up its time on the requests before"
)
"""That of a request which says nothing of the script."""

_NEVER_ASKED = _failed(NOT_ASKED)


def _reported_index(progress: str, secret: str) -> int | None:
    """Return the request which the driver was at; ``None`` while it was loading the file."""
    # pacparser writes "ALERT: " before what the driver says.
    word, _, index = progress.removeprefix("ALERT: ").partition(" ")
    return int(index) if word == secret and index.isdecimal() else None


def _outcome(other: dict[str, Any], shared: list[Outcome], loaded: dict[str, Any]) -> Outcome:
    if "error" in other:
        outcome = _with_notes(_failed(_exception(other)), loaded)
    elif "type" in other:
        shown = f" {other['shown']}" if other["shown"] else ""
        message = f"FindProxyForURL returned {other['type']}{shown}, not a string"
        outcome = _with_notes(_failed(Fault(FaultKind.NOT_A_STRING, message)), loaded)
    else:
        outcome = shared[other["text"]]
    return _with_notes(outcome, other)


def _with_notes(outcome: Outcome, notes: dict[str, Any]) -> Outcome:
    """Return *outcome* with the driver's notes behind those that it has."""
    if not notes.keys() & {"dns", "alerts", "calls", "trace"}:
        return outcome
    return replace(
        outcome,
        dns=outcome.dns + tuple(notes.get("dns", ())),
        alerts=outcome.alerts + tuple(notes.get("alerts", ())),
        calls=outcome.calls
        + tuple(HelperCall(h, tuple(a), v) for h, a, v in notes.get("calls", ())),
        records=tuple((number, value) for number, value in notes.get("trace", ())),
        record_count=notes.get("steps", 0),
    )


def _exception(result: dict[str, Any]) -> Fault:
    line, column = position(result["stack"])
    kind = FaultKind.EXCEPTION
    if result["error"].startswith("InternalError: out of memory"):
        kind = FaultKind.MEMORY
    return Fault(kind, result["error"], line, column)


def _load_outcome(load: dict[str, Any]) -> Outcome:
    if load["kind"] == "entry":
        found = load["type"]
        message = "no function FindProxyForURL"
        if found != "undefined":
            message = f"FindProxyForURL is no function but {found}"
        return _with_notes(_failed(Fault(FaultKind.NO_ENTRY_POINT, message)), load)
    line, column = position(load["stack"])
    kind = FaultKind.LOAD
    # A SyntaxError of the file itself has no frame inside the file; one thrown by the file (new
    # RegExp("[")) has.
    if load["error"].startswith("SyntaxError") and "(<input>" not in load["stack"]:
        kind = FaultKind.SYNTAX
    elif load["error"].startswith("InternalError: out of memory"):
        kind = FaultKind.MEMORY
    return _with_notes(_failed(Fault(kind, load["error"], line, column)), load)
