"""All rules in one table, for the small form of the PAC file: the longest key decides."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pacgen.endpoints import IPNetwork
from pacgen.generator.escaping import Code
from pacgen.generator.ranges import AddressRange, address_ranges
from pacgen.generator.tables import Entry, RouteNames, domains, names, pieces, with_commas
from pacgen.policy import Location, Policy

__all__ = ["places", "table"]

_Item = TypeVar("_Item")

_MARKS = {4: "#", 6: ":"}
"""What keys of addresses begin with, by IP version: nothing that a name has."""

_BITS = 4
"""What a hexadecimal digit says."""


def table(policy: Policy, routes: RouteNames) -> list[Entry]:
    """
    Return the entries of names, domains and networks.

    Nothing that JavaScript objects inherit is among the keys: each has a dot, a slash or a mark.
    """
    found = {_name_key(entry.key): entry.value for entry in names(policy, routes)}
    found |= {e.key: e.value for e in domains(policy, routes) if not e.is_inner}
    for version in _MARKS:
        for piece, value, _ in pieces(policy, routes, version):
            found |= dict.fromkeys(_prefixes(piece), value)
    return _entries(found.items())


def places(locations: Sequence[Location]) -> list[Entry]:
    """Return the entries of the clients' networks, with the numbers of the locations."""
    found: dict[str, Code] = {}
    for version in _MARKS:
        numbered = [
            (network, Code(str(number)))
            for number, place in enumerate(locations, start=1)
            for network in place.networks
            if network.version == version
        ]
        for piece in address_ranges(numbered):
            found |= dict.fromkeys(_prefixes(piece), piece.networks[0][1])
    return _entries(found.items())


def _name_key(name: str) -> str:
    return f"/{name[:-1]}" if name.endswith(".") else name


def _entries(found: Iterable[tuple[str, Code]]) -> list[Entry]:
    return [Entry(key, value, comma, "") for (key, value), comma in with_commas(found)]


def _prefixes(piece: AddressRange[_Item]) -> Iterator[str]:
    """Yield the keys of the fewest networks that are the range together."""
    kind = type(piece.networks[0][0].network_address)
    for network in ipaddress.summarize_address_range(kind(piece.first), kind(piece.last)):
        yield from _keys(network)


def _keys(network: IPNetwork) -> Iterator[str]:
    """Yield the beginnings, of whole digits, that the addresses of *network* have."""
    digits = -(-network.prefixlen // _BITS)
    first = int(network.network_address) >> (network.max_prefixlen - digits * _BITS)
    for number in range(2 ** (digits * _BITS - network.prefixlen)):
        text = f"{first + number:0{digits}x}" if digits else ""
        yield f"{_MARKS[network.version]}{text}"
