"""Writing files so that a reader sees the old content or the new, and never a part of either."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from pathlib import Path

__all__ = ["TEMPORARY_SUFFIX", "write_atomically"]

TEMPORARY_SUFFIX = ".pacgen-tmp"
"""What the name of an unfinished file ends with; one that is left over may be deleted."""

_REPLACE_ATTEMPTS = 5


def write_atomically(path: Path, content: bytes) -> None:
    """
    Put *content* at *path*, whole or not at all, and durably where the system can.

    The permissions of a file that is replaced stay as they were.

    Raises:
        OSError: as the system says; *path* is as it was.
    """
    # The same directory, since a rename is atomic only within one file system.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        _replace(temporary, path)
    except BaseException:
        # BaseException: Ctrl-C must not leave the temporary file behind either.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_directory(path.parent)


def _replace(temporary: Path, path: Path) -> None:
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            temporary.replace(path)
        except PermissionError:
            # Windows refuses while somebody, a virus scanner for one, has the file open.
            if os.name != "nt" or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def _sync_directory(directory: Path) -> None:
    """Make the rename itself durable. Windows cannot open directories, and needs no such thing."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
