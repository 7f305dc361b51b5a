"""Lengths of time as people write them: ``500ms``, ``90s``, ``30m``, ``1h``, ``1h30m``, ``1d``."""

from __future__ import annotations

import re
from collections.abc import Callable

from pacgen.errors import UsageError

__all__ = ["duration", "parse_duration"]

_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?) *(ms|[dhms])")
_FORM = re.compile(rf"(?:{_PART.pattern})+|[0-9]+(?:\.[0-9]+)?")
_TIP = "write for example 10s, 30m or 1h30m"


def parse_duration(text: str) -> float:
    """
    Read a length of time, a bare number for seconds; return seconds.

    Raises:
        UsageError: *text* is none.
    """
    written = text.strip().lower()
    if not _FORM.fullmatch(written):
        raise UsageError(f"{text!r} is no length of time", tip=_TIP)
    parts = _PART.findall(written) or [(written, "")]
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def duration(*, least: float, most: float) -> Callable[[str], float]:
    """
    Return what reads a length of time within limits, as the type of an option.

    Args:
        least: Seconds; nothing shorter is taken.
        most: Seconds; nothing longer is taken.
    """

    def parse(text: str) -> float:
        seconds = parse_duration(text)
        if not least <= seconds <= most:
            raise UsageError(f"{text!r} is not between {_said(least)} and {_said(most)}", tip=_TIP)
        return seconds

    return parse


def _said(seconds: float) -> str:
    for unit, length in _UNITS.items():
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:.0f}{unit}"
    return f"{seconds:g}s"
