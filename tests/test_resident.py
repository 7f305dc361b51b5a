from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.resident import Rhythm
from tests.conftest import falls_silent

PROGRAM = """
import sys, time
from pacgen.notify import Supervisor
from pacgen.resident import Rhythm, run_every
import os
def job():
    print(time.monotonic(), flush=True)
    sys.stdin.readline() if sys.argv[2] == "asked" else time.sleep(float(sys.argv[2]))
    print("end", flush=True)
    return "all is well\\nSTOPPING=1"
try:
    run_every(job, Rhythm(float(sys.argv[1])), Supervisor.of(os.environ), longest_run=float(sys.argv[3]))
except KeyboardInterrupt:
    sys.exit(130)
"""
PATIENCE = 120


@given(
    st.floats(1, 1e5),
    st.floats(0, 0.5),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 3)), max_size=50),
)
def test_runs_keep_to_their_times(
    period: float, spread: float, runs: list[tuple[float, float]]
) -> None:
    """However long runs take, each begins in a period of its own, at most the spread late."""
    rhythm = Rhythm(period, spread * period)
    now, slots = 0.0, [0]
    for jitter, length in runs:
        now += length * period
        due = rhythm.due(now, jitter)
        assert due > now - 1e-9
        slot = round((due - jitter * rhythm.spread) / period)
        assert abs(due - slot * period - jitter * rhythm.spread) < 1e-6 * max(due, 1)
        slots.append(slot)
        now = max(now, due)
    assert slots == sorted(set(slots))


def test_no_drift_in_two_years() -> None:
    """After 17,520 hours with runs of uneven length, the last one is as much on time as the first."""
    rhythm, now = Rhythm(3600, 300), 0.0
    for hour in range(1, 17_521):
        due = rhythm.due(now, (hour % 7) / 7)
        assert hour * 3600 <= due <= hour * 3600 + 300
        now = due + hour % 120


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[str]]]:
    """Return the children of a test; those that are left are ended."""
    found: list[subprocess.Popen[str]] = []
    yield found
    for child in found:
        child.kill()
        child.communicate()


def start(
    children: list[subprocess.Popen[str]],
    manager: socket.socket,
    *,
    period: float,
    length: float | str = 0.0,
    longest: float = 600.0,
    **environment: str,
) -> subprocess.Popen[str]:
    """Start a resident job that takes *length* seconds, or until it is ``asked``, every *period*."""
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(period), str(length), str(longest)],
        env={**os.environ, "NOTIFY_SOCKET": manager.getsockname(), **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    children.append(child)
    return child


def ask(child: subprocess.Popen[str]) -> None:
    """Let one run come to its end."""
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def test_it_is_ready_runs_and_stops(
    children: list[subprocess.Popen[str]], manager: socket.socket
) -> None:
    """Readiness comes first, a status after each run, and after SIGTERM the end, with code 0."""
    before = time.monotonic()
    # Runs end when they are asked to, so that none speaks while nobody listens.
    child = start(children, manager, period=0.3, length="asked")
    heard = [manager.recv(4096).decode()]
    for _ in range(3):
        ask(child)
        heard.append(manager.recv(4096).decode())
    child.send_signal(signal.SIGTERM)
    out, _ = child.communicate(timeout=PATIENCE)
    assert 0 == child.returncode
    heard.append(manager.recv(4096).decode())
    while not heard[-1].startswith("STOPPING"):
        heard.append(manager.recv(4096).decode())
    assert "READY=1\nSTATUS=first run" == heard[0]
    assert heard[1].startswith("STATUS=all is well STOPPING=1; next run in ")
    assert all(said.startswith("STATUS=") for said in heard[1:-1])
    times = [float(x) for x in out.split() if x != "end"]
    assert 3 <= len(times)
    for number, at in enumerate(times):
        # Never early; how late is the machine's affair.
        assert at - before >= number * 0.3


def test_a_run_is_ended_before_the_end(
    children: list[subprocess.Popen[str]], manager: socket.socket
) -> None:
    """SIGTERM in the middle of a run lets it come to its end, and starts no other."""
    child = start(children, manager, period=0.1, length="asked")
    manager.recv(4096)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(signal.SIGTERM)
    rest, _ = child.communicate("\n", timeout=PATIENCE)
    assert (0, "end\n") == (child.returncode, rest)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to wait for")
def test_a_second_sigterm_ends_it_at_once(
    children: list[subprocess.Popen[str]], manager: socket.socket
) -> None:
    """Whoever insists need not wait for the run."""
    child = start(children, manager, period=1, length=PATIENCE)
    manager.recv(4096)
    assert child.stdout is not None
    child.stdout.readline()
    while child.poll() is None:
        child.send_signal(signal.SIGTERM)
        time.sleep(0.05)
    assert -signal.SIGTERM == child.returncode


@pytest.mark.parametrize("length", [0.0, PATIENCE])
def test_ctrl_c(
    children: list[subprocess.Popen[str]], manager: socket.socket, length: float
) -> None:
    """Ctrl-C ends it whether it runs or waits, with 130, and systemd hears of it."""
    child = start(children, manager, period=PATIENCE, length=length)
    manager.recv(4096)
    assert child.stdout is not None
    child.stdout.readline()
    if not length:
        manager.recv(4096)
    child.send_signal(signal.SIGINT)
    assert 130 == child.wait(PATIENCE)
    assert b"STOPPING=1" == manager.recv(4096)


def test_the_watchdog_is_kept_quiet_while_it_waits(
    children: list[subprocess.Popen[str]], manager: socket.socket
) -> None:
    """Between runs the watchdog hears of it twice in its period."""
    start(children, manager, period=PATIENCE, WATCHDOG_USEC="200000")
    while not manager.recv(4096).startswith(b"STATUS=all is well"):
        pass
    assert {b"WATCHDOG=1"} == {manager.recv(4096) for _ in range(4)}


def test_a_run_that_hangs_is_not_covered_up(
    children: list[subprocess.Popen[str]], manager: socket.socket
) -> None:
    """Once a run takes longer than any may, there is silence, so that systemd starts anew."""
    start(children, manager, period=1, length=PATIENCE, longest=0.5, WATCHDOG_USEC="200000")
    assert manager.recv(4096).startswith(b"READY=1")
    # It would say something every tenth of a second.
    assert falls_silent(manager, 0.6)
