"""One end for everything that a probe waits for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Deadline"]

_LEAST = 1.0
"""Seconds that are worth a try."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment after which nothing is waited for."""

    end: float
    """By *clock*."""

    clock: Callable[[], float] = time.monotonic

    def left(self) -> float:
        """Return the seconds until then, none if it is past."""
        return max(0.0, self.end - self.clock())

    def within(self, seconds: float) -> Deadline:
        """Return an earlier deadline, *seconds* from now, for a part of the work."""
        return Deadline(min(self.end, self.clock() + seconds), self.clock)

    def share(self, need: float, later: float) -> float:
        """
        Return how many seconds may be used now.

        Args:
            need: What this takes at most.
            later: What is to come after it takes at most. It is kept back; where hardly anything
                is left then, each gets its part.
        """
        left = self.left()
        if left - later >= min(need, _LEAST):
            return left - later
        return left * need / (need + later)
