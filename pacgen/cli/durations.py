"""Lengths of time as people write them: ``90s``, ``30m``, ``1h``, ``1h30m``, ``1d``."""

from __future__ import annotations

import re
from collections.abc import Callable

from pacgen.errors import UsageError

__all__ = ["duration"]

_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}
_FORM = re.compile(
    r"(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+(?:\.[0-9]+)?)s)?", re.IGNORECASE
)


def duration(*, least: float, most: float) -> Callable[[str], float]:
    """
    Return what reads a length of time, as the type of an option.

    Args:
        least: Seconds; nothing shorter is taken.
        most: Seconds; nothing longer is taken.
    """

    def parse(text: str) -> float:
        match = _FORM.fullmatch(text.strip())
        if match is None or not match[0]:
            raise UsageError(
                f"{text!r} is no length of time", tip="write for example 30m, 1h or 1h30m"
            )
        parts = zip(match.groups(), _UNITS.values(), strict=True)
        seconds = sum(float(number) * unit for number, unit in parts if number)
        if not least <= seconds <= most:
            raise UsageError(
                f"{text!r} is not between {_said(least)} and {_said(most)}",
                tip="write for example 30m, 1h or 1h30m",
            )
        return seconds

    return parse


def _said(seconds: float) -> str:
    for unit, length in _UNITS.items():
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:.0f}{unit}"
    return f"{seconds:g}s"
