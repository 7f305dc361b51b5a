"""Several files change together: all of them, or none."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pacgen.errors import InputError, UsageError
from pacgen.files import beside, stage, switch, sync_directory
from pacgen.publish.write import refusal, resolve

__all__ = ["BACKUP_SUFFIX", "write_together"]

BACKUP_SUFFIX = ".pacgen-old"
"""What the name of a kept old file ends with. One that is left over is all there is of it."""


@dataclass(slots=True)
class _Change:
    """One file on its way from old to new."""

    path: Path
    """As the caller says it."""

    target: Path
    """The file itself, behind all links."""

    new: Path
    """The new content, beside *target*, until the switch."""

    old: Path | None = None
    """The old content; ``None`` where there was no file."""

    is_begun: bool = False
    """Whether the switch may have happened."""


def write_together(files: Mapping[Path, bytes]) -> None:
    """
    Replace the contents of several files, which need not be in one directory.

    What is promised, in the order in which things can go wrong:

    - Every new content is written in full, and to the disk, before the first file changes. A
      full disk, a quota, a missing right is found here, and then nothing has changed.
    - Then the files switch, each in one step and in the order of *files*: a reader sees the old
      content or the new, never a part. If one cannot switch (its directory has become read-only,
      say), or on Ctrl-C, those before it are put back: the very files that were there, or
      nothing where nothing was.
    - When this function returns, contents and names are on the disk.
    - Permissions stay, owners too where we may give files away, and links: their targets change.

    Not promised: file systems cannot switch two files in one step. Whoever reads two files in
    the instant between can see one new and one old, and so it stays if the machine stops in
    that instant. Each file is whole even then, and running again mends it.
    Nobody else is kept from writing the same files meanwhile: hold a lock for that.

    Args:
        files: What each file shall contain. None at all is fine.

    Raises:
        UsageError: a path is a directory, or has none; two paths are one file.
        InputError: the operating system refuses; the message names the file. All files are as
            they were. If even that could not be had, the message says which are not, and where
            their old contents are.
    """
    targets = _targets(files)
    changes: list[_Change] = []
    try:
        for path, content in files.items():
            with _told(path):
                changes.append(_Change(path, targets[path], stage(targets[path], content)))
        for change in changes:
            with _told(change.path):
                change.old = _keep(change.target)
        for change in changes:
            with _told(change.path):
                change.is_begun = True
                switch(change.new, change.target)
        for directory in dict.fromkeys(change.target.parent for change in changes):
            sync_directory(directory)
    except BaseException as error:
        # BaseException: Ctrl-C between two files is the worst of moments.
        lost = [text for change in reversed(changes) for text in _undo(change)]
        if lost:
            raise _in_between(error, lost) from error
        raise
    for change in changes:
        if change.old is not None:
            with contextlib.suppress(OSError):
                change.old.unlink()


def _targets(files: Mapping[Path, bytes]) -> dict[Path, Path]:
    targets: dict[Path, Path] = {}
    owners: dict[Path, Path] = {}
    for path in files:
        with _told(path):
            targets[path] = resolve(path)
        owner = owners.setdefault(targets[path], path)
        if owner != path:
            raise UsageError(f"{owner} and {path} are the same file", tip="give each its own name")
    return targets


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says into a message about *path*."""
    try:
        yield
    except OSError as error:
        raise refusal(path, error, others="none of the files has changed") from error


def _keep(target: Path) -> Path | None:
    """Give the old file a second name, or make a copy where a file can have but one."""
    if not target.exists():
        return None
    kept = beside(target, BACKUP_SUFFIX)
    try:
        os.link(target, kept)
    except OSError:
        try:
            shutil.copy2(target, kept)
        except BaseException:
            with contextlib.suppress(OSError):
                kept.unlink()
            raise
    return kept


def _undo(change: _Change) -> Iterator[str]:
    """Put back what was there; yield in words what could not be."""
    try:
        is_new = change.is_begun and not change.new.exists()
        if is_new and change.old is None:
            change.target.unlink()
        elif is_new and change.old is not None:
            switch(change.old, change.target)
    except OSError as error:
        why = f"{change.path} could not be put back ({error.strerror or error})"
        yield f"{why}; its old content is in {change.old}" if change.old else why
        return
    for rest in (change.new, change.old):
        if rest is not None:
            with contextlib.suppress(OSError):
                rest.unlink()


def _in_between(error: BaseException, lost: list[str]) -> InputError:
    first = error.what if isinstance(error, InputError) else "interrupted"
    return InputError(
        f"{first}; {'; '.join(lost)}",
        usually="the disk, or the way to it, has failed",
        tip="every file is whole, but they are no longer of one making: mend this and run again",
    )
