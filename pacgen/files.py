"""Writing files so that a reader sees the old content or the new, and never a part of either."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from pathlib import Path

__all__ = [
    "TEMPORARY_SUFFIX",
    "beside",
    "stage",
    "switch",
    "sync_directory",
    "write_atomically",
]

TEMPORARY_SUFFIX = ".pacgen-tmp"
"""What the name of an unfinished file ends with; one that is left over may be deleted."""

_REPLACE_ATTEMPTS = 5


def write_atomically(path: Path, content: bytes) -> None:
    """
    Put *content* at *path*, whole or not at all, and durably where the system can.

    The permissions of a file that is replaced stay as they were, and so does its owner where we
    may give files away.

    Raises:
        OSError: as the system says; *path* is as it was.
    """
    temporary = stage(path, content)
    try:
        switch(temporary, path)
    except BaseException:
        # BaseException: Ctrl-C must not leave the temporary file behind either.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_directory(path.parent)


def stage(path: Path, content: bytes) -> Path:
    """
    Write *content* durably beside *path*, ready to take its place by :func:`switch`.

    Returns:
        The temporary file, with the permissions and the owner of *path* where that is there.

    Raises:
        OSError: as the system says; nothing is left behind.
    """
    temporary = beside(path, TEMPORARY_SUFFIX)
    try:
        with temporary.open("xb") as stream:
            _adopt(temporary, path)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def beside(path: Path, suffix: str) -> Path:
    """
    Return a new hidden name for something that belongs to *path*.

    It is in the same directory, since a rename is atomic only within one file system.
    """
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{suffix}")


def _adopt(temporary: Path, path: Path) -> None:
    """Give the still empty *temporary* the owner and the permissions of *path*, if it exists."""
    try:
        old = path.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "chown"):
        new = temporary.stat()
        # One after the other: who may not give a file away may still share it with a group.
        for owner in ((-1, old.st_gid), (old.st_uid, -1)):
            if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
                # Not PermissionError alone: in a container's name space for users an owner may
                # have no number at all (EINVAL).
                with contextlib.suppress(OSError):
                    os.chown(temporary, *owner)
    temporary.chmod(stat.S_IMODE(old.st_mode))
    _copy_attributes(path, temporary)


def _copy_attributes(source: Path, target: Path) -> None:
    """
    Give *target* the extended attributes of *source*: the SELinux context, access lists.

    Without them a web server may no longer read what it served a moment ago. What we may not
    copy, or what the file system has no place for, stays away.
    """
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(source):
            with contextlib.suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))


def switch(temporary: Path, path: Path) -> None:
    """
    Let *temporary* take the place of *path*, in one step.

    Raises:
        OSError: as the system says; both are as they were.
    """
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


def sync_directory(directory: Path) -> None:
    """Make renames in *directory* durable. Windows cannot open directories, and needs no such."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
