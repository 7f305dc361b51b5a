"""
The parent's end of a worker: starts the child process, talks to it, and kills it when time is up.

Nothing here knows what a PAC file is.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import os
import pkgutil
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

__all__ = [
    "KEPT_ENGINE",
    "SAME_ENGINE",
    "WorkerDiedError",
    "WorkerProcess",
    "WorkerTimeoutError",
]

_POSIX = os.name == "posix"
_MAX_PROGRESS_LINE = 4096
_MAX_WAITS = 5
"""How often a wait may be repeated because the machine was too busy to run the child."""


@dataclass(frozen=True, slots=True)
class _Progress:
    """A line on the child's standard error."""

    line: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """A line on the child's standard output; ``None`` when there will be no more."""

    data: bytes | None


class WorkerTimeoutError(Exception):
    """The worker made no progress for too long; it has been killed. Never leaves the engine."""


class WorkerDiedError(Exception):
    """The worker ended by itself. Never leaves the engine."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


KEPT_ENGINE = "="
"""Put before a batch: the engine stays after it, for the next one with :data:`SAME_ENGINE`."""

SAME_ENGINE = "+"
"""Put before a batch: it is for the engine that the last batch was for, as that left it."""


class WorkerProcess:
    """
    One child process with one JavaScript engine in it.

    Args:
        driver: The script that answers batches.
        memory_bytes: Address space of the child, where the operating system has such a limit.
    """

    def __init__(self, driver: str, memory_bytes: int) -> None:
        self._last_progress = ""
        self._signs: queue.SimpleQueue[_Progress | _Answer] = queue.SimpleQueue()
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own text
            [sys.executable, "-I", "-S", "-c", _script()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            cwd=None,
            close_fds=True,
            start_new_session=_POSIX,
        )
        self._readers = [
            self._start_reader(self._read_answers, self._child.stdout),
            self._start_reader(self._read_progress, self._child.stderr),
        ]
        self._send(json.dumps({"driver": driver, "memory_bytes": memory_bytes}))

    def ask(self, message: str, *, patience: Callable[[str], float]) -> dict[str, Any]:
        """
        Send one batch and wait for its answer.

        Args:
            message: One line of ASCII JSON, for a fresh engine unless :data:`SAME_ENGINE` stands
                before it.
            patience: From the last line of progress, how many seconds to wait for the next sign
                of life.

        Raises:
            WorkerTimeoutError: no sign of life in time.
            WorkerDiedError: the child ended, or its answer is no JSON.
        """
        self._last_progress = ""
        self._send(message)
        answer = self._wait(patience)
        if answer is None:
            raise WorkerDiedError(self._epitaph())
        try:
            data = json.loads(answer)
        except ValueError:
            self.kill()
            raise WorkerDiedError("its answer cannot be read") from None
        return data if isinstance(data, dict) else {}

    @property
    def last_progress(self) -> str:
        """The last line of progress, as the driver wrote it."""
        return self._last_progress

    @property
    def is_alive(self) -> bool:
        """Whether the child still runs."""
        return self._child.poll() is None

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    def kill(self) -> None:
        """End the child and whatever it started, at once. May be called twice."""
        if self._child.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if _POSIX:
                    os.killpg(self._child.pid, signal.SIGKILL)
                else:
                    self._child.kill()
        self._child.wait()
        for reader in self._readers:
            reader.join()
        for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _send(self, message: str) -> None:
        stdin = self._child.stdin
        # A child that died since last time is noticed when its answer is missing.
        with contextlib.suppress(OSError):
            if stdin is not None:
                stdin.write(message.encode("ascii") + b"\n")
                stdin.flush()

    def _wait(self, patience: Callable[[str], float]) -> bytes | None:
        """Return the next answer, ``None`` when the child has closed its end."""
        waits = 0
        used = self._cpu_seconds()
        while True:
            seconds = patience(self._last_progress)
            try:
                sign = self._signs.get(timeout=seconds)
            except queue.Empty:
                waits += 1
                if waits < _MAX_WAITS and self._cpu_seconds() - used < seconds / 2:
                    # The machine gave the child little of that time: it is busy, the child is
                    # not to blame.
                    continue
                self.kill()
                raise WorkerTimeoutError from None
            match sign:
                case _Progress(line):
                    self._last_progress = line
                    waits, used = 0, self._cpu_seconds()
                case _Answer(data):
                    return data

    def _cpu_seconds(self) -> float:
        """Return the child's CPU time, where the OS shows it in ``/proc``; infinity elsewhere."""
        try:
            stat = Path(f"/proc/{self._child.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return math.inf
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _epitaph(self) -> str:
        self.kill()
        code = self._child.returncode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return f"it was ended by {signal.Signals(-code).name}"
        return f"it ended with code {code}"

    def _read_answers(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            self._signs.put(_Answer(line))
        self._signs.put(_Answer(None))

    def _read_progress(self, pipe: IO[bytes]) -> None:
        # The script cannot write here; still, never let a line without an end fill the memory.
        while line := pipe.readline(_MAX_PROGRESS_LINE):
            self._signs.put(_Progress(line.decode("ascii", "replace").strip()))

    @staticmethod
    def _start_reader(
        read: Callable[[IO[bytes]], None], pipe: IO[bytes] | None
    ) -> threading.Thread:
        thread = threading.Thread(target=read, args=(pipe,), daemon=True)
        thread.start()
        return thread


def _script() -> str:
    """
    Return the worker's text, with the place of pacparser put before it: the child has no
    site-packages.
    """
    spec = importlib.util.find_spec("pacparser")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pacparser is not installed")
    place = str(Path(spec.origin).parents[1])
    data = pkgutil.get_data("pacgen.engine", "worker.py")
    text = (data or b"").decode("utf-8")
    # The future import must stay the first statement.
    return text.replace("import sys\n", f"import sys\n\nsys.path.append({place!r})\n", 1)


def _environment() -> dict[str, str]:
    """
    Return the child's environment: nothing of ours but what Windows needs to start a process at
    all.
    """
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
