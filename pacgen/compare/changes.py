"""What a comparison of two PAC files, or of one with a policy, comes to. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pacgen.engine import Decision, Environment, Request, Target
from pacgen.patterns import HostPattern
from pacgen.routes import Route

__all__ = [
    "ChangeKind",
    "RouteChange",
    "RouteDiff",
    "Side",
    "Unproven",
    "changed",
]


class ChangeKind(StrEnum):
    """What a change of route means to those who answer for the network."""

    NEW_DIRECT = "new-direct"
    """Connects directly, at once or after a proxy has failed, where it did not before."""

    NEW_PROXY = "new-proxy"
    """Asks a proxy first, where it connected directly before."""

    REROUTED = "rerouted"
    """Something else: another proxy, another order, a failure in place of DIRECT."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two files says for a region, and where."""

    route: Route
    """What the client does; after a fault that is DIRECT."""

    returned: str | None
    """What the script returned, untouched; ``None`` if that was no string."""

    fault: str = ""
    """Why the script gave no answer to use; empty if it gave one."""

    line: int | None = None
    """The line that decided, from 1; ``None`` where that is not known, or there is no file."""

    column: int | None = None
    """Of a fault in that line, from 1, where it is known."""

    is_whole_file: bool = False
    """Whether the fault is the same for every request: the file does not load."""

    reason: str = ""
    """The rule of the policy that decided, where there is no file."""

    @classmethod
    def of(cls, decision: Decision) -> Side:
        """Return what *decision* says; its line if it was traced."""
        fault = decision.fault
        line = fault.line if fault is not None else None
        trace = decision.trace
        if line is None and trace is not None and trace.trusted and trace.deciding is not None:
            line = trace.deciding.span.line
        if fault is None:
            return cls(decision.route, decision.returned, line=line)
        return cls(
            decision.route,
            decision.returned,
            fault.message,
            line,
            fault.column,
            is_whole_file=fault.kind.is_whole_file,
        )

    @property
    def text(self) -> str:
        """The route, or that there was none, in one line."""
        return f"no answer ({self.fault}), so DIRECT" if self.fault else str(self.route)


@dataclass(frozen=True, slots=True)
class RouteChange:
    """A region of hosts whose route is another one now."""

    pattern: HostPattern
    """The pattern of the scope that the region lies in."""

    hosts: tuple[str, ...]
    """
    The hosts of the region as readable patterns (``*.teams.microsoft.com``); where it was not
    proven, those that were seen.
    """

    condition: str
    """What else must be so, in words (``client in 10.0.0.0/8``); empty: nothing."""

    request: Request
    """The shortest request that shows it."""

    environment: Environment
    """The world to ask it in."""

    old: Side
    new: Side

    @property
    def kind(self) -> ChangeKind:
        """What it means."""
        return changed(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Unproven:
    """Why nothing is proven of some hosts."""

    hosts: str
    """The pattern of the scope, or what of it is concerned."""

    reason: str
    """``line 12: the value of charCodeAt is not followed``, ``the time was up``."""

    line: int | None = None
    side: str = ""
    """``old`` or ``new``; empty where it is neither's fault."""


@dataclass(frozen=True, slots=True)
class RouteDiff:
    """How the routes of two PAC files differ within a scope."""

    target: Target
    """The client whose behaviour was reproduced."""

    scope: tuple[HostPattern, ...]
    """What was compared; a host that several patterns mean belongs to the first."""

    changes: tuple[RouteChange, ...]
    """In the order of the scope; within a pattern the shortest host first."""

    unproven: tuple[Unproven, ...] = ()
    """Where the two may differ in more than *changes* says."""

    samples: int = 0
    """How many requests were compared where nothing is proven."""

    max_labels: int | None = None
    """Up to how many labels of a host the proof reaches; ``None``: any number."""

    broken: tuple[tuple[str, Side], ...] = ()
    """The sides that do not parse, ``old`` or ``new``, with what they say to every request."""

    @property
    def proven(self) -> bool:
        """Whether nothing within the scope changed but *changes*, for certain."""
        return not self.unproven

    def of_kind(self, *kinds: ChangeKind) -> tuple[RouteChange, ...]:
        """Return the changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def __bool__(self) -> bool:
        return bool(self.changes)


def changed(old: Side, new: Side) -> ChangeKind:
    """Say what the step from *old* to *new* means."""
    if new.route.has_direct and not old.route.has_direct:
        return ChangeKind.NEW_DIRECT
    if new.route.starts_direct and not old.route.starts_direct:
        return ChangeKind.NEW_DIRECT
    if old.route.starts_direct and not new.route.starts_direct:
        return ChangeKind.NEW_PROXY
    return ChangeKind.REROUTED
