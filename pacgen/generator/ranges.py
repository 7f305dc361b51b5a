"""Networks that may lie in one another become disjoint ranges, the longest prefix winning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pacgen.policy import AddressRule
from pacgen.routes import Route

__all__ = ["AddressRange", "address_ranges"]


@dataclass(frozen=True, slots=True)
class AddressRange:
    """Addresses from *first* to *last*, both included, which share a route."""

    first: int
    last: int
    route: Route
    rules: tuple[AddressRule, ...]
    """The rules that this range is made of, in the order of their networks."""


def address_ranges(rules: Iterable[AddressRule]) -> tuple[AddressRange, ...]:
    """
    Return disjoint ranges in ascending order that route every address as *rules* do.

    Neighbours with the same route are merged.

    Args:
        rules: Rules of a single IP version, no network twice.
    """
    merged: list[AddressRange] = []
    for piece in _pieces(rules):
        before = merged[-1] if merged else None
        if before and before.last + 1 == piece.first and before.route == piece.route:
            together = dict.fromkeys(before.rules + piece.rules)
            merged[-1] = AddressRange(before.first, piece.last, piece.route, tuple(together))
        else:
            merged.append(piece)
    return tuple(merged)


def _pieces(rules: Iterable[AddressRule]) -> Iterator[AddressRange]:
    """
    Cut the networks where others begin and end.

    Two networks are nested or disjoint, never crossing, so those that hold the current address
    are a stack, the smallest on top.
    """
    stack: list[AddressRule] = []
    position = 0
    for rule in sorted(rules, key=lambda r: (_first(r), r.network.prefixlen)):
        while stack and _last(stack[-1]) < _first(rule):
            top = stack.pop()
            yield from _piece(position, _last(top), top)
            position = max(position, _last(top) + 1)
        if stack:
            yield from _piece(position, _first(rule) - 1, stack[-1])
        stack.append(rule)
        position = _first(rule)
    while stack:
        top = stack.pop()
        yield from _piece(position, _last(top), top)
        position = max(position, _last(top) + 1)


def _piece(first: int, last: int, rule: AddressRule) -> Iterator[AddressRange]:
    if first <= last:
        yield AddressRange(first, last, rule.route, (rule,))


def _first(rule: AddressRule) -> int:
    return int(rule.network.network_address)


def _last(rule: AddressRule) -> int:
    return int(rule.network.broadcast_address)
