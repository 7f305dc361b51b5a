"""Sends STUN requests over UDP: one to each port, or many at the cadence of a call."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pacgen.probe.quality import Sample
from pacgen.probe.stun import TRANSACTION_SIZE, binding_request, parse_reply

__all__ = [
    "AUDIO_DSCP",
    "LONGEST_ANSWER",
    "LONGEST_PORT",
    "PACKETS_PER_SECOND",
    "Answer",
    "Call",
    "PortResult",
    "ask_port",
    "call",
]

PACKETS_PER_SECOND = 50
"""What an audio call sends: a packet for every 20 milliseconds."""

AUDIO_DSCP = 46
"""Expedited forwarding: what Microsoft asks for audio."""

_PADDING = 140
"""With this a packet is as long as one of an audio call."""

_PATIENCE = 1.0
"""Seconds after which a packet of a call is of no use any more."""

_RETRIES = (0.5, 0.5, 1.0)
"""Seconds to wait for the answer to each request for a port."""

LONGEST_PORT = sum(_RETRIES)
"""Seconds after which a silent port is given up."""

LONGEST_ANSWER = _PATIENCE
"""Seconds that a call waits for its last answer."""

_REFUSALS = (ConnectionRefusedError, ConnectionResetError)
"""What systems raise when somebody answered that there is nothing; the second is Windows' way."""

_LARGEST = 2048
_NUMBER_SIZE = 4


class Answer(Enum):
    """What became of a request."""

    REPLY = "reply"
    REFUSED = "refused"
    """Somebody answered that there is nothing: the packet was not dropped on its way."""

    SILENT = "silent"
    BLOCKED = "blocked"
    """This computer would not send it."""


@dataclass(frozen=True, slots=True)
class PortResult:
    """What one port answered."""

    port: int
    answer: Answer
    mapped: tuple[str, int] | None = None
    """Address and port that the relay saw."""

    seconds: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Packets of a call that nobody talked in."""

    samples: tuple[Sample, ...]
    dscp_set: bool
    """Whether the system took the mark for packets; who takes it off later is not seen here."""

    late: float = 0.0
    """Seconds by which the latest packet left too late, since this computer was busy."""


def ask_port(address: str, port: int) -> PortResult:
    """Ask *port* of *address* for where the request came from, up to three times."""
    started = time.perf_counter()
    with _socket(address) as asking:
        try:
            # Connected, so that the system tells of a port that is refused.
            asking.connect((address, port))
            for patience in _RETRIES:
                transaction = os.urandom(TRANSACTION_SIZE)
                asking.send(binding_request(transaction))
                mapped = _wait_for(asking, transaction, patience)
                if mapped is not None:
                    seconds = time.perf_counter() - started
                    return PortResult(port, Answer.REPLY, mapped or None, seconds)
        except _REFUSALS:
            return PortResult(port, Answer.REFUSED)
        except OSError as error:
            return PortResult(port, Answer.BLOCKED, detail=error.strerror or str(error))
    return PortResult(port, Answer.SILENT)


def _wait_for(
    asking: socket.socket, transaction: bytes, patience: float
) -> tuple[str, int] | tuple[()] | None:
    """Return the mapped address, ``()`` if the relay does not say; ``None`` if nothing comes."""
    deadline = time.perf_counter() + patience
    while (left := deadline - time.perf_counter()) > 0:
        if not select.select([asking], [], [], left)[0]:
            return None
        reply = parse_reply(asking.recv(_LARGEST))
        if reply is not None and reply.transaction == transaction:
            return reply.mapped or ()
    return None


def call(address: str, port: int, *, seconds: float, dscp: int = AUDIO_DSCP) -> Call:
    """
    Send packets to *port* for *seconds* and note when each answer comes.

    An answer that comes later than a second counts as lost: nobody can hear it any more.
    """
    with _socket(address) as asking:
        dscp_set = _mark(asking, dscp)
        asking.connect((address, port))
        asking.settimeout(0)
        return _run(asking, round(seconds * PACKETS_PER_SECOND), dscp_set=dscp_set)


def _run(asking: socket.socket, count: int, *, dscp_set: bool) -> Call:
    prefix = os.urandom(TRANSACTION_SIZE - _NUMBER_SIZE)
    sent: list[float] = []
    received: dict[int, float] = {}
    late = 0.0
    # Not the monotonic clock, which moves by 16 ms on Windows before Python 3.13.
    started = time.perf_counter()
    while True:
        now = time.perf_counter()
        due = started + len(sent) / PACKETS_PER_SECOND if len(sent) < count else None
        end = sent[-1] + _PATIENCE if sent and due is None else None
        if len(received) == count or (end is not None and now >= end):
            break
        if due is not None and now >= due:
            transaction = prefix + len(sent).to_bytes(_NUMBER_SIZE)
            sent.append(now)
            late = max(late, now - due)
            # What cannot be sent is lost, as on the wire.
            with contextlib.suppress(OSError):
                asking.send(binding_request(transaction, padding=_PADDING))
            continue
        wait = (due if due is not None else end or now) - now
        if select.select([asking], [], [], max(wait, 0))[0]:
            with contextlib.suppress(*_REFUSALS):
                for number, came in _arrivals(asking, prefix):
                    received.setdefault(number, came)
    return Call(tuple(_samples(sent, received)), dscp_set, late)


def _arrivals(asking: socket.socket, prefix: bytes) -> Iterator[tuple[int, float]]:
    """Yield number and time of the answers that are there; of several to one, the first counts."""
    with contextlib.suppress(BlockingIOError):
        while True:
            data = asking.recv(_LARGEST)
            now = time.perf_counter()
            reply = parse_reply(data)
            if reply is not None and reply.transaction.startswith(prefix):
                yield int.from_bytes(reply.transaction[len(prefix) :]), now


def _samples(sent: list[float], received: dict[int, float]) -> Iterator[Sample]:
    for number, when in enumerate(sent):
        came = received.get(number)
        in_time = came is not None and came - when <= _PATIENCE
        yield Sample(when, came if in_time else None)


def _socket(address: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.socket(family, socket.SOCK_DGRAM)


def _mark(asking: socket.socket, dscp: int) -> bool:
    """Ask the system to mark packets; Windows does so by policy alone, and ignores it."""
    level, option = socket.IPPROTO_IP, socket.IP_TOS
    if asking.family is socket.AF_INET6:
        if not hasattr(socket, "IPV6_TCLASS"):
            return False
        level, option = socket.IPPROTO_IPV6, socket.IPV6_TCLASS
    try:
        asking.setsockopt(level, option, dscp << 2)
        return asking.getsockopt(level, option) == dscp << 2
    except OSError:
        return False
