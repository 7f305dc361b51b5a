"""
One run of the scheduled job: version check, data, policy, files, gates, publication, history.

Whatever happens, what is published afterwards is what was published before, or the new files,
all of them.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pacgen.endpoints import Snapshot
from pacgen.errors import BusyError, PacgenError, RefusedError
from pacgen.policy import Policy, build_policy
from pacgen.policy.config_file import LoadedConfig
from pacgen.publish.approval import is_approved
from pacgen.publish.candidate import Candidate, candidates, digest, targets_of
from pacgen.publish.gates import overridden, passed, refused_by
from pacgen.publish.history import Entry, KeptFile
from pacgen.publish.intended import rules_of, teams_of
from pacgen.publish.intentions import intentions
from pacgen.publish.judgement import Case, judge
from pacgen.publish.lock import holding
from pacgen.publish.outcome import (
    Failure,
    GateName,
    GateResult,
    GateState,
    Override,
    UpdateOutcome,
)
from pacgen.publish.recovery import look, recover
from pacgen.publish.source import Data, Service, Source
from pacgen.publish.state import JobState
from pacgen.publish.steps import OnStep, Step, ignore
from pacgen.publish.switching import Found, Switchboard
from pacgen.publish.targets import check_places, sha256

__all__ = ["UpdateJob", "run_once"]


@dataclass(frozen=True, slots=True)
class UpdateJob:
    """What a run needs to know."""

    config: LoadedConfig
    endpoints_directory: Path
    state_directory: Path
    service: Service | None
    """``None``: nobody is asked, the data at hand is used."""

    templates: Path | None = None
    dry_run: bool = False
    """Whether to stop before anything is changed, and tell what would be."""

    approve: bool = False
    force: bool = False
    now: Callable[[], float] = time.time
    """Seconds since the epoch."""

    on_step: OnStep = ignore


def run_once(job: UpdateJob) -> UpdateOutcome:
    """
    Do one run. Problems are in the outcome; what was published before is then untouched.

    Raises:
        UsageError: the configuration has no outputs, or cannot be meant.
    """
    run = _Run(job, dt.datetime.fromtimestamp(job.now(), dt.UTC), targets_of(job.config))
    lock = contextlib.nullcontext() if job.dry_run else holding(job.state_directory, job.now)
    try:
        with lock:
            run.go()
    except BusyError as error:
        run.error, run.is_busy = Failure.of(error), True
    except PacgenError as error:
        run.error = Failure.of(error)
    return run.outcome()


@dataclass(slots=True)
class _Run:
    """A run on its way."""

    job: UpdateJob
    when: dt.datetime
    targets: dict[str, Path]
    state: JobState = field(default_factory=JobState)
    entry: Entry | None = None
    """The last publication."""

    previous_version: str = ""
    data: Data | None = None
    case: Case | None = None
    digest: str = ""
    gates: list[GateResult] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    error: Failure | None = None
    is_busy: bool = False
    published: bool = False

    @property
    def board(self) -> Switchboard:
        """What publishes."""
        return Switchboard(self.job.config, self.job.state_directory, self.job.on_step)

    def go(self) -> None:
        """Do everything, until something stops it."""
        self._recover()
        snapshot = self._find()
        policy = self._policy(snapshot) if snapshot else None
        if snapshot is None or policy is None:
            return
        self.job.on_step(Step.GENERATE)
        wanted = candidates(self.job.config, policy, self.job.templates)
        self.digest = digest(wanted)
        overrides = self._overrides()
        self.gates = [self._decided(gate, overrides) for gate in self.gates]
        self.case = Case(self.job.config, snapshot.document, wanted, rules_of(policy), self.entry)
        if not any(candidate.is_changed for candidate in wanted):
            self._store()
            self._settle(snapshot, wanted)
        else:
            check_places(c.path for c in wanted if c.is_changed)
            self._judge(overrides)
            self._store()
            if not self._is_refused and not self.job.dry_run:
                self._publish(snapshot, wanted)
        if self.job.dry_run:
            self.notices += intentions(self.board, self.data, wanted, is_first=self.entry is None)
        if not self.job.dry_run and not self._is_refused:
            self.state = self.board.run_hook(self.state)

    @property
    def _is_refused(self) -> bool:
        return any(gate.state is GateState.REFUSED for gate in self.gates)

    def _recover(self) -> None:
        self.job.on_step(Step.RECOVER)
        find = look if self.job.dry_run else recover
        found = find(self.job.state_directory, self.board.history, self.targets)
        self.state = found.state
        self.notices += found.notices
        if self.state.current is not None:
            self.entry = self.board.history.entry(self.state.current)
            self.previous_version = self.entry.version if self.entry else ""

    def _find(self) -> Snapshot | None:
        self.job.on_step(Step.FETCH)
        self.data = self._source().find(self.job.config.config.update.gates.shrink)
        self.notices += self.data.notices
        self.error = self.data.error
        self.gates.append(self.data.gate)
        return self.data.snapshot

    def _source(self) -> Source:
        job = self.job
        instance = job.config.site.instance
        return Source(
            instance,
            job.endpoints_directory,
            job.service,
            job.now,
            job.state_directory,
            is_dry=job.dry_run,
        )

    def _policy(self, snapshot: Snapshot) -> Policy | None:
        site = self.job.config.site
        try:
            policy = build_policy(
                snapshot.document, preset=site.preset, default=site.default, site=site.site
            )
        except RefusedError as error:
            self.gates.append(refused_by(GateName.GUARD, error))
            return None
        self.gates.append(passed(GateName.GUARD, "no name or range of many owners goes DIRECT"))
        self.notices += policy.warnings
        return policy

    def _overrides(self) -> frozenset[Override]:
        job = self.job
        approval = job.config.config.update.gates.approval
        path = job.config.path.parent / approval if approval else None
        found = {Override.FORCE} if job.force else set()
        if job.approve or is_approved(self.digest, path):
            found.add(Override.APPROVE)
        return frozenset(found)

    def _store(self) -> None:
        """
        Store new data, unless a gate has something against what comes of it.

        Then it is fetched again: data that cannot be published must not be what the next, better
        version is held against.
        """
        if self.data is not None and not self._is_refused and not self.job.dry_run:
            self.job.on_step(Step.STORE)
            self._source().keep(self.data)

    def _judge(self, overrides: frozenset[Override]) -> None:
        self.job.on_step(Step.JUDGE)
        if self.case is not None:
            self.gates += [self._decided(gate, overrides) for gate in judge(self.case)]

    def _decided(self, gate: GateResult, overrides: frozenset[Override]) -> GateResult:
        """Return what *gate* says, overridden if a person has decided so."""
        if gate.gate is GateName.ROLLED_BACK and not self.job.approve:
            # What was given up may have been approved, and its digest may still be in the file.
            return gate
        return overridden(gate, overrides)

    def _settle(self, snapshot: Snapshot, wanted: tuple[Candidate, ...]) -> None:
        """What is wanted is there already; if nobody knows of it, the history learns of it."""
        known = {kept.file: kept.sha256 for kept in self.entry.files} if self.entry else {}
        if known == {candidate.file: sha256(candidate.data) for candidate in wanted}:
            return
        if not self.job.dry_run and not self._is_refused:
            entry = self._record(snapshot, wanted, "was there already, just as it should be")
            self.state = self.board.remember(replace(self.state, current=entry.number))

    def _publish(self, snapshot: Snapshot, wanted: tuple[Candidate, ...]) -> None:
        found = [
            Found(c.name, c.file, c.before) for c in wanted if c.before is not None and c.is_changed
        ]
        self.board.keep_foreign(found, self.entry, self._now(), self.state)
        entry = self._record(snapshot, wanted, self._reason(snapshot))
        files = {c.path: c.data for c in wanted if c.is_changed}
        self.state = self.board.switch(self.state, entry, files)
        self.published = True

    def _record(self, snapshot: Snapshot, wanted: tuple[Candidate, ...], reason: str) -> Entry:
        self.job.on_step(Step.RECORD)
        case = self.case
        changes = [
            f"{name}: {', '.join(change.hosts)}: {change.old.text} -> {change.new.text}"
            for name, comparison in (case.comparisons if case else {}).items()
            for change in comparison.whole.changes
        ]
        entry = Entry(
            when=self._now(),
            reason=reason,
            instance=snapshot.document.instance,
            version=snapshot.version,
            files=tuple(KeptFile(c.name, c.file, sha256(c.data), len(c.data)) for c in wanted),
            digest=self.digest,
            rules=case.rules if case else {},
            teams=teams_of(snapshot.document),
            changes=tuple(changes),
            overridden=tuple(
                f"{gate.gate}: {gate.reason} ({gate.override})"
                for gate in self.gates
                if gate.state is GateState.OVERRIDDEN
            ),
        )
        return self.board.record(entry, {c.file: c.data for c in wanted}, self.state)

    def _reason(self, snapshot: Snapshot) -> str:
        entry, case = self.entry, self.case
        if entry is None or case is None:
            return "the first publication"
        if entry.version != snapshot.version:
            return f"endpoint data {entry.version or 'unknown'} -> {snapshot.version}"
        if dict(entry.rules) != case.rules:
            return "the configuration has changed"
        return "the files are written otherwise, for the same rules"

    def _now(self) -> str:
        return dt.datetime.fromtimestamp(self.job.now(), dt.UTC).isoformat(timespec="seconds")

    def outcome(self) -> UpdateOutcome:
        """Return what came of it."""
        job, data, case = self.job, self.data, self.case
        snapshot = data.snapshot if data else None
        return UpdateOutcome(
            when=self.when,
            config=str(job.config.path),
            instance=job.config.site.instance,
            version=snapshot.version if snapshot else "",
            captured=snapshot.captured if snapshot else "",
            offered=data.update.offered if data and data.update else "",
            previous_version=self.previous_version,
            published=self.published,
            is_busy=self.is_busy,
            dry_run=job.dry_run,
            outputs=tuple(c.outcome(case.comparisons.get(c.name)) for c in case.wanted)
            if case
            else (),
            digest=self.digest,
            gates=tuple(self.gates),
            added_direct=case.added_direct if case else (),
            removed_direct=case.removed_direct if case else (),
            upcoming=data.upcoming if data else (),
            error=self.error,
            notices=tuple(dict.fromkeys(self.notices)),
            entry=self.state.current,
            state_directory=str(job.state_directory),
        )
