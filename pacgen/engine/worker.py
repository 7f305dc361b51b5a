"""
The only code that touches pacparser; it runs as a script in a child process of its own.

It reads one JSON message a line on standard input and answers each with one line. The
JavaScript engine never gives the
process back while a script runs, so everything that must happen on time happens in the parent:
it kills this process.
Standard error carries the driver's reports of progress.

The parent passes this file's text to ``python -c``: it must import nothing of pacgen.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys

# Seconds of CPU for one batch. The parent's deadline comes long before; this is for the day
# when the parent is gone
# and the operating system has no way to tell us.
_CPU_SECONDS = 300


def _contain(memory_bytes: int) -> None:
    """Give up everything that a PAC has no use for, as far as the operating system lets us."""
    _die_with_parent()
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    limits = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        # No further descriptor: no file can be opened and no socket made, whatever the engine
        # is talked into.
        (resource.RLIMIT_NOFILE, _ANSWERS + 1),
        (resource.RLIMIT_AS, memory_bytes),
    ]
    for what, value in limits:
        # macOS knows some of these by name only.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (value, value))


def _die_with_parent() -> None:
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - needed on Linux only

    pr_set_pdeathsig, sigkill = 1, 9
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, sigkill)
    if os.getppid() == 1:
        os._exit(0)


def _limit_cpu() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - POSIX only

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + _CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


class _Engine:
    """The engine of this process: a fresh one for each batch, unless that says otherwise."""

    def __init__(self, driver: str) -> None:
        self._driver = driver
        self._is_there = False

    def run(self, message: str) -> str:
        """Evaluate one batch; the signs before it are those of process.py."""
        kept, same = message.startswith("="), message.startswith("+")
        if not (same and self._is_there):
            self._end()
            engine.init()
            self._is_there = True
        answered = False
        try:
            if not same:
                engine.parse_pac_string(self._driver)
            answer = str(engine.find_proxy(message[kept or same :], "batch"))
            answered = True
        finally:
            if not (answered and (kept or same)):
                self._end()
        return answer

    def _end(self) -> None:
        if self._is_there:
            self._is_there = False
            engine.cleanup()


def main() -> None:
    """Serve batches until standard input ends."""
    requests = sys.stdin.buffer
    settings = json.loads(requests.readline())
    _contain(settings["memory_bytes"])
    js = _Engine(settings["driver"])
    while line := requests.readline():
        _limit_cpu()
        try:
            answer = js.run(line.decode("ascii").rstrip("\n"))
        except engine.error as error:
            # The driver itself failed: out of memory, as a rule.
            answer = json.dumps({"broken": str(error)})
        except MemoryError:
            answer = '{"broken": "out of memory"}'
        data = answer.encode("utf-8") + b"\n"
        while data:
            data = data[os.write(_ANSWERS, data) :]


if __name__ == "__main__":
    # The script's console must not reach our answers: take standard output away from it before
    # the engine is there.
    _ANSWERS = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from pacparser import _pacparser as engine

    main()
