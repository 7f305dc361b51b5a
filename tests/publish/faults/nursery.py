"""
Starts ``pacgen`` commands cheaply, and kills them at a chosen moment.

A process that has everything imported waits for orders on standard input, one JSON object a line,
and forks a child for each: the real ``main`` of the command, in a process of its own. A child can
be made to die (SIGKILL) just before its n-th change of something below a directory, as Python's
audit events tell them (open for writing, rename, link, remove, mkdir, chmod, chown, ...), or some
time after a step of the job has begun. The answer has the exit code, or minus the signal, and how many changes there were.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from pacgen.cli import history, main, rollback, update  # noqa: F401 - so that children need not import them
from pacgen.data import TEMPLATES
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.generator import render
from pacgen.policy import Preset, build_policy
from pacgen.publish.steps import Step
from pacgen.reporters.update_log import LogFormat
from pacgen.routes import DIRECT

_CHANGES = {
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.setxattr",
    "os.symlink",
    "os.truncate",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Counter:
    """Counts a process's changes below *root*, and ends it before one of them."""

    def __init__(self, root: str, limit: int | None) -> None:
        self.root = root
        self.limit = limit
        self.count = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at one of Python's audit events."""
        if event == "open":
            path, _, flags = arguments
            if not (isinstance(flags, int) and flags & _WRITING):
                return
        elif event in _CHANGES:
            path = arguments[0]
        else:
            return
        if not isinstance(path, str | bytes | os.PathLike):
            return
        if os.path.abspath(os.fsdecode(path)).startswith(self.root):  # noqa: PTH100 - bytes too
            self.count += 1
            if self.count == self.limit:
                os.kill(os.getpid(), signal.SIGKILL)


def _kill_in(name: str, seconds: float) -> None:
    """Let this process die some time after a step has begun."""
    names = vars(update)
    told = names["log_step"]

    def log_step(form: LogFormat) -> Callable[[Step], None]:
        log = told(form)

        def watch(step: Step) -> None:
            log(step)
            if step.name == name:
                timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
                timer.daemon = True
                timer.start()

        return watch

    names["log_step"] = log_step


def _child(order: dict[str, Any], report: int) -> int:
    """Be the command."""
    os.setsid()
    os.chdir(order["directory"])
    os.environ.update(order.get("environment", {}))
    for number, name in ((1, order["stdout"]), (2, order["stderr"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
    if order.get("largest_file") is not None:
        # Python ignores the signal that would end it here, and sees EFBIG, as with a full quota.
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"], order["largest_file"]))
    counter = Counter(order["directory"], order.get("kill_before"))
    sys.addaudithook(counter)
    if order.get("kill_in") is not None:
        _kill_in(*order["kill_in"])
    code = main(order["arguments"])
    sys.stdout.flush()
    os.write(report, str(counter.count).encode())
    return code


def _start(order: dict[str, Any]) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            os.close(reading)
            os.close(0)
            os.open(os.devnull, os.O_RDONLY)
            code = _child(order, writing)
        finally:
            os._exit(code)
    os.close(writing)
    return pid, reading


def _end(pid: int, reading: int) -> dict[str, int]:
    _, status = os.waitpid(pid, 0)
    changes = os.read(reading, 20)
    os.close(reading)
    return {"code": os.waitstatus_to_exitcode(status), "changes": int(changes or b"0")}


def _serve() -> None:
    # What every child would compile anew.
    render(
        build_policy(load_shipped(Instance.CHINA).document, preset=Preset.TEAMS, default=DIRECT),
        directory=TEMPLATES,
    )
    for line in sys.stdin:
        orders = json.loads(line)
        children = [_start(order) for order in orders]
        ends = [_end(*child) for child in children]
        sys.stdout.write(f"{json.dumps(ends)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
