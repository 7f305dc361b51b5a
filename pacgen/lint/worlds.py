"""
Worlds: the circumstances under which hosts are asked about.

A PAC file can ask about the client's addresses, DNS and the clock. Where one does, its answers are
worth little unless they were asked for in several worlds; where it does not, one is enough.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import product

from pacgen.endpoints import IPNetwork
from pacgen.engine import DnsRecord, Environment

__all__ = ["PLAIN_WORLD", "World", "WorldKind", "client_worlds", "clock_worlds", "dns_worlds"]


class WorldKind(StrEnum):
    """What is different from the plain world."""

    PLAIN = "plain"
    """Nothing: no name resolves, the client is nobody's, it is noon."""

    DNS = "dns"
    CLIENT = "client"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class World:
    """One set of circumstances, and how to speak of it."""

    kind: WorldKind = WorldKind.PLAIN
    label: str = ""
    """As in "goes to a proxy when ...": ``the client's address is 10.1.2.3``."""

    environment: Environment = field(default_factory=Environment)

    is_fair: bool = True
    """Whether DIRECT says anything here: to private addresses everything goes DIRECT."""


PLAIN_WORLD = World()

_OUT_OF_RANGE = "203.0.113.77"
_PRIVATE = "10.1.2.3"
_IPV6 = "2001:db8::53"
_NOBODYS = frozenset({_OUT_OF_RANGE, _IPV6})

_CLIENTS = (
    *("127.0.0.1", "10.1.2.3", "172.16.5.6", "192.168.1.10", "100.64.1.1", "198.51.100.20"),
    "2001:db8::20",
)
"""One address of each kind that clients have."""

_MOST_NAMED = 8
_MOST_CLIENTS = 40
_MOST_CLOCKS = 150

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
_TIME_RANGE = re.compile(r"\btimeRange\s*\(([^)]*)\)")
_USES_HOURS = re.compile(r"\btimeRange\b|\bget(UTC)?(Hours|Minutes|Time)\b|\bDate\s*\.\s*now\b")
_USES_DAYS = re.compile(r"\bweekdayRange\b|\bget(UTC)?Day\b")
_USES_MONTHS = re.compile(r"\bdateRange\b|\bget(UTC)?(Month|Date|FullYear|Year)\b")


def dns_worlds(
    published: Iterable[IPNetwork], named: Iterable[ipaddress.IPv4Network]
) -> Iterator[World]:
    """
    Yield the worlds in which names resolve.

    To an address out of the *published* networks, and out of each network that the file has
    *named*; to one of nobody, a private one, to IPv6. That they do not resolve is the plain world.
    """
    inside = next((_middle(n) for n in published if isinstance(n, ipaddress.IPv4Network)), None)
    others = [_middle(network) for network in named][:_MOST_NAMED]
    for address in dict.fromkeys((inside, _OUT_OF_RANGE, _PRIVATE, _IPV6, *others)):
        if address is not None:
            record = DnsRecord("*", (address,))
            label = f"the name resolves to {address}"
            fair = address in _NOBODYS or not ipaddress.ip_address(address).is_private
            yield World(WorldKind.DNS, label, Environment(dns=(record,)), fair)


def _middle(network: ipaddress.IPv4Network) -> str:
    return str(network[network.num_addresses // 2])


def client_worlds(networks: Iterable[ipaddress.IPv4Network]) -> Iterator[World]:
    """Yield worlds with clients of every kind, and on both sides of the edges of *networks*."""
    addresses = dict.fromkeys(_CLIENTS)
    for network in networks:
        if network.prefixlen:
            addresses[str(network[min(1, network.num_addresses - 1)])] = None
            above = int(network.broadcast_address) + 1
            if above < 2**32:
                addresses[str(ipaddress.IPv4Address(above))] = None
    for address in list(addresses)[:_MOST_CLIENTS]:
        label = f"the client's address is {address}"
        yield World(WorldKind.CLIENT, label, Environment(client_addresses=(address,)))


def clock_worlds(text: str) -> Iterator[World]:
    """Yield worlds at other times: on both sides of each boundary that the script *text* names."""
    hours = _hours(text) if _USES_HOURS.search(text) else (12,)
    days = tuple(range(7)) if _USES_DAYS.search(text) else (2,)
    months = tuple(range(1, 13)) if _USES_MONTHS.search(text) else (1,)
    moments = list(product(months, days, hours))
    if len(moments) > _MOST_CLOCKS:
        moments = [(months[0], day, hour) for day in days for hour in hours]
        moments += [(month, days[0], hours[0]) for month in months]
    for month, day, hour in moments[:_MOST_CLOCKS]:
        # The week of the 5th begins on a Monday in January only; count from the first Monday.
        first = datetime(_MONDAY.year, month, 8, hour, tzinfo=UTC)
        moment = first.replace(day=8 + (day - first.weekday()) % 7)
        label = f"it is {_WEEK[day]} {moment:%Y-%m-%d %H:%M}"
        yield World(WorldKind.CLOCK, label, Environment(clock=moment))


def _hours(text: str) -> tuple[int, ...]:
    """Return the hours worth a try: around those that ``timeRange`` is given, else all."""
    if re.search(r"\bget(UTC)?(Hours|Minutes|Time)\b|\bDate\s*\.\s*now\b", text):
        return tuple(range(24))
    named = [int(n) for call in _TIME_RANGE.findall(text) for n in re.findall(r"\d+", call)]
    around = {(n + step) % 24 for n in named if n <= 24 for step in (-1, 0, 1)}  # noqa: PLR2004 - hours
    return tuple(sorted(around)) or tuple(range(24))
