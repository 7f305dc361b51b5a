"""The published files as they lie on the disk: their contents, and what killed runs left there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from pacgen.errors import InputError
from pacgen.files import TEMPORARY_SUFFIX
from pacgen.publish.together import BACKUP_SUFFIX
from pacgen.publish.write import refusal, resolve

__all__ = ["check_places", "digest_of", "read_target", "sha256", "sweep"]


def sha256(content: bytes) -> str:
    """Return the digest of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_target(path: Path) -> bytes | None:
    """
    Return what is published at *path*, ``None`` if nothing is.

    Raises:
        InputError: something is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be read: {error.strerror or error}",
            usually="it is protected, or no ordinary file",
            tip="let the account that runs pacgen read and replace it",
        ) from None


def digest_of(path: Path) -> str:
    """Return the digest of what is published at *path*, ``""`` if nothing is."""
    content = read_target(path)
    return "" if content is None else sha256(content)


def check_places(paths: Iterable[Path]) -> None:
    """
    Make sure that *paths* can be replaced, before any work is put into what they shall contain.

    Raises:
        UsageError: one is a directory, or has none.
        InputError: one is protected.
    """
    for path in paths:
        try:
            resolve(path)
        except OSError as error:
            raise refusal(path, error, others="what is published is untouched") from None


def sweep(paths: Iterable[Path]) -> None:
    """
    Delete what killed runs have left beside *paths*: unfinished files, and second names of old
    ones.

    Call it only while holding the lock, and when the history has what was published before.
    """
    suffixes = f"(?:{re.escape(TEMPORARY_SUFFIX)}|{re.escape(BACKUP_SUFFIX)})"
    for path in paths:
        target = Path(os.path.realpath(path))
        ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}{suffixes}")
        with contextlib.suppress(OSError):
            for found in target.parent.iterdir():
                if ours.fullmatch(found.name):
                    found.unlink()
