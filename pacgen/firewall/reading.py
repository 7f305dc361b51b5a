"""
Reads what a firewall has: a list of prefixes, a CSV file, or nftables sets and rules.

Each is taken as people and devices write it, not only as pacgen does: bare addresses, ranges
``a-b``, comments, ``nft list ruleset``.
"""

from __future__ import annotations

import csv
import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from pacgen.endpoints import IPNetwork, PortRange
from pacgen.endpoints.model import parse_ports
from pacgen.errors import InputError
from pacgen.firewall.opening import Protocol

__all__ = ["Entry", "FirewallFile", "read_firewall"]

_VERSION = re.compile(r"pacgen: \w+ (\d{10})\b")
_ALL_PORTS = (PortRange(1, 65535),)
_PREFIX_COLUMNS = ("prefix", "cidr", "network", "address", "ip")
_SHOWN = 60

_NFT_SET = re.compile(r"\bset\s+(\S+)\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_NFT_ELEMENTS = re.compile(r"\belements\s*=\s*\{([^{}]*)\}")
_NFT_RULE = re.compile(r"\bip6?\s+daddr\s+(@\S+|\{[^{}]*\}|\S+)([^\n]*)\baccept\b")
_NFT_PORTS = re.compile(r"\b(udp|tcp)\s+dport\s+(\{[^{}]*\}|\S+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """Addresses that the firewall opens."""

    networks: tuple[IPNetwork, ...]
    protocol: Protocol | None
    """``None`` where the file does not say: then it says no ports either."""

    ports: tuple[PortRange, ...]
    line: int

    text: str
    """The addresses as they are written."""


@dataclass(frozen=True, slots=True)
class FirewallFile:
    """Everything that a file opens."""

    name: str
    version: str
    """Of the endpoint data that it was made from; ``""`` where it does not say."""

    entries: tuple[Entry, ...]


def read_firewall(name: str, data: bytes) -> FirewallFile:
    """
    Read *data*, whatever of the three it is.

    Args:
        name: For messages.
        data: UTF-8, with any line ends, with or without a byte-order mark.

    Raises:
        InputError: it is none of them, or holds no address; the message names the line.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise InputError(f"{name}: it is not UTF-8", tip="save it as UTF-8") from None
    version = _VERSION.search(text)
    said = version[1] if version else ""
    if re.search(r"^\s*(table|set|chain)\s", text, re.MULTILINE):
        entries = tuple(_nftables(name, text))
    elif columns := _header(text):
        said, entries = _csv(name, text, columns)
    else:
        entries = tuple(_list(name, text))
    if not entries:
        raise InputError(
            f"{name}: there is no address in it",
            usually="it is a list of names, an empty export, or the file of another tool",
            tip="give a list of prefixes, a CSV file with a column 'prefix', or nftables rules",
        )
    return FirewallFile(name, said, entries)


def _list(name: str, text: str) -> Iterator[Entry]:
    for number, line in enumerate(text.splitlines(), 1):
        written = re.split(r"[#;,\s]|//", line.strip(), maxsplit=1)[0]
        if written:
            yield Entry(_networks(written, name, number), None, (), number, written)


def _header(text: str) -> Mapping[str, str]:
    """Return the columns that matter, if the first line that is no comment names them."""
    first = next((s for s in text.splitlines() if s.strip() and not s.startswith("#")), "")
    names = {column.strip().lower(): column for column in next(csv.reader([first]), [])}
    prefix = next((names[column] for column in _PREFIX_COLUMNS if column in names), "")
    return {**names, "prefix": prefix} if prefix and len(names) > 1 else {}


def _csv(name: str, text: str, columns: Mapping[str, str]) -> tuple[str, tuple[Entry, ...]]:
    lines = text.splitlines()
    start = next(i for i, s in enumerate(lines) if s.strip() and not s.startswith("#"))
    rows = csv.DictReader(lines[start:])
    versions: set[str] = set()
    entries = []
    for row in rows:
        number = start + rows.line_num
        values = {key: (row.get(column) or "").strip() for key, column in columns.items()}
        versions.add(values.get("version", ""))
        written = values["prefix"]
        if not written:
            _refuse(name, number, "there is no prefix in this row")
        protocol, ports = _row_ports(values, name, number)
        entries.append(Entry(_networks(written, name, number), protocol, ports, number, written))
    return max(versions, default=""), tuple(entries)


def _row_ports(
    values: Mapping[str, str], name: str, line: int
) -> tuple[Protocol | None, tuple[PortRange, ...]]:
    said = values.get("protocol", "").lower()
    first = values.get("first_port") or values.get("ports") or values.get("port") or ""
    last = values.get("last_port", "")
    if not said and not first:
        return None, ()
    try:
        ports = parse_ports(f"{first}-{last}" if last else first) or _ALL_PORTS
        return Protocol(said), ports
    except ValueError as error:
        _refuse(name, line, str(error))


def _nftables(name: str, text: str) -> Iterator[Entry]:
    code = re.sub(r"#[^\n]*", "", text)
    sets = _nftables_sets(code)
    has_rules = False
    for rule in _NFT_RULE.finditer(code):
        has_rules = True
        where = rule[1]
        line = _line(code, rule.start())
        if where.startswith("@"):
            addresses: Sequence[tuple[str, int]] = sets.get(where[1:], [])
        else:
            addresses = [(text, line) for text in _split(where)]
        kept = [(written, place, _networks(written, name, place)) for written, place in addresses]
        for protocol, ports in _rule_ports(rule[2], name, line):
            for written, place, networks in kept:
                yield Entry(networks, protocol, ports, place, written)
    # Without any rule, the sets are what somebody's rules elsewhere open; beside rules, a set that
    # none of them names opens nothing, such as one that an older version has left behind.
    if not has_rules:
        for written, place in (member for members in sets.values() for member in members):
            if _is_address(written):
                yield Entry(_networks(written, name, place), None, (), place, written)


def _nftables_sets(code: str) -> dict[str, list[tuple[str, int]]]:
    """Return the elements of each set, as they are written, with their lines."""
    sets: dict[str, list[tuple[str, int]]] = {}
    for found in _NFT_SET.finditer(code):
        elements = _NFT_ELEMENTS.search(code, found.start(), found.end())
        if elements:
            sets.setdefault(found[1], []).extend(_elements(code, elements))
    return sets


def _rule_ports(
    rest: str, name: str, line: int
) -> list[tuple[Protocol | None, tuple[PortRange, ...]]]:
    found = _NFT_PORTS.search(rest)
    if found is None:
        return [(protocol, _ALL_PORTS) for protocol in Protocol]
    try:
        return [(Protocol(found[1]), parse_ports(found[2].strip("{} ")))]
    except ValueError as error:
        _refuse(name, line, f"{error} (services are read as numbers alone: nft -n list ruleset)")


def _elements(code: str, found: re.Match[str]) -> Iterator[tuple[str, int]]:
    for one in re.finditer(r"[^,\s][^,]*", found[1]):
        yield one[0].split()[0], _line(code, found.start(1) + one.start())


def _split(where: str) -> list[str]:
    return [part.strip() for part in where.strip("{} ").split(",") if part.strip()]


def _line(code: str, position: int) -> int:
    return code.count("\n", 0, position) + 1


def _is_address(text: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F.:/-]*[.:][0-9a-fA-F.:/-]*", text) is not None


def _networks(text: str, name: str, line: int) -> tuple[IPNetwork, ...]:
    try:
        return tuple(_parsed(text))
    except (ValueError, TypeError) as error:
        _refuse(name, line, f"{text[:_SHOWN]!r} is no address range ({error})")


def _parsed(text: str) -> Iterable[IPNetwork]:
    first, dash, last = text.partition("-")
    if dash:
        return ipaddress.summarize_address_range(
            ipaddress.ip_address(first), ipaddress.ip_address(last)
        )
    return [ipaddress.ip_network(text)]


def _refuse(name: str, line: int, what: str) -> NoReturn:
    raise InputError(
        f"{name}:{line}: {what}",
        tip="give a list of prefixes, a CSV file with a column 'prefix', or nftables rules",
    )
