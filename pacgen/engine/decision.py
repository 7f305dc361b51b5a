"""What came out: the answer of a PAC file to one request, and what a client makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pacgen.engine.environment import Environment
from pacgen.engine.request import Request
from pacgen.engine.target import Target
from pacgen.engine.trace import Trace
from pacgen.routes import Route

__all__ = ["Decision", "Fault", "FaultKind", "HelperCall", "Outcome"]


class FaultKind(StrEnum):
    """Why a script gave no answer that a client can use."""

    SYNTAX = "syntax-error"
    """The file does not parse: no request gets an answer."""

    LOAD = "load-error"
    """The file throws while it is loaded: no request gets an answer."""

    NO_ENTRY_POINT = "no-entry-point"
    """
    The file defines no ``FindProxyForURL`` that the client can find: no request gets an answer.
    """

    EXCEPTION = "exception"
    """``FindProxyForURL`` threw for this request."""

    NOT_A_STRING = "not-a-string"
    """``FindProxyForURL`` returned something else: ``undefined`` when it falls off its end."""

    INVALID_RESULT = "invalid-result"
    """A string, but not one element in it is a route."""

    TIMEOUT = "timeout"
    """The deadline passed; the process that ran the script was killed."""

    MEMORY = "out-of-memory"
    """The script asked for more memory than the limit."""

    CRASH = "crash"
    """The process that ran the script died."""

    @property
    def is_whole_file(self) -> bool:
        """Whether the fault is the same for every request."""
        return self in {FaultKind.SYNTAX, FaultKind.LOAD, FaultKind.NO_ENTRY_POINT}


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, and where in the PAC file if that is known."""

    kind: FaultKind
    message: str
    """For people, one line: ``ReferenceError: dnsDomainls is not defined``."""

    line: int | None = None
    """From 1."""

    column: int | None = None
    """From 1."""


@dataclass(frozen=True, slots=True)
class HelperCall:
    """One call of a PAC helper, values as JavaScript writes them, cut at 200 characters."""

    helper: str
    arguments: tuple[str, ...]
    value: str
    """``throws`` when the helper threw."""

    def __str__(self) -> str:
        return f"{self.helper}({', '.join(self.arguments)}) -> {self.value}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What the script gave back and what the client makes of it; the same object for requests with
    the same outcome.
    """

    returned: str | None
    """
    The string that the script returned, untouched up to 65,536 characters.

    ``None`` if it returned no string or did not return.
    """

    route: Route
    """What the client does."""

    fault: Fault | None = None
    """Why *route* is not what the script meant to say; ``None`` when all is well."""

    dropped: tuple[str, ...] = ()
    """Elements of *returned* that the client cannot read and passes over."""

    dns: tuple[str, ...] = ()
    """The names that the script wanted resolved, in order, repetitions included (at most 1,000)."""

    alerts: tuple[str, ...] = ()
    """What the script passed to ``alert``, each cut at 1,000 characters (at most 100)."""

    calls: tuple[HelperCall, ...] = ()
    """Every helper that the script called, if that was asked for (at most 1,000)."""

    records: tuple[tuple[int, str], ...] = ()
    """
    What a rewritten script reported: numbers of points and values; :class:`Trace` makes sense of
    it.
    """

    record_count: int = 0
    """How many reports there were; more than *records* holds when some were cut."""


class Decision(NamedTuple):
    """
    One answer: both what the script returned and what the client does with it.

    They differ more often than one would wish: clients meet every error with DIRECT, silently.
    (A named tuple, not a dataclass: hundreds of thousands of them are made a second.)
    """

    request: Request
    environment: Environment
    target: Target
    outcome: Outcome
    trace: Trace | None = None
    """How the answer came about, if that was asked for."""

    @property
    def returned(self) -> str | None:
        """The string that the script returned, or ``None``."""
        return self.outcome.returned

    @property
    def route(self) -> Route:
        """What the client does."""
        return self.outcome.route

    @property
    def fault(self) -> Fault | None:
        """Why the route is not what the script meant to say."""
        return self.outcome.fault

    @property
    def dropped(self) -> tuple[str, ...]:
        """Elements of the result that the client passes over."""
        return self.outcome.dropped

    @property
    def dns(self) -> tuple[str, ...]:
        """The names that the script wanted resolved."""
        return self.outcome.dns

    @property
    def alerts(self) -> tuple[str, ...]:
        """What the script passed to ``alert``."""
        return self.outcome.alerts

    @property
    def calls(self) -> tuple[HelperCall, ...]:
        """Every helper that the script called, if that was asked for."""
        return self.outcome.calls

    @property
    def is_direct(self) -> bool:
        """Whether the client never uses a proxy for this request."""
        return self.outcome.route.is_direct
