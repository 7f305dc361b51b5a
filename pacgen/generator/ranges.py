"""Networks that may lie in one another become disjoint ranges, the longest prefix winning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pacgen.endpoints import IPNetwork

__all__ = ["AddressRange", "address_ranges"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class AddressRange(Generic[Value]):
    """Addresses from *first* to *last*, both included, about which the same networks speak."""

    first: int
    last: int
    networks: tuple[tuple[IPNetwork, Value], ...]
    """The networks that hold all of them with what each says, the longest prefix first."""


def address_ranges(
    networks: Iterable[tuple[IPNetwork, Value]],
) -> Iterator[AddressRange[Value]]:
    """
    Yield disjoint ranges in ascending order that cover what *networks* do.

    Two networks are nested or disjoint, never crossing, so those that hold the current address
    are a stack, the smallest on top.

    Args:
        networks: Of a single IP version, none twice, each with what it says.
    """
    stack: list[tuple[IPNetwork, Value]] = []
    position = 0
    for item in sorted(networks, key=lambda i: (_first(i[0]), i[0].prefixlen)):
        while stack and _last(stack[-1][0]) < _first(item[0]):
            end = _last(stack[-1][0])
            yield from _piece(position, end, stack)
            stack.pop()
            position = max(position, end + 1)
        if stack:
            yield from _piece(position, _first(item[0]) - 1, stack)
        stack.append(item)
        position = _first(item[0])
    while stack:
        end = _last(stack[-1][0])
        yield from _piece(position, end, stack)
        stack.pop()
        position = max(position, end + 1)


def _piece(
    first: int, last: int, stack: list[tuple[IPNetwork, Value]]
) -> Iterator[AddressRange[Value]]:
    if first <= last:
        yield AddressRange(first, last, tuple(reversed(stack)))


def _first(network: IPNetwork) -> int:
    return int(network.network_address)


def _last(network: IPNetwork) -> int:
    return int(network.broadcast_address)
