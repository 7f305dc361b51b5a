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
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pacgen.engine.decision import Fault, FaultKind
from pacgen.engine.process import WorkerDiedError, WorkerProcess, WorkerTimeoutError
from pacgen.engine.stack import position

__all__ = ["Answer", "Batch", "Limits"]

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the driver says of one request."""

    text: str | None = None
    """The string that the script returned."""

    fault: Fault | None = None
    dns: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


class Batch:
    """
    The state of one batch: what is known, and what is still to be asked.

    Args:
        start: Starts a fresh worker.
        content: The message to the driver without the fields that belong to this class.
        requests: What the script gets to see: pairs of url and host.
        limits: What the script may use.
    """

    def __init__(
        self,
        start: Callable[[], WorkerProcess],
        content: dict[str, Any],
        requests: Sequence[tuple[str, str]],
        limits: Limits,
    ) -> None:
        self._start = start
        self._content = content | {"requests": list(requests)}
        self._limits = limits
        self._answers: list[Answer | None] = [None] * len(requests)
        self._next = 0
        self._lost = 0.0

    def run(self) -> list[Answer]:
        """Ask everything; return one answer for each request."""
        while self._next < len(self._answers):
            if self._lost >= self._limits.lost_seconds:
                self._give_up()
                break
            began = time.monotonic()
            if not self._run_on(careful=False):
                self._lost += time.monotonic() - began
        return [answer or _NEVER_ASKED for answer in self._answers]

    def _run_on(self, *, careful: bool) -> bool:
        """Ask from the first open request on; say whether the worker survived."""
        worker = self._start()
        secret = secrets.token_hex(8)
        message = json.dumps(
            self._content | {"from": self._next, "careful": careful, "secret": secret}
        )
        try:
            reply = worker.ask(message, patience=self._patience(careful=careful))
        except WorkerTimeoutError:
            fault = Fault(FaultKind.TIMEOUT, "no answer in time; the script was stopped")
        except WorkerDiedError as error:
            fault = Fault(FaultKind.CRASH, f"the process that ran the script is gone: {error.how}")
        else:
            return self._take(reply)
        self._locate(_reported_index(worker.last_progress, secret), fault, careful=careful)
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
            self._fill(Answer(fault=fault))
        elif careful:
            self._answers[index] = Answer(fault=fault)
            self._rerun_up_to(index)
            self._next = index + 1
        elif len(self._answers) == index + 1:
            # It can only have been the last one: no need to look for it.
            self._answers[index] = Answer(fault=fault)
            self._rerun_up_to(index)
            self._next = index + 1
        elif self._run_on(careful=True):
            # It went well this time: the machine was slow, not the script.
            return

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
            self._content["requests"][self._next : index],
            self._limits,
        )
        self._answers[self._next : index] = head.run()

    def _take(self, reply: dict[str, Any]) -> bool:
        """Read the driver's answer; say whether the engine is fit for more."""
        if "broken" in reply:
            self._fill(Answer(fault=Fault(FaultKind.MEMORY, "the script used up all memory")))
            return False
        if "load" in reply:
            self._fill(_load_answer(reply["load"]))
            return True
        results = reply["results"]
        for result in results:
            self._answers[result["index"]] = _answer(result)
        self._next = results[-1]["index"] + 1 if results else len(self._answers)
        return self._next == len(self._answers)

    def _fill(self, answer: Answer) -> None:
        """Give *answer* to all requests that have none."""
        self._answers[self._next :] = [answer] * (len(self._answers) - self._next)
        self._next = len(self._answers)

    def _give_up(self) -> None:
        self._fill(_NEVER_ASKED)


_NEVER_ASKED = Answer(
    fault=Fault(
        FaultKind.TIMEOUT, "not asked: the script had used up its time on the requests before"
    )
)


def _reported_index(progress: str, secret: str) -> int | None:
    """Return the request which the driver was at; ``None`` while it was loading the file."""
    # pacparser writes "ALERT: " before what the driver says.
    word, _, index = progress.removeprefix("ALERT: ").partition(" ")
    return int(index) if word == secret and index.isdecimal() else None


def _answer(result: dict[str, Any]) -> Answer:
    dns = tuple(result.get("dns", ()))
    alerts = tuple(result.get("alerts", ()))
    if "error" in result:
        return Answer(fault=_exception(result), dns=dns, alerts=alerts)
    if "type" in result:
        shown = f" {result['shown']}" if result["shown"] else ""
        message = f"FindProxyForURL returned {result['type']}{shown}, not a string"
        return Answer(fault=Fault(FaultKind.NOT_A_STRING, message), dns=dns, alerts=alerts)
    return Answer(text=result["text"], dns=dns, alerts=alerts)


def _exception(result: dict[str, Any]) -> Fault:
    line, column = position(result["stack"])
    kind = FaultKind.EXCEPTION
    if result["error"].startswith("InternalError: out of memory"):
        kind = FaultKind.MEMORY
    return Fault(kind, result["error"], line, column)


def _load_answer(load: dict[str, Any]) -> Answer:
    dns = tuple(load.get("dns", ()))
    if load["kind"] == "entry":
        found = load["type"]
        message = "no function FindProxyForURL"
        if found != "undefined":
            message = f"FindProxyForURL is no function but {found}"
        return Answer(fault=Fault(FaultKind.NO_ENTRY_POINT, message), dns=dns)
    line, column = position(load["stack"])
    kind = FaultKind.LOAD
    # A SyntaxError of the file itself has no frame inside the file; one thrown by the file (new
    # RegExp("[")) has.
    if load["error"].startswith("SyntaxError") and "(<input>" not in load["stack"]:
        kind = FaultKind.SYNTAX
    elif load["error"].startswith("InternalError: out of memory"):
        kind = FaultKind.MEMORY
    return Answer(fault=Fault(kind, load["error"], line, column), dns=dns)
