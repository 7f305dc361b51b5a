"""
The history: every publication with its files, kept for rollback and for auditors.

One directory for each, named by its number, which only ever grows and knows no clock. It is made
under another name and renamed when it is whole, so what has a number can be relied on; the
digests in its record say whether the files still are what was published.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pacgen import __version__
from pacgen.errors import InputError
from pacgen.files import TEMPORARY_SUFFIX, sync_directory, write_atomically

__all__ = ["Entry", "History", "KeptFile"]

SCHEMA = 1
_RECORD = "entry.json"
_NUMBER = re.compile(r"[0-9]{6,}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One published file."""

    name: str
    """The output's name."""

    file: str
    """The output's path as the configuration says it."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication."""

    when: str
    """In UTC, ISO 8601."""

    reason: str
    """Why it was published, for people."""

    instance: str
    version: str
    """Of the endpoint data."""

    files: tuple[KeptFile, ...]
    digest: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Every rule of the policy and its route, as texts."""

    teams: Mapping[str, str] = field(default_factory=dict)
    """The names and prefixes of Teams in the endpoint data, and their categories."""

    changes: tuple[str, ...] = ()
    """What changed for clients, a line each."""

    overridden: tuple[str, ...] = ()
    """The gates that refused and were overridden by a person, each with its reason."""

    gave_up: int | None = None
    """For a rollback: what was given up; no run publishes anything until that is approved."""

    number: int = 0
    pacgen: str = __version__


class History:
    """
    The publications kept in *directory*.

    Damaged ones are passed over: they are no longer of any use, and they break nothing.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def entries(self) -> tuple[Entry, ...]:
        """
        Return all that is whole, the oldest first.

        Raises:
            InputError: the system does not let us look.
        """
        found = (self.entry(number) for number in self._numbers())
        return tuple(entry for entry in found if entry is not None)

    def entry(self, number: int) -> Entry | None:
        """Return the publication with this number, if its record is there and sound."""
        try:
            data = json.loads((self._path(number) / _RECORD).read_bytes())
            return replace(_parsed(data), number=number)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def contents(self, entry: Entry) -> dict[str, bytes]:
        """
        Return the files of *entry*, by the output's path.

        Raises:
            InputError: one is missing, or is no longer what was published.
        """
        return {kept.file: self._content(entry, i) for i, kept in enumerate(entry.files)}

    def add(self, entry: Entry, contents: Mapping[str, bytes], at_least: int = 0) -> Entry:
        """
        Keep a publication, durably, whole or not at all.

        Args:
            entry: What to say of it; its number and its files are found here.
            contents: The files, by the output's path; in the order of ``entry.files``.
            at_least: A number that was given already.

        Returns:
            The entry with its number.

        Raises:
            InputError: it cannot be written.
        """
        number = max((*self._numbers(), at_least), default=0) + 1
        temporary = self._directory / f".{secrets.token_hex(4)}{TEMPORARY_SUFFIX}"
        numbered = replace(entry, number=number)
        try:
            temporary.mkdir(parents=True)
            for i, kept in enumerate(entry.files):
                write_atomically(temporary / _stored(i), contents[kept.file])
            record = json.dumps({"schema": SCHEMA, **asdict(numbered)}, indent=1)
            write_atomically(temporary / _RECORD, f"{record}\n".encode())
            temporary.rename(self._path(number))
            sync_directory(self._directory)
        except OSError as error:
            shutil.rmtree(temporary, ignore_errors=True)
            raise InputError(
                f"{self._directory}: the history cannot be written: {error.strerror or error}",
                usually="the disk is full, or the directory is protected",
                tip="make room there; what is published stays as it is",
            ) from None
        return numbered

    def drop(self, number: int) -> None:
        """Forget a publication; what cannot be deleted stays."""
        self._remove(self._path(number))

    def prune(self, keep: int, spare: int) -> None:
        """Forget all but the newest *keep*, never *spare*."""
        for number in self._numbers()[:-keep]:
            if number != spare:
                self.drop(number)

    def tidy(self) -> None:
        """Delete what killed runs left half made, or half deleted. Hold the lock meanwhile."""
        with contextlib.suppress(OSError):
            for path in self._directory.iterdir():
                if path.name.endswith(TEMPORARY_SUFFIX):
                    shutil.rmtree(path, ignore_errors=True)

    def _remove(self, path: Path) -> None:
        """Rename first: a directory that is half deleted must not look like a publication."""
        doomed = self._directory / f".{secrets.token_hex(4)}{TEMPORARY_SUFFIX}"
        with contextlib.suppress(OSError):
            path.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)

    def _content(self, entry: Entry, index: int) -> bytes:
        path = self._path(entry.number) / _stored(index)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise _damaged(entry, f"{path}: {error.strerror or error}") from None
        if hashlib.sha256(content).hexdigest() != entry.files[index].sha256:
            raise _damaged(entry, f"{path} is no longer what was published")
        return content

    def _numbers(self) -> list[int]:
        try:
            names = [path.name for path in self._directory.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(
                f"{self._directory}: it cannot be read: {error.strerror or error}"
            ) from None
        return sorted(int(name) for name in names if _NUMBER.fullmatch(name))

    def _path(self, number: int) -> Path:
        return self._directory / f"{number:06}"


def _stored(index: int) -> str:
    # Not the output's own name: that may be a path, and anything a file system allows.
    return f"{index}.pac"


def _damaged(entry: Entry, what: str) -> InputError:
    return InputError(
        f"publication {entry.number} is damaged: {what}",
        tip="choose another: 'pacgen history' lists them",
    )


def _parsed(data: Any) -> Entry:  # noqa: ANN401 - whatever the file holds
    if data["schema"] != SCHEMA:
        raise ValueError("another schema")
    files = tuple(
        KeptFile(str(f["name"]), str(f["file"]), str(f["sha256"]), int(f["size"]))
        for f in data["files"]
    )
    return Entry(
        when=str(data["when"]),
        reason=str(data["reason"]),
        instance=str(data["instance"]),
        version=str(data["version"]),
        files=files,
        digest=str(data["digest"]),
        rules={str(k): str(v) for k, v in data["rules"].items()},
        teams={str(k): str(v) for k, v in data["teams"].items()},
        changes=tuple(map(str, data["changes"])),
        overridden=tuple(map(str, data["overridden"])),
        gave_up=None if data["gave_up"] is None else int(data["gave_up"]),
        pacgen=str(data["pacgen"]),
    )
