"""
What a PAC file names: hosts, addresses and networks in its strings.

They are worth asking about: whatever a file treats in a special way, it has to name. Found by
reading strings one after the other, without a syntax tree, so that long files take no time.
"""

from __future__ import annotations

import bisect
import ipaddress
import re
from dataclasses import dataclass

from pacgen.engine import Span

__all__ = ["Literal", "NamedNetwork", "named_hosts", "named_networks", "string_literals"]

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'""", re.DOTALL
)
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*")
_HOST_IN_URL = re.compile(r"[a-z*]+://([^/:?#]*)")
_BETWEEN = re.compile(r"[\s,\])}\[({:]*")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


@dataclass(frozen=True, slots=True)
class Literal:
    """One string of the file."""

    value: str
    """Between the quotes, escapes untouched."""

    start: int
    end: int
    """Where it stands in the text, quotes included; the end is behind it."""


@dataclass(frozen=True, slots=True)
class NamedNetwork:
    """A network that the file names by address and mask, or with a prefix length."""

    network: ipaddress.IPv4Network
    span: Span
    """From the address to the mask."""


def string_literals(text: str) -> tuple[Literal, ...]:
    """Return all strings outside of comments, in their order."""
    found = []
    for match in _TOKEN.finditer(text):
        value = match[1] if match[1] is not None else match[2]
        if value is not None:
            found.append(Literal(value, match.start(), match.end()))
    return tuple(found)


def named_hosts(literals: tuple[Literal, ...]) -> tuple[str, ...]:
    """
    Return the hosts which strings are about, each once, in lower case.

    Of ``.example.com`` and ``*.example.com`` that is ``example.com``; of a URL, its host.
    """
    hosts: dict[str, None] = {}
    for literal in literals:
        value = literal.value.lower()
        in_url = _HOST_IN_URL.match(value)
        name = (in_url[1] if in_url else value).lstrip("*.").rstrip("*/.")
        if _HOST.fullmatch(name):
            hosts[name] = None
    return tuple(hosts)


def named_networks(text: str, literals: tuple[Literal, ...]) -> tuple[NamedNetwork, ...]:
    """Return the networks which strings are about, in their order, repetitions included."""
    lines = _LineIndex(text)
    found = []
    for index, literal in enumerate(literals):
        network, last = _cidr(literal.value), literal
        following = literals[index + 1] if index + 1 < len(literals) else None
        if (
            network is None
            and following is not None
            and _ADDRESS.fullmatch(literal.value)
            and _BETWEEN.fullmatch(text, literal.end, following.start)
        ):
            network, last = _masked(literal.value, following.value), following
        if network is not None:
            found.append(NamedNetwork(network, lines.span(literal.start, last.end)))
    return tuple(found)


def _cidr(text: str) -> ipaddress.IPv4Network | None:
    if "/" not in text or not _ADDRESS.match(text):
        return None
    try:
        return ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return None


def _masked(address: str, mask: str) -> ipaddress.IPv4Network | None:
    try:
        bits = int(ipaddress.IPv4Address(mask))
        prefix = 32 - (~bits & 0xFFFFFFFF).bit_length()
        whole = (0xFFFFFFFF << (32 - prefix)) & 0xFFFFFFFF
        return ipaddress.IPv4Network((address, prefix), strict=False) if bits == whole else None
    except ValueError:
        return None


class _LineIndex:
    """From offsets to lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        return Span(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
