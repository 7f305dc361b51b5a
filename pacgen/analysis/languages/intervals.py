"""Sets of whole numbers as intervals; IPv4 addresses are such numbers."""

from __future__ import annotations

import bisect
import functools
import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.automaton import lazily
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.minimise import minimised
from pacgen.analysis.languages.unsupported import UnsupportedError

__all__ = ["UNLIMITED", "AddressSet", "IntSet"]

UNLIMITED: Final = 2**40
"""A number that stands for all larger ones, too."""

_MOST_INTERVALS = 4096
_OCTETS = 4
_ALL_BITS = 2**32 - 1


@dataclass(frozen=True, slots=True)
class IntSet:
    """A set of whole numbers, made by :meth:`of`."""

    intervals: tuple[tuple[int, int], ...] = ()
    """First and last number of each, ascending, with a gap between any two."""

    @classmethod
    def of(cls, intervals: Iterable[tuple[int, int]]) -> IntSet:
        """Return the union of *intervals*, both ends included; one that runs down is empty."""
        merged: list[tuple[int, int]] = []
        for low, high in sorted(intervals):
            if low > high:
                continue
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = merged[-1][0], max(merged[-1][1], high)
            else:
                merged.append((low, high))
        return cls(tuple(merged))

    @classmethod
    def numbers(cls, *numbers: int) -> IntSet:
        """Return the set of these numbers."""
        return cls.of((number, number) for number in numbers)

    @classmethod
    def at_least(cls, number: int) -> IntSet:
        """Return *number* and all that are larger."""
        return cls(((number, UNLIMITED),))

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        index = bisect.bisect_right(self.intervals, number, key=lambda pair: pair[0]) - 1
        return index >= 0 and number <= self.intervals[index][1]

    @property
    def is_empty(self) -> bool:
        """Whether there is no number in it."""
        return not self.intervals

    def __or__(self, other: IntSet) -> IntSet:
        return IntSet.of((*self.intervals, *other.intervals))

    def __and__(self, other: IntSet) -> IntSet:
        return IntSet(tuple(self._common(other)))

    def __sub__(self, other: IntSet) -> IntSet:
        return IntSet(tuple(self._rest(other)))

    def _common(self, other: IntSet) -> Iterator[tuple[int, int]]:
        one, two = self.intervals, other.intervals
        i = j = 0
        while i < len(one) and j < len(two):
            low, high = max(one[i][0], two[j][0]), min(one[i][1], two[j][1])
            if low <= high:
                yield low, high
            if one[i][1] < two[j][1]:
                i += 1
            else:
                j += 1

    def _rest(self, other: IntSet) -> Iterator[tuple[int, int]]:
        cuts = other.intervals
        for first, last in self.intervals:
            low = first
            index = max(0, bisect.bisect_right(cuts, first, key=lambda pair: pair[0]) - 1)
            while index < len(cuts) and cuts[index][0] <= last:
                begin, end = cuts[index]
                index += 1
                if end < low:
                    continue
                if low < begin:
                    yield low, begin - 1
                low = end + 1
            if low <= last:
                yield low, last


_Octets = tuple[int, IntSet, str]


@dataclass(frozen=True, slots=True)
class AddressSet:
    """A set of IPv4 addresses."""

    numbers: IntSet

    @classmethod
    def everything(cls) -> AddressSet:
        """Return all addresses."""
        return cls(IntSet(((0, _ALL_BITS),)))

    @classmethod
    def nothing(cls) -> AddressSet:
        """Return no address at all."""
        return cls(IntSet())

    @classmethod
    def network(cls, network: str, mask: str) -> AddressSet:
        """
        Return the addresses whose bits under *mask* are those of *network*, as isInNet tests them.

        Args:
            network: Four decimal numbers from 0 to 255.
            mask: The same; its bits may have gaps.

        Raises:
            UnsupportedError: there are so many gaps in the mask that the set is a sieve.
        """
        bits = _number(mask)
        free = ~bits & _ALL_BITS
        tail = (free + 1 & -(free + 1)) - 1
        scattered = free & ~tail
        if 2 ** scattered.bit_count() > _MOST_INTERVALS:
            raise UnsupportedError("isInNet", f"the mask {mask} has too many gaps")
        base = _number(network) & bits
        return cls(IntSet.of((base | some, base | some | tail) for some in _subsets(scattered)))

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and _number(address) in self.numbers

    @property
    def is_empty(self) -> bool:
        """Whether there is no address in it."""
        return self.numbers.is_empty

    def __or__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.numbers | other.numbers)

    def __and__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.numbers & other.numbers)

    def __sub__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.numbers - other.numbers)

    def __invert__(self) -> AddressSet:
        return AddressSet.everything() - self

    def witness(self) -> str:
        """Return its first address."""
        return str(ipaddress.IPv4Address(self.numbers.intervals[0][0]))

    def networks(self) -> Iterator[ipaddress.IPv4Network]:
        """Yield the fewest networks that make it up."""
        for low, high in self.numbers.intervals:
            yield from ipaddress.summarize_address_range(
                ipaddress.IPv4Address(low), ipaddress.IPv4Address(high)
            )

    def to_language(self) -> Language:
        """Return its addresses as texts: four decimal numbers without leading zeros."""
        return _language_of(self.numbers)

    def __str__(self) -> str:
        return ", ".join(str(network) for network in self.networks())


@functools.lru_cache(maxsize=256)
def _language_of(addresses: IntSet) -> Language:
    # How many octets are read, which addresses are left, counted from the first that begins
    # so, and the digits of the octet that is being read.

    def move(state: _Octets, c: str | None) -> _Octets | None:
        octets, left, digits = state
        if c == "." and digits and octets < _OCTETS - 1:
            within = _within(left, octets, int(digits))
            return None if within.is_empty else (octets + 1, within, "")
        if c is None or c == "." or digits == "0" or int(digits + c) > 255:  # noqa: PLR2004 - an octet
            return None
        return octets, left, digits + c

    def accepts(state: _Octets) -> bool:
        octets, left, digits = state
        return octets == _OCTETS - 1 and digits != "" and int(digits) in left

    automaton = minimised(lazily((0, addresses, ""), lambda _: ".0123456789", move, accepts))
    return Language(automaton, base=automaton.size)


def _within(numbers: IntSet, octets: int, value: int) -> IntSet:
    """Return those of *numbers* whose next octet is *value*, counted from the first of these."""
    size = 256 ** (_OCTETS - 1 - octets)
    block = IntSet(((value * size, (value + 1) * size - 1),))
    return IntSet(
        tuple(
            (low - value * size, high - value * size) for low, high in (numbers & block).intervals
        )
    )


def _number(address: str) -> int:
    one, two, three, four = map(int, address.split("."))
    return one << 24 | two << 16 | three << 8 | four


def _subsets(bits: int) -> Iterator[int]:
    """Yield every number that has no other bits than *bits*."""
    some = 0
    while True:
        yield some
        some = some - bits & bits
        if not some:
            return
