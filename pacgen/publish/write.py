"""Writes a PAC file whole or not at all, with messages for a person at a command line."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from pacgen.errors import InputError, UsageError
from pacgen.files import write_atomically

__all__ = ["is_full", "refusal", "resolve", "write_bytes", "write_text"]


def write_text(path: Path, text: str) -> int:
    """
    Replace the content of *path* by *text*, in UTF-8, with line ends as they are.

    See :func:`write_bytes`.

    Returns:
        The number of bytes written.

    Raises:
        UsageError: *path* is a directory, or its directory does not exist.
        InputError: the operating system refuses: permissions, a full disk. The file that was
            there is untouched.
    """
    data = text.encode("utf-8")
    write_bytes(path, data)
    return len(data)


def write_bytes(path: Path, data: bytes) -> None:
    """
    Replace the content of *path* by *data*.

    A reader sees the old content or the new, never a part; so does whoever looks after a crash.
    The permissions of an existing file stay, and a symbolic link stays one: its target is
    replaced.

    Raises:
        UsageError: *path* is a directory, or its directory does not exist.
        InputError: the operating system refuses: permissions, a full disk. The file that was
            there is untouched.
    """
    try:
        write_atomically(resolve(path), data)
    except OSError as error:
        raise refusal(path, error, others="what was there before is untouched") from None


def refusal(path: Path, error: OSError, *, others: str) -> InputError:
    """Say in words why *path* cannot be written, and how things stand apart from it."""
    return InputError(
        f"{path}: it cannot be written: {error.strerror or error}",
        usually=_usually(error),
        tip=f"{others}; {_cure(error)}",
    )


def resolve(path: Path) -> Path:
    """
    Follow links to the file that is to be replaced, whether it exists or not.

    Raises:
        UsageError: there is something else than a file, or no directory for it.
        OSError: the file is protected.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UsageError(f"{path} is a directory", tip="name a file in it")
    if not target.parent.is_dir():
        raise UsageError(
            f"{path}: there is no directory {path.parent}", tip="create it, or check the spelling"
        )
    if not target.exists():
        return target
    if not target.is_file():
        raise UsageError(f"{path} is no ordinary file", tip="use '-o -' and redirect the output")
    # Replacing asks for permission on the directory alone, but somebody has protected the file;
    # the system says how: by its mode, or by a file system that is read-only.
    os.close(os.open(target, os.O_WRONLY))
    return target


def is_full(error: OSError) -> bool:
    """Say whether there is no room left, or no more is granted."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def _cure(error: OSError) -> str:
    if is_full(error):
        return "make room there"
    return "give the right to write there, or name another place"


def _usually(error: OSError) -> str:
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "it is protected, another user owns it, or another program has it open"
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full"
        case errno.ELOOP:
            return "it is a symbolic link that leads back to itself"
        case _:
            return ""
