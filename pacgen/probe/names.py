"""Names to addresses: by the system, or by one server (RFC 1035), to compare answers."""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pacgen.probe.parallel import within

__all__ = [
    "IPAddress",
    "Lookup",
    "Remembering",
    "Resolver",
    "ServerResolver",
    "SystemResolver",
    "is_sinkhole",
    "read_answers",
]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PATIENCE = 1.5
_ATTEMPTS = 2
_HEADER = struct.Struct("!HHHHHH")
_RECORD = struct.Struct("!HHIH")
_A, _CNAME, _AAAA, _INTERNET = 1, 5, 28, 1
_RECURSION_DESIRED = 0x0100
_RESPONSE = 0x8000
_POINTER = 0xC0
_MAX_LABEL = 63
_MAX_JUMPS = 40
_LARGEST = 4096
_RESPONSE_CODES = {1: "format error", 2: "server failure", 3: "no such name", 5: "refused"}


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a resolver said of a name."""

    name: str
    addresses: tuple[IPAddress, ...]
    """Both families, IPv4 first, sorted."""

    error: str
    """Why there are none; empty if there are."""

    seconds: float


class Resolver(Protocol):
    """Anybody who knows addresses."""

    @property
    def label(self) -> str:
        """Who this is, for people."""

    def lookup(self, name: str) -> Lookup:
        """Return the addresses of *name*; never raises, and never takes long."""


@dataclass(frozen=True, slots=True)
class SystemResolver:
    """What programs on this computer get."""

    resolv_conf: Path = Path("/etc/resolv.conf")

    @property
    def label(self) -> str:
        """Name the servers, where the system has a file that does."""
        servers = ", ".join(self._servers())
        return f"the system's resolver ({servers})" if servers else "the system's resolver"

    def lookup(self, name: str) -> Lookup:
        """See :meth:`Resolver.lookup`."""
        started = time.monotonic()
        try:
            found = within(2 * _PATIENCE, lambda: _system_addresses(name))
        except TimeoutError:
            return _failed(name, "no answer", started)
        except (OSError, UnicodeError) as error:
            return _failed(name, getattr(error, "strerror", "") or str(error), started)
        return Lookup(name, _sorted(found), "", time.monotonic() - started)

    def _servers(self) -> Iterator[str]:
        try:
            lines = self.resolv_conf.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            words = line.split()
            if words[:1] == ["nameserver"] and len(words) > 1 and words[1].isprintable():
                yield words[1]


@dataclass(frozen=True, slots=True)
class ServerResolver:
    """One name server, asked over UDP."""

    address: str
    port: int = 53

    @property
    def label(self) -> str:
        """Name the server."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return host if self.port == 53 else f"{host}:{self.port}"  # noqa: PLR2004 - DNS

    def lookup(self, name: str) -> Lookup:
        """See :meth:`Resolver.lookup`."""
        started = time.monotonic()
        addresses: set[IPAddress] = set()
        errors = []
        for kind in (_A, _AAAA):
            try:
                addresses |= self._ask(name, kind)
            except (OSError, ValueError) as error:
                errors.append(_reason(error))
        if addresses:
            return Lookup(name, _sorted(addresses), "", time.monotonic() - started)
        return _failed(name, errors[0] if errors else "no address", started)

    def _ask(self, name: str, kind: int) -> set[IPAddress]:
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.settimeout(_PATIENCE)
            asking.connect((self.address, self.port))
            for attempt in range(_ATTEMPTS):
                number = int.from_bytes(os.urandom(2))
                asking.send(_question(number, name, kind))
                try:
                    while True:
                        data = asking.recv(_LARGEST)
                        if data[:2] == number.to_bytes(2):
                            return set(read_answers(data, kind))
                except TimeoutError:
                    if attempt == _ATTEMPTS - 1:
                        raise
        return set()


class Remembering:
    """
    Asks another resolver for each name once.

    Args:
        other: Who knows.
    """

    def __init__(self, other: Resolver) -> None:
        self._other = other
        self._known: dict[str, Lookup] = {}
        self._lock = threading.Lock()

    @property
    def label(self) -> str:
        """Whose answers these are."""
        return self._other.label

    def lookup(self, name: str) -> Lookup:
        """See :meth:`Resolver.lookup`."""
        with self._lock:
            if name in self._known:
                return self._known[name]
        found = self._other.lookup(name)
        with self._lock:
            return self._known.setdefault(name, found)


def _system_addresses(name: str) -> set[IPAddress]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return {ipaddress.ip_address(str(item[4][0]).partition("%")[0]) for item in found}


def is_sinkhole(address: IPAddress) -> bool:
    """Say whether *address* can be nothing on the Internet: private, loopback, ``0.0.0.0``."""
    return not address.is_global


def _question(number: int, name: str, kind: int) -> bytes:
    labels = name.rstrip(".").encode("idna").split(b".")
    if not all(0 < len(label) <= _MAX_LABEL for label in labels):
        raise ValueError("no name that can be asked for")
    encoded = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    header = _HEADER.pack(number, _RECURSION_DESIRED, 1, 0, 0, 0)
    return header + encoded + struct.pack("!HH", kind, _INTERNET)


def read_answers(data: bytes, kind: int) -> Iterator[IPAddress]:
    """
    Yield the addresses in an answer, whatever chain of names leads to them.

    Args:
        data: A whole message.
        kind: Of record: 1 for IPv4, 28 for IPv6.

    Raises:
        ValueError: the server says no, or it is no answer.
    """
    try:
        yield from _answers(data, kind)
    except struct.error:
        raise ValueError("an answer that is cut short") from None


def _answers(data: bytes, kind: int) -> Iterator[IPAddress]:
    _, flags, questions, answers, _, _ = _HEADER.unpack_from(data)
    if not flags & _RESPONSE:
        raise ValueError("an answer that is a question")
    if code := flags & 15:
        raise ValueError(_RESPONSE_CODES.get(code, f"error {code}"))
    position = _HEADER.size
    for _ in range(questions):
        position = _behind_name(data, position) + 4
    for _ in range(answers):
        position = _behind_name(data, position)
        found, _, _, length = _RECORD.unpack_from(data, position)
        position += _RECORD.size
        if found == kind and length == (4 if kind == _A else 16):
            yield ipaddress.ip_address(data[position : position + length])
        position += length


def _behind_name(data: bytes, position: int) -> int:
    for _ in range(_MAX_JUMPS):
        if position >= len(data):
            break
        length = data[position]
        if length >= _POINTER:
            return position + 2
        position += 1 + length
        if length == 0:
            return position
    raise ValueError("an answer that is cut short")


def _failed(name: str, error: str, started: float) -> Lookup:
    return Lookup(name, (), error, time.monotonic() - started)


def _reason(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "no answer"
        case OSError():
            return error.strerror or str(error)
        case _:
            return str(error)


def _sorted(addresses: set[IPAddress]) -> tuple[IPAddress, ...]:
    return tuple(sorted(addresses, key=lambda a: (a.version, int(a))))
