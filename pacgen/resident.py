"""
Running a job again and again in one process: in time, without drift, and easily ended.

Normally a timer (systemd, cron) starts ``pacgen update``; this is for places without one.
"""

from __future__ import annotations

import math
import os
import queue
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from pacgen.notify.systemd import Heartbeat, Supervisor

__all__ = ["Rhythm", "run_every"]

LONGEST_RUN = 15 * 60.0
"""Seconds after which a run is taken to hang: the watchdog is no longer told that all is well."""

# Windows delivers signals only between waits; elsewhere they end a wait.
_LONGEST_WAIT = 0.5 if os.name == "nt" else 3600.0
_SLACK = 60.0
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When runs are due, in seconds since the first one began."""

    period: float
    spread: float = 0.0
    """
    Up to so much later than its time each run begins, at random: machines that were started
    together must not ask the service together. Less than *period*.
    """

    def due(self, elapsed: float, jitter: float) -> float:
        """
        Return when the next run is due.

        Runs keep to multiples of the period, so that neither their own length nor the spread adds
        up over the years; a time that passed during a run is left out and not made up for.

        Args:
            elapsed: Now.
            jitter: From 0 to 1.
        """
        # A hair before its time counts as its time: neither clocks nor fractions are exact.
        periods = math.floor(elapsed / self.period + _HAIR) + 1
        return periods * self.period + jitter * self.spread


def _ignore(seconds: float) -> None:
    del seconds


def run_every(
    job: Callable[[], str],
    rhythm: Rhythm,
    supervisor: Supervisor,
    *,
    waiting: Callable[[float], None] = _ignore,
    longest_run: float = LONGEST_RUN,
    clock: Callable[[], float] = time.monotonic,
    jitter: Callable[[], float] = random.random,
) -> None:
    """
    Run *job* now and whenever it is due, until SIGTERM comes; a run that has begun is ended first.

    A second SIGTERM ends the process at once. Ctrl-C is a ``KeyboardInterrupt`` as ever.

    Args:
        job: Returns a sentence on what became of it. What it raises ends everything.
        rhythm: When.
        supervisor: Learns of readiness, of what became of each run, and of the end.
        waiting: Is told, after each run, in how many seconds the next one is due.
        longest_run: Seconds after which a run is taken to hang.
        clock: Seconds, which never go back.
        jitter: From 0 to 1.
    """
    heart = Heartbeat(supervisor)
    try:
        with _until_terminated() as stops:
            heart.allow(longest_run)
            supervisor.tell("READY=1", "STATUS=first run")
            start = clock()
            while True:
                heart.allow(longest_run)
                said = job()
                due = rhythm.due(clock() - start, jitter())
                left = max(start + due - clock(), 0)
                # Whoever reads the status may rely on the pause being said: it comes last.
                waiting(left)
                supervisor.tell(f"STATUS={said}; next run in {left:.0f} s")
                if _wait(stops, start + due, clock, heart):
                    return
    finally:
        supervisor.tell("STOPPING=1")
        heart.stop()


def _wait(
    stops: queue.SimpleQueue[None], until: float, clock: Callable[[], float], heart: Heartbeat
) -> bool:
    """Wait *until* the clock says so; return whether to stop instead."""
    while True:
        seconds = until - clock()
        # Even with nothing left to wait for, a signal that came during the run counts.
        step = min(max(seconds, 0), _LONGEST_WAIT)
        heart.allow(step + _SLACK)
        try:
            stops.get(timeout=step) if step else stops.get_nowait()
        except queue.Empty:
            if seconds <= 0:
                return False
        else:
            return True


@contextmanager
def _until_terminated() -> Iterator[queue.SimpleQueue[None]]:
    """Let SIGTERM put something into a queue: the only one that a signal handler may use."""
    stops: queue.SimpleQueue[None] = queue.SimpleQueue()

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.SIG_DFL)
        stops.put(None)

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield stops
    finally:
        signal.signal(signal.SIGTERM, former)
