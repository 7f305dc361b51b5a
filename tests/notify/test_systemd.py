from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import pytest

from pacgen.notify.systemd import Heartbeat, Supervisor
from tests.conftest import falls_silent

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no unix sockets here")


def test_what_is_told_arrives(manager: socket.socket) -> None:
    """Several assignments go in one datagram, a line each, whatever is in them."""
    Supervisor.of({"NOTIFY_SOCKET": manager.getsockname()}).tell("READY=1", "STATUS=a\nSTOPPING=1")
    assert b"READY=1\nSTATUS=a STOPPING=1" == manager.recv(4096)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has abstract sockets")
def test_an_abstract_socket() -> None:
    """A name that begins with @ is one of the abstract namespace."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0pacgen-test-{os.getpid()}")
        manager.settimeout(20)
        Supervisor.of({"NOTIFY_SOCKET": f"@pacgen-test-{os.getpid()}"}).tell("READY=1")
        assert b"READY=1" == manager.recv(4096)


@pytest.mark.parametrize("address", ["", "relative", "/nobody/there", "vsock:2:3"])
def test_nobody_listens(address: str) -> None:
    """Without a manager, or with one that has gone, nothing happens."""
    Supervisor.of({"NOTIFY_SOCKET": address}).tell("READY=1")


@pytest.mark.parametrize(
    ("pid", "period", "expected"),
    [
        ("", "2000000", 2.0),
        ("its own", "500000", 0.5),
        ("1", "500000", 0),
        ("", "", 0),
        ("", "soon", 0),
    ],
)
def test_the_watchdog_s_period(pid: str, period: str, expected: float) -> None:
    """The watchdog is for the process that it names, and for no child of it."""
    # The process's own number in a test's name would differ from worker to worker.
    pid = str(os.getpid()) if pid == "its own" else pid
    found = Supervisor.of({"NOTIFY_SOCKET": "/x", "WATCHDOG_PID": pid, "WATCHDOG_USEC": period})
    assert expected == found.watchdog


def test_the_heart_beats_as_long_as_it_may(manager: socket.socket) -> None:
    """It speaks twice within the period, and is silent once the time is over."""
    heart = Heartbeat(Supervisor(manager.getsockname(), watchdog=0.1))
    try:
        heart.allow(0.5)
        assert b"WATCHDOG=1" == manager.recv(4096)
        assert falls_silent(manager, 0.3)
    finally:
        heart.stop()


def test_no_watchdog_no_thread(manager: socket.socket) -> None:
    """Without a watchdog nothing is said."""
    heart = Heartbeat(Supervisor(manager.getsockname()))
    heart.allow(10)
    heart.stop()
    manager.settimeout(0)
    assert 0 == _drain(manager)


def _drain(manager: socket.socket) -> int:
    """Return how many datagrams were waiting."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while manager.recv(4096):
            count += 1
    return count
