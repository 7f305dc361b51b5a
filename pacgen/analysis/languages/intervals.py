"""Sets of whole numbers as intervals."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["UNLIMITED", "IntSet"]

UNLIMITED: Final = 2**40
"""A number that stands for all larger ones, too."""


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
