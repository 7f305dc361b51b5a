"""The networks that a file tests addresses against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.lint.program import Call, Program

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Subnet", "bits_of", "dotted", "is_inverted", "number_of", "subnets"]

_ALL = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Subnet:
    """The constants of one ``isInNet``; both are untouched."""

    call: Call
    address: str | None
    mask: str | None

    @property
    def address_node(self) -> Node:
        """Where the address stands."""
        return self.call.arguments[1]

    @property
    def mask_node(self) -> Node:
        """Where the mask stands."""
        return self.call.arguments[2]


def subnets(program: Program) -> Iterator[Subnet]:
    """Yield the tests by ``isInNet`` which have an address and a mask."""
    for call in program.calls.of("isInNet"):
        if len(call.arguments) > 2 and not call.is_spread:  # noqa: PLR2004 - host, address, mask
            address, mask = map(program.values.string, call.arguments[1:3])
            yield Subnet(call, address, mask)


def number_of(address: str | None) -> int | None:
    """Return a dotted address or mask as a number, ``None`` if it is none."""
    match = re.fullmatch(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})", address or "")
    if match is None:
        return None
    octets = [int(octet) for octet in match.groups()]
    return None if max(octets) > 255 else int.from_bytes(bytes(octets), "big")  # noqa: PLR2004 - octets


def bits_of(mask: int) -> int | None:
    """Return the length of the prefix that *mask* cuts out, ``None`` if it has holes."""
    inverse = mask ^ _ALL
    return None if inverse & (inverse + 1) else 32 - inverse.bit_length()


def is_inverted(mask: int) -> bool:
    """Say whether *mask* is one of a router's wildcard masks, as ``0.255.255.255``."""
    return mask not in {0, _ALL} and mask & (mask + 1) == 0


def dotted(number: int) -> str:
    """Return an address or a mask as people write it."""
    return ".".join(map(str, number.to_bytes(4, "big")))
