"""One run at a time: whoever comes second learns who is at work, and since when."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from pacgen.errors import BusyError, InputError
from pacgen.files import write_atomically
from pacgen.publish.write import is_full

__all__ = ["HOLDER", "holding"]

_LOCK = "lock"
HOLDER = "holder.json"
"""Who holds the lock."""


@contextlib.contextmanager
def holding(directory: Path, now: Callable[[], float]) -> Iterator[None]:
    """
    Hold the lock of the state *directory*, which is made if it is not there.

    The operating system gives the lock back when a process ends, however it ends.

    Args:
        directory: The state directory.
        now: Seconds since the epoch, for whoever comes second.

    Raises:
        BusyError: another run holds it.
        InputError: the directory cannot be used.
    """
    lock = FileLock(str(directory / _LOCK), timeout=0)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise _busy(directory, now()) from None
    except OSError as error:
        raise _unusable(directory, error) from None
    try:
        with _named(directory / HOLDER, now()):
            yield
    finally:
        lock.release()


@contextlib.contextmanager
def _named(path: Path, now: float) -> Iterator[None]:
    """Leave word of who holds the lock, and take it away again."""
    holder = {"process": os.getpid(), "host": platform.node(), "since": now}
    try:
        write_atomically(path, f"{json.dumps(holder)}\n".encode())
    except OSError as error:
        raise _unusable(path.parent, error) from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _busy(directory: Path, now: float) -> BusyError:
    return BusyError(
        f"another pacgen is at work here: {_holder(directory, now)}",
        usually="the run before takes longer than usual, or somebody runs the job by hand",
        tip="wait for it to end; nothing was changed by this run",
    )


def _holder(directory: Path, now: float) -> str:
    try:
        data = json.loads((directory / HOLDER).read_bytes())
        process, host, since = int(data["process"]), str(data["host"]), float(data["since"])
        moment = dt.datetime.fromtimestamp(since, dt.UTC)
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        # Between taking the lock and leaving word there is an instant without a word.
        return "it has just begun"
    ago = max(round(now - since), 0)
    return f"process {process} on {host}, since {moment:%Y-%m-%d %H:%M:%S} UTC ({ago} seconds)"


def _unusable(directory: Path, error: OSError) -> InputError:
    return InputError(
        f"{directory}: the state directory cannot be used: {error.strerror or error}",
        usually="" if is_full(error) else "the account that runs pacgen may not write there",
        tip="make room there"
        if is_full(error)
        else "name another with update.state in pacgen.yaml",
    )
