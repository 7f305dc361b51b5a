"""
Telling systemd how a resident pacgen is: the datagrams of ``sd_notify(3)``, and its watchdog.

Without ``NOTIFY_SOCKET`` in the environment, which is so everywhere else, nothing happens.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

__all__ = ["Heartbeat", "Supervisor"]

_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Supervisor:
    """The service manager that started us, if one did."""

    address: str = ""
    """A path, or a name in the abstract namespace: ``@/org/…``; ``""`` for nobody."""

    watchdog: float = 0
    """Seconds within which it wants to hear of us; 0 if it does not care."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """Return the one that *environment* names."""
        address = environment.get("NOTIFY_SOCKET", "")
        if not address.startswith(("/", "@")):
            return cls()
        return cls(address, _watchdog(environment))

    def tell(self, *assignments: str) -> None:
        """
        Send ``READY=1``, ``STATUS=…`` and their like.

        A manager that does not listen is no reason to stop working.
        """
        if not self.address or not hasattr(socket, "AF_UNIX"):
            return
        name = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        # An assignment ends where its line ends.
        text = "\n".join(" ".join(assignment.splitlines()) for assignment in assignments)
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            # Never wait for a manager whose queue is full.
            s.settimeout(0)
            s.connect(name)
            s.send(text.encode())


def _watchdog(environment: Mapping[str, str]) -> float:
    for_whom = environment.get("WATCHDOG_PID", "")
    period = environment.get("WATCHDOG_USEC", "")
    if not period.isdecimal() or for_whom not in {"", str(os.getpid())}:
        return 0
    return int(period) / _MICROSECONDS


class Heartbeat:
    """
    Keeps the watchdog quiet from a thread of its own, but only as long as it is told to.

    A thread that always says "alive" would also say so for a run that hangs: whoever begins
    something says how long it may take at most, and after that there is silence, and systemd
    starts pacgen anew.
    """

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._until = 0.0
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        if supervisor.watchdog:
            self._thread = threading.Thread(target=self._run, name="pacgen-heart", daemon=True)
            self._thread.start()

    def allow(self, seconds: float) -> None:
        """Say that what begins now may take so long."""
        self._until = time.monotonic() + seconds

    def stop(self) -> None:
        """End it."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        # Half the time, as sd_watchdog_enabled(3) advises.
        while not self._over.wait(self._supervisor.watchdog / 2):
            if time.monotonic() < self._until:
                self._supervisor.tell("WATCHDOG=1")
