"""A network of its own for a test: nothing leaves it, and the firewall is the test's."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.probe.servers import needs

_NEW_NETWORK = 0x40000000
"""CLONE_NEWNET of Linux."""


@contextlib.contextmanager
def own_network() -> Iterator[None]:
    """
    Put this thread, and what it starts, into a new network that has loopback alone.

    The thread itself goes there rather than a child process, so that servers and probe need no
    more ado than elsewhere.
    """
    here = Path("/proc/thread-self/ns/net")
    if not here.exists():
        pytest.skip("NOT TESTED: only Linux has network namespaces")
    libc = ctypes.CDLL(None, use_errno=True)
    before = os.open(here, os.O_RDONLY)
    try:
        if libc.unshare(_NEW_NETWORK):
            reason = os.strerror(ctypes.get_errno())
            pytest.skip(f"NOT TESTED: no network namespace: {reason}")
        try:
            subprocess.run([needs("ip"), "link", "set", "lo", "up"], check=True)
            yield
        finally:
            assert libc.setns(before, _NEW_NETWORK) == 0
    finally:
        os.close(before)


def firewall(rules: str) -> None:
    """Load *rules*, a ruleset of nftables, into the network of this thread."""
    subprocess.run([needs("nft"), "-f", "-"], input=rules, text=True, check=True)


def ruleset() -> str:
    """Return the rules of the network of this thread, with what they have counted."""
    command = [needs("nft"), "list", "ruleset"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def netem(*options: str) -> None:
    """Let the kernel spoil loopback in the network of this thread, or skip if it cannot."""
    command = [needs("tc"), "qdisc", "add", "dev", "lo", "root", "netem", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = " ".join(done.stderr.split())
        pytest.skip(f"NOT TESTED: this kernel has no netem ({reason}); the relay stands in for it")
