"""Going back to an earlier publication."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pacgen.errors import InputError, RefusedError, UsageError
from pacgen.policy.config_file import LoadedConfig
from pacgen.publish.candidate import targets_of
from pacgen.publish.history import Entry
from pacgen.publish.lock import holding
from pacgen.publish.recovery import recover
from pacgen.publish.steps import ignore
from pacgen.publish.switching import Found, Switchboard
from pacgen.publish.targets import read_target, sha256

__all__ = ["Rollback", "roll_back"]


@dataclass(frozen=True, slots=True)
class Rollback:
    """What was done."""

    gave_up: int
    """The publication that was in place."""

    back_to: int
    """The earlier one."""

    entry: Entry
    """The same files as a publication of their own."""

    paths: tuple[str, ...]
    """The files that were written; none if they were in place already."""

    notices: tuple[str, ...] = ()


def roll_back(
    config: LoadedConfig,
    directory: Path,
    number: int | None = None,
    *,
    force: bool = False,
    now: Callable[[], float] = time.time,
) -> Rollback:
    """
    Publish the files of an earlier publication again; from then on the job waits for approval.

    Args:
        config: Whose outputs.
        directory: The state directory.
        number: Which publication; ``None``: the one before the current one.
        force: Overwrite files that were changed by hand.
        now: Seconds since the epoch.

    Raises:
        UsageError: there is no such publication, or nothing to go back to.
        RefusedError: a file was changed by hand.
        InputError: something cannot be read or written; what is published is untouched.
    """
    targets = targets_of(config)
    board = Switchboard(config, directory, ignore)
    if not directory.is_dir():
        raise _nothing()
    with holding(directory, now):
        recovered = recover(directory, board.history, targets)
        state = recovered.state
        current = board.history.entry(state.current) if state.current else None
        if current is None:
            raise _nothing()
        chosen = _chosen(board, current, number)
        contents = {
            file: content
            for file, content in board.history.contents(chosen).items()
            if file in targets
        }
        if not contents:
            raise InputError(
                f"publication {chosen.number} has no file that {config.path} still names",
                tip="'pacgen history' lists the others",
            )
        before = {file: read_target(targets[file]) for file in contents}
        if not force:
            _refuse_edited(current, before, targets)
        when = dt.datetime.fromtimestamp(now(), dt.UTC).isoformat(timespec="seconds")
        names = {output.file: output.name for output in config.config.outputs}
        found = [Found(names[f], f, c) for f, c in before.items() if c is not None]
        board.keep_foreign(found, current, when, state)
        entry = replace(
            chosen,
            when=when,
            reason=f"rolled back from {current.number} to {chosen.number}",
            files=tuple(one for one in chosen.files if one.file in contents),
            gave_up=current.number,
            changes=(),
            overridden=(),
        )
        entry = board.record(entry, contents, state)
        changed = {targets[f]: c for f, c in contents.items() if c != before[f]}
        state = board.switch(state, entry, changed)
        board.run_hook(state)
    return Rollback(
        current.number, chosen.number, entry, tuple(map(str, changed)), recovered.notices
    )


def _chosen(board: Switchboard, current: Entry, number: int | None) -> Entry:
    if number is not None:
        chosen = board.history.entry(number)
        if chosen is None:
            raise UsageError(
                f"there is no publication {number}", tip="'pacgen history' lists what is kept"
            )
        return chosen
    former = [entry for entry in board.history.entries() if entry.number < current.number]
    if current.gave_up is not None:
        # Going back twice goes further back, and not to what was given up.
        limit = _restored(former, current, current.gave_up)
        former = [entry for entry in former if entry.number < limit]
    if not former:
        raise UsageError(
            f"there is nothing before publication {current.number} to go back to",
            tip="'pacgen history' lists what is kept",
        )
    return former[-1]


def _restored(former: list[Entry], current: Entry, gave_up: int) -> int:
    """Return the number of the publication that the rollback *current* has put back."""
    same = (e.number for e in former if e.number < gave_up and _digests(e) == _digests(current))
    return max(same, default=gave_up)


def _digests(entry: Entry) -> dict[str, str]:
    return {kept.file: kept.sha256 for kept in entry.files}


def _refuse_edited(
    current: Entry, before: dict[str, bytes | None], targets: dict[str, Path]
) -> None:
    known = {kept.file: kept.sha256 for kept in current.files}
    for file, content in before.items():
        if content is not None and sha256(content) != known.get(file):
            raise RefusedError(
                f"{targets[file]} has been changed since it was published",
                usually="somebody has edited it by hand",
                tip="keep that work, then use --force; the history keeps a copy too",
            )


def _nothing() -> UsageError:
    return UsageError(
        "nothing was published yet", tip="'pacgen update' publishes, and begins the history"
    )
