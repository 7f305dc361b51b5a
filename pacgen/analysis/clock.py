"""How much of the time that an analysis may take is left."""

from __future__ import annotations

import time

__all__ = ["Clock", "LateError"]


class LateError(Exception):
    """The time was up before something was done. Never leaves the analysis."""


class Clock:
    """
    Says how much time is left.

    Args:
        seconds: From now on.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, never less than none."""
        return max(0.0, self._end - time.monotonic())

    @property
    def over(self) -> float:
        """Seconds since the time was up, never less than none."""
        return max(0.0, time.monotonic() - self._end)

    @property
    def is_up(self) -> bool:
        """Whether nothing is left."""
        return time.monotonic() >= self._end
