"""
The simulated world of a PAC file: client addresses, DNS answers, clock. Plain data; nothing here
asks the network.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pacgen.errors import UsageError
from pacgen.patterns import canonical_host

__all__ = ["DnsRecord", "Environment", "parse_address", "parse_clock"]

DEFAULT_CLOCK = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)
"""A Wednesday noon. Fixed, so that the same file gives the same answers tomorrow."""

_EVERY_NAME = "*"
_MAX_NAME = 253
_NAME = re.compile(r"(\*\.)?[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """
    What a name resolves to.

    Raises:
        UsageError: name or address is none.
    """

    name: str
    """
    A host, ``*.example.com`` for every host below, or ``*`` for every name; kept in lower case and
    without a final dot.
    """

    addresses: tuple[str, ...]
    """
    IPv4 and IPv6 addresses in the order of the answer; empty: the name does not resolve.

    Helpers that know IPv4 alone take the first IPv4 address, so a name may have either kind or
    both.
    """

    def __post_init__(self) -> None:
        # A frozen dataclass has no other way to keep a value in one form.
        object.__setattr__(self, "name", _checked_name(self.name))
        object.__setattr__(self, "addresses", _checked_addresses(self.addresses))


@dataclass(frozen=True, slots=True)
class Environment:
    """
    Everything a PAC file can ask about besides the URL and the host.

    Raises:
        UsageError: an address is none, a name has two records, or the clock has no time zone.
    """

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "client_addresses", _checked_addresses(self.client_addresses))
        _check_unique(self.dns)
        if self.clock.utcoffset() is None:
            raise _naive(self.clock.isoformat(timespec="minutes"))

    def with_records(self, records: Iterable[DnsRecord]) -> Environment:
        """Return this environment with *records*; each replaces the one of the same name."""
        table = {record.name: record for record in self.dns}
        table.update((record.name, record) for record in records)
        return replace(self, dns=tuple(table.values()))

    def unanswered(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of *names* that no record is about, each once, in their order."""
        known = {record.name for record in self.dns}
        asked = dict.fromkeys(canonical_host(name) for name in names)
        return tuple(name for name in asked if known.isdisjoint(_candidates(name)))


def parse_address(text: str) -> str:
    """
    Read an IPv4 or IPv6 address; return it as it is usually written.

    Raises:
        UsageError: *text* is no address, or has a zone (``%eth0``).
    """
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        raise UsageError(
            f"{text!r} is no IP address",
            tip="write for example 10.1.2.3 or 2001:db8::1, one address without a prefix length",
        ) from None
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        raise UsageError(
            f"{text!r} has a zone, which means something on one computer only",
            tip=f"write {text.strip().partition('%')[0]}",
        )
    return str(address)


def parse_clock(text: str) -> datetime:
    """
    Read a moment with its time zone: ``2026-11-23T09:00+01:00``.

    Raises:
        UsageError: *text* is no moment, or has no time zone.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"{text!r} is no date and time", tip="write for example 2026-11-23T09:00+01:00"
        ) from None
    if moment.utcoffset() is None:
        raise _naive(text.strip())
    return moment


def _naive(text: str) -> UsageError:
    return UsageError(
        f"{text!r} has no time zone",
        usually="weekdayRange and timeRange answer in the client's own time",
        tip="add the offset from UTC, as in 2026-11-23T09:00+01:00, or Z for UTC itself",
    )


def _candidates(name: str) -> list[str]:
    """Return the names of the records that would answer for *name*."""
    labels = name.split(".")
    wildcards = [f"*.{'.'.join(labels[start:])}" for start in range(1, len(labels))]
    return [name, *wildcards, _EVERY_NAME]


def _checked_name(text: str) -> str:
    name = canonical_host(text.strip())
    if name == _EVERY_NAME:
        return name
    if not name.isascii():
        raise UsageError(
            f"{text!r} is no name for DNS: it is not ASCII", tip="write it in punycode (xn--...)"
        )
    if len(name) > _MAX_NAME or not _NAME.fullmatch(name):
        raise UsageError(
            f"{text!r} is no name for DNS",
            tip="write a host, *.example.com for every host below, or * for every name",
        )
    if re.fullmatch(r"[0-9.]+", name):
        raise UsageError(
            f"{text!r} is an address: nothing asks DNS about it", tip="leave the record out"
        )
    return name


def _checked_addresses(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parse_address(address) for address in addresses))


def _check_unique(records: Iterable[DnsRecord]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.name in seen:
            raise UsageError(
                f"the name {record.name!r} has two DNS records",
                tip="put all its addresses into one record",
            )
        seen.add(record.name)
