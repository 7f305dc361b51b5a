"""
Finding back after a run that was killed, or after the memory was lost.

Before files switch, the history has the new ones and the state says that they are pending. So
whatever the moment of death: either nothing has switched, and the publication is forgotten, or
something has, and the rest follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pacgen.errors import InputError
from pacgen.publish.history import Entry, History, KeptFile
from pacgen.publish.lock import HOLDER
from pacgen.publish.state import STATE, JobState, read_state, write_state
from pacgen.publish.targets import digest_of, sweep
from pacgen.publish.together import write_together

__all__ = ["Recovered", "look", "recover"]

OWN_FILES = (STATE, HOLDER)
"""The files of the state directory that are replaced now and then."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """The memory, sound again."""

    state: JobState
    notices: tuple[str, ...] = ()
    """What was wrong, and what was done."""


def look(directory: Path, history: History, targets: Mapping[str, Path]) -> Recovered:
    """
    Return the memory as it is, or as history and files tell it; nothing is changed.

    Args:
        directory: The state directory.
        history: What was published.
        targets: The outputs' files, by their paths in the configuration.

    Raises:
        InputError: something cannot be read.
    """
    state, damage = read_state(directory)
    if state is not None:
        return Recovered(state)
    entries = history.entries()
    if not damage and not entries:
        return Recovered(JobState())
    found = _found_again(entries, targets)
    lost = damage or f"{STATE} was missing"
    return Recovered(found, (f"{lost}; it was made anew from the history and the files",))


def recover(directory: Path, history: History, targets: Mapping[str, Path]) -> Recovered:
    """
    Bring memory, history and files to where a run can begin. Hold the lock meanwhile.

    Raises:
        InputError: something cannot be read or written.
    """
    found = look(directory, history, targets)
    state, notices = found.state, found.notices
    if state.pending is not None:
        state, notice = _settle(state, state.pending, history, targets)
        notices = (*notices, notice)
    if notices:
        write_state(directory, state)
    sweep((*targets.values(), *(directory / name for name in OWN_FILES)))
    history.tidy()
    return Recovered(state, notices)


def _found_again(entries: tuple[Entry, ...], targets: Mapping[str, Path]) -> JobState:
    """Find what is published by comparing the files with the history, the newest first."""
    digests = {file: digest_of(path) for file, path in targets.items()}
    for before, entry in reversed(list(zip([None, *entries], entries, strict=False))):
        left = [kept for kept in entry.files if digests.get(kept.file) != kept.sha256]
        if not left:
            return JobState(entry.number, is_hook_due=True)
        if len(left) < len(entry.files) and all(
            _is_former(digests.get(kept.file, ""), kept, before) for kept in left
        ):
            return JobState(before.number if before else None, entry.number, is_hook_due=True)
    # Nothing fits: the files were changed by hand since the last one.
    return JobState(entries[-1].number if entries else None)


def _is_former(digest: str, kept: KeptFile, before: Entry | None) -> bool:
    """Say whether the file with *digest* has yet to become *kept*."""
    known = {former.file: former.sha256 for former in before.files} if before else {}
    return digest in {"", known.get(kept.file, "")}


def _settle(
    state: JobState, pending: int, history: History, targets: Mapping[str, Path]
) -> tuple[JobState, str]:
    """Complete a publication that was begun, or forget it."""
    entry = history.entry(pending)
    before = history.entry(state.current) if state.current else None
    files = [kept for kept in entry.files if kept.file in targets] if entry else []
    digests = {kept.file: digest_of(targets[kept.file]) for kept in files}
    known = {former.file: former.sha256 for former in before.files} if before else {}
    switched = [kept for kept in files if digests[kept.file] == kept.sha256 != known.get(kept.file)]
    if entry is None or not switched:
        history.drop(pending)
        forgotten = replace(state, pending=None)
        return forgotten, "the run before was ended before it could publish; nothing had changed"
    # A file that is neither the old nor the new one is somebody's own: the gate will say so.
    left = [
        kept
        for kept in files
        if digests[kept.file] != kept.sha256 and _is_former(digests[kept.file], kept, before)
    ]
    if left:
        try:
            contents = history.contents(entry)
        except InputError as error:
            return replace(state, pending=None), f"publication {pending} is lost: {error.what}"
        write_together({targets[kept.file]: contents[kept.file] for kept in left})
    done = JobState(current=pending, is_hook_due=True)
    return done, f"the run before was ended while publishing; publication {pending} is complete now"
