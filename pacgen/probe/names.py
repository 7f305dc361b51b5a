"""Names to addresses: by the system, or by one server, to compare answers."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype

from pacgen.probe.parallel import side_by_side, within

__all__ = [
    "LONGEST_LOOKUP",
    "IPAddress",
    "Lookup",
    "Remembering",
    "Resolver",
    "ServerResolver",
    "SystemResolver",
    "is_sinkhole",
    "with_a_way",
]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PATIENCE = 1.5
_ATTEMPTS = 2
_ANY_PORT = 443
LONGEST_LOOKUP = _PATIENCE * _ATTEMPTS
"""Seconds after which a resolver that says nothing is given up."""

_KINDS = (dns.rdatatype.A, dns.rdatatype.AAAA)
_RESPONSE_CODES = {
    dns.rcode.FORMERR: "format error",
    dns.rcode.SERVFAIL: "server failure",
    dns.rcode.NXDOMAIN: "no such name",
    dns.rcode.REFUSED: "refused",
}


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
        started = time.perf_counter()
        try:
            found = within(LONGEST_LOOKUP, lambda: _system_addresses(name))
        except TimeoutError:
            return _failed(name, "no answer", started)
        except (OSError, UnicodeError) as error:
            return _failed(name, getattr(error, "strerror", "") or str(error), started)
        return Lookup(name, _sorted(found), "", time.perf_counter() - started)

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
    """One name server, asked over UDP, and over TCP for what is too long for that."""

    address: str
    port: int = 53
    patience: float = _PATIENCE
    """Seconds to wait for each answer."""

    @property
    def label(self) -> str:
        """Name the server."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return host if self.port == 53 else f"{host}:{self.port}"  # noqa: PLR2004 - DNS

    def lookup(self, name: str) -> Lookup:
        """See :meth:`Resolver.lookup`."""
        started = time.perf_counter()
        try:
            asked = _readable(name)
        except dns.exception.DNSException:
            return _failed(name, "no name that can be asked for", started)
        found = side_by_side(lambda kind: self._ask(asked, kind), _KINDS)
        addresses = {
            address for result in found if not isinstance(result, str) for address in result
        }
        if addresses:
            return Lookup(name, _sorted(addresses), "", time.perf_counter() - started)
        errors = [result for result in found if isinstance(result, str)]
        return _failed(name, errors[0] if errors else "no address", started)

    def _ask(self, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> set[IPAddress] | str:
        """Return the addresses of one family, or why there are none to be had."""
        query = dns.message.make_query(name, kind)
        for _ in range(_ATTEMPTS):
            try:
                # What is no answer to this question may be somebody else's attempt to be first.
                message, _ = dns.query.udp_with_fallback(
                    query,
                    self.address,
                    timeout=self.patience,
                    port=self.port,
                    ignore_unexpected=True,
                    ignore_errors=True,
                )
                return _addresses(message)
            except dns.exception.Timeout:
                continue
            except dns.exception.DNSException as error:
                return str(error) or "an answer that cannot be read"
            except (OSError, EOFError) as error:
                return getattr(error, "strerror", None) or "the connection broke off"
        return "no answer"


class Remembering:
    """
    Asks another resolver for each name once, whoever wants to know it at the same time.

    Args:
        other: Who knows.
    """

    def __init__(self, other: Resolver) -> None:
        self._other = other
        self._known: dict[str, Lookup] = {}
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    @property
    def label(self) -> str:
        """Whose answers these are."""
        return self._other.label

    def lookup(self, name: str) -> Lookup:
        """See :meth:`Resolver.lookup`."""
        with self._lock:
            asking = self._asking.setdefault(name, threading.Lock())
        with asking:
            if name not in self._known:
                self._known[name] = self._other.lookup(name)
            return self._known[name]


def _system_addresses(name: str) -> set[IPAddress]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return {ipaddress.ip_address(str(item[4][0]).partition("%")[0]) for item in found}


def with_a_way(addresses: Iterable[IPAddress]) -> IPAddress | None:
    """
    Return the first of *addresses* to which this computer knows a way, as on networks that have
    IPv6 alone; the first if it knows none. Nothing is sent for that.
    """
    listed = list(addresses)
    for address in listed:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004 - IPv4
        with (
            contextlib.suppress(OSError),
            socket.socket(family, socket.SOCK_DGRAM) as trying,
        ):
            trying.connect((str(address), _ANY_PORT))
            return address
    return next(iter(listed), None)


def is_sinkhole(address: IPAddress) -> bool:
    """Say whether *address* can be nothing on the Internet: private, loopback, ``0.0.0.0``."""
    return not address.is_global


def _readable(name: str) -> dns.name.Name:
    """Read *name*; raises :class:`dns.exception.DNSException` if no question can hold it."""
    if not name.strip("."):
        raise dns.name.EmptyLabel
    return dns.name.from_text(name)


def _addresses(message: dns.message.Message) -> set[IPAddress] | str:
    """Return the addresses at the end of the chain of names, or what is said instead."""
    code = message.rcode()
    if code != dns.rcode.NOERROR:
        return _RESPONSE_CODES.get(code, dns.rcode.to_text(code))
    if not isinstance(message, dns.message.QueryMessage):
        return "an answer to something else"
    records = message.resolve_chaining().answer
    return {ipaddress.ip_address(record.address) for record in records or ()}


def _failed(name: str, error: str, started: float) -> Lookup:
    return Lookup(name, (), error, time.perf_counter() - started)


def _sorted(addresses: set[IPAddress]) -> tuple[IPAddress, ...]:
    return tuple(sorted(addresses, key=lambda a: (a.version, int(a))))
