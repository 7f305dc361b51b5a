"""The moment that counts: files, history and memory change over, in an order that bears a crash."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pacgen.errors import InputError, PacgenError
from pacgen.policy.config_file import LoadedConfig
from pacgen.publish.history import Entry, History, KeptFile
from pacgen.publish.hook import run_hook
from pacgen.publish.state import JobState, write_state
from pacgen.publish.steps import OnStep, Step
from pacgen.publish.targets import sha256
from pacgen.publish.together import write_together

__all__ = ["HISTORY", "Found", "Switchboard"]

HISTORY = "history"
"""The directory of the history within the state directory."""


@dataclass(frozen=True, slots=True)
class Found:
    """One output as it lies on the disk."""

    name: str
    file: str
    """Its path as the configuration says it."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Switchboard:
    """
    Publishes for one configuration. Hold the lock meanwhile.

    The history has the new files before the first one switches, and the memory says that they are
    pending: :mod:`pacgen.publish.recovery` relies on it.
    """

    config: LoadedConfig
    directory: Path
    """The state directory."""

    on_step: OnStep

    @property
    def history(self) -> History:
        """What was published."""
        return History(self.directory / HISTORY)

    def record(self, entry: Entry, contents: Mapping[str, bytes], state: JobState) -> Entry:
        """
        Let the history have a publication.

        Raises:
            InputError: it cannot be written.
        """
        self.on_step(Step.RECORD)
        return self.history.add(entry, contents, state.current or 0)

    def keep_foreign(
        self, found: list[Found], current: Entry | None, when: str, state: JobState
    ) -> None:
        """Let the history have what somebody else wrote, before it is overwritten."""
        known = {kept.file: kept.sha256 for kept in current.files} if current else {}
        foreign = [one for one in found if sha256(one.content) != known.get(one.file)]
        if foreign:
            files = tuple(
                KeptFile(one.name, one.file, sha256(one.content), len(one.content))
                for one in foreign
            )
            entry = Entry(when, "found here, written by somebody else", "", "", files)
            self.record(entry, {one.file: one.content for one in foreign}, state)

    def switch(self, state: JobState, entry: Entry, files: Mapping[Path, bytes]) -> JobState:
        """
        Let *files*, those of *entry* that change, take the place of what is published.

        Raises:
            InputError: the system refuses; what was published is untouched.
        """
        write_state(self.directory, replace(state, pending=entry.number))
        self.on_step(Step.SWITCH)
        try:
            write_together(files)
        except PacgenError:
            self.history.drop(entry.number)
            with contextlib.suppress(InputError):
                write_state(self.directory, state)
            raise
        return self.remember(
            JobState(entry.number, is_hook_due=self.config.config.update.publish is not None)
        )

    def remember(self, state: JobState) -> JobState:
        """
        Keep what is published now, and forget what is too old.

        Raises:
            InputError: the memory cannot be written.
        """
        self.on_step(Step.REMEMBER)
        write_state(self.directory, state)
        if state.current is not None:
            self.history.prune(self.config.config.update.history, state.current)
        return state

    def run_hook(self, state: JobState) -> JobState:
        """
        Run the site's command if it has yet to run for what is published.

        Raises:
            InputError: it failed; the next run tries again.
        """
        config, command = self.config, self.config.config.update.publish
        if command is None or not state.is_hook_due:
            return state
        self.on_step(Step.HOOK)
        directory = config.path.parent.absolute()
        outputs = [(output.name, str(directory / output.file)) for output in config.config.outputs]
        run_hook(command, outputs, directory, config.config.environment)
        done = replace(state, is_hook_due=False)
        write_state(self.directory, done)
        return done
