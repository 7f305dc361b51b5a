"""
The simulated world of a PAC file: client addresses, DNS answers, clock. Plain data; nothing here
asks the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["DnsRecord", "Environment"]

DEFAULT_CLOCK = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)
"""A Wednesday noon. Fixed, so that the same file gives the same answers tomorrow."""


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """What a name resolves to."""

    name: str
    """A host, or ``*.example.com`` for every host below; lower case."""

    addresses: tuple[str, ...]
    """IPv4 and IPv6 addresses in the order of the answer; empty: the name does not resolve."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything a PAC file can ask about besides the URL and the host."""

    client_addresses: tuple[str, ...] = ("192.0.2.1",)
    """
    IPv4 and IPv6 addresses of the client. The default is in no network of anybody's (RFC 5737).
    """

    dns: tuple[DnsRecord, ...] = ()
    """
    The most specific record counts: an exact name, then the longest wildcard. A name without a
    record does not resolve.
    """

    clock: datetime = DEFAULT_CLOCK
    """The moment of the request; its UTC offset is the client's time zone. Must be aware."""
