"""
What a run of the scheduled job came to: plain data, for reports, notifications and tests.

Nothing here is secret: no credential, no webhook and no argument of a command ever gets in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pacgen.compare import Announcement, RouteChange, RouteDiff
from pacgen.endpoints import Instance
from pacgen.errors import PacgenError, RefusedError

__all__ = [
    "Failure",
    "GateName",
    "GateResult",
    "GateState",
    "OutputOutcome",
    "Override",
    "UpdateOutcome",
    "Verdict",
]


class GateName(StrEnum):
    """The gates, in the order in which they are asked."""

    SHRINK = "shrink"
    """The endpoint document is empty, or lost too much."""

    GUARD = "guard"
    """The endpoint document would open names or addresses of many owners."""

    SIZE = "size"
    """A client would not take a file so large."""

    ROLLED_BACK = "rolled_back"
    """Somebody went back to an earlier publication and has not said yet that all is well."""

    EDITED = "edited"
    """Somebody else has changed the published file, or it was never pacgen's."""

    NEW_DIRECT = "new_direct"
    """Too many rules more send traffic DIRECT."""

    EXPECT = "expect"
    """A site expectation is broken, or the file does not do what the policy says."""

    LINT = "lint"
    LOST_DIRECT = "lost_direct"
    """A Teams host that was DIRECT no longer is."""

    OUTSIDE = "outside"
    """Something changes that was not meant to."""


class GateState(StrEnum):
    """What a gate says."""

    PASSED = "passed"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"
    """It would refuse, and a person has decided otherwise."""

    SKIPPED = "skipped"
    """It is turned off, or there is nothing to hold against."""


class Override(StrEnum):
    """What lets a run pass a gate that refuses."""

    APPROVE = "--approve"
    """Or the digest of the change in the approval file, but for what was given up by a rollback."""

    FORCE = "--force"
    NONE = ""
    """Only mending what is wrong, or the configuration."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """What one gate says, in words."""

    gate: GateName
    state: GateState
    reason: str
    """One sentence without a full stop: why it refuses, or what it looked at."""

    details: tuple[str, ...] = ()
    """Line by line what is wrong; empty if it passed."""

    override: Override = Override.NONE


@dataclass(frozen=True, slots=True)
class OutputOutcome:
    """One PAC file of the configuration."""

    name: str
    path: str
    """As the configuration means it."""

    sha256: str
    """Of the file as it is now wanted, in hexadecimal."""

    size: int
    """In bytes."""

    before_sha256: str
    """Of the file that was there when the run began; ``""`` if there was none."""

    direct_hosts: int
    """Host patterns that go DIRECT."""

    direct_networks: int
    """Address ranges that go DIRECT."""

    routes: RouteDiff | None = None
    """What changes for clients; ``None`` if there was no file, or nothing changed in it."""

    @property
    def is_changed(self) -> bool:
        """Whether the wanted file is another than the one that was there."""
        return self.sha256 != self.before_sha256


@dataclass(frozen=True, slots=True)
class Failure:
    """A problem that ended a run, or a part of it."""

    what: str
    usually: str
    tip: str
    exit_code: int

    @classmethod
    def of(cls, error: PacgenError) -> Self:
        """Keep what *error* says."""
        return cls(error.what, error.usually, error.tip, error.exit_code)


class Verdict(StrEnum):
    """A run in one word."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    """What is published is what is wanted."""

    WOULD_PUBLISH = "would-publish"
    """A dry run that would have published."""

    REFUSED = "refused"
    """A gate said no; what was published before is untouched."""

    FAILED = "failed"
    """The run ended early; what was published before is untouched."""

    BUSY = "busy"
    """Another run was at work, which will say what became of it; this one did nothing."""


@dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """A finished run of ``pacgen update``."""

    when: dt.datetime
    """When it began, in UTC."""

    config: str
    """The configuration's path."""

    instance: Instance
    version: str = ""
    """Of the endpoint data in use; ``""`` if the run ended before that was known."""

    captured: str = ""
    """When that data was fetched, a month or a day."""

    offered: str = ""
    """The version that the service calls the latest; ``""`` if it was not asked, or silent."""

    previous_version: str = ""
    """Of the endpoint data of the last publication; ``""`` if there is none."""

    published: bool = False
    """Whether this run has changed the published files."""

    is_busy: bool = False
    """Whether another run was at work; *error* then says which."""

    dry_run: bool = False
    outputs: tuple[OutputOutcome, ...] = ()
    """In the configuration's order; empty if the run ended before they were made."""

    digest: str = ""
    """SHA-256 over all wanted files: what an approval names."""

    gates: tuple[GateResult, ...] = ()
    added_direct: tuple[str, ...] = ()
    """The rules that newly send something DIRECT, since the last publication."""

    removed_direct: tuple[str, ...] = ()
    """The rules that no longer do."""

    upcoming: tuple[Announcement, ...] = ()
    """What Microsoft has announced and does not use yet, Teams first; empty if it was not asked."""

    error: Failure | None = None
    """
    Why the run ended early; or why the service could not be used, which ends nothing: the data at
    hand is still good.
    """

    notices: tuple[str, ...] = ()
    """What was mended, what is odd, what would be done; one sentence each."""

    entry: int | None = None
    """The number in the history of what is published now; ``None`` if nothing is."""

    state_directory: str = ""

    @property
    def refusals(self) -> tuple[GateResult, ...]:
        """The gates that said no."""
        return tuple(gate for gate in self.gates if gate.state is GateState.REFUSED)

    @property
    def verdict(self) -> Verdict:
        """The run in one word."""
        if self.published:
            return Verdict.PUBLISHED
        if self.is_busy:
            return Verdict.BUSY
        if self.refusals:
            return Verdict.REFUSED
        if not self.outputs or self.digest == "":
            return Verdict.FAILED
        if any(output.is_changed for output in self.outputs):
            return Verdict.WOULD_PUBLISH if self.dry_run else Verdict.FAILED
        return Verdict.UNCHANGED

    @property
    def exit_code(self) -> int:
        """0 if all is well, 5 if a gate refused, else that of the error."""
        if self.refusals:
            return RefusedError.exit_code
        return self.error.exit_code if self.error else 0

    @property
    def route_changes(self) -> tuple[RouteChange, ...]:
        """What changes for clients, in all outputs."""
        return tuple(c for output in self.outputs if output.routes for c in output.routes.changes)

    @property
    def direct_hosts(self) -> int:
        """Host patterns that go DIRECT in the output that has most of them."""
        return max((output.direct_hosts for output in self.outputs), default=0)

    @property
    def direct_networks(self) -> int:
        """Address ranges that go DIRECT in the output that has most of them."""
        return max((output.direct_networks for output in self.outputs), default=0)
