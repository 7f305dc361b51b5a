"""
Moments: from the fields that a script can ask for to sets of days and of seconds of the day.

The local clock is a day (0 is 1 January of :data:`FIRST_YEAR`) and a second of the day, and so is
the clock in UTC; each field is a set of one of the two.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from pacgen.analysis.languages import IntSet

__all__ = [
    "ALL_DAYS",
    "ALL_SECONDS",
    "FIRST_YEAR",
    "LAST_YEAR",
    "clock_fields",
    "field_of",
    "field_set",
    "find_moment",
    "symbol_of",
]

FIRST_YEAR = 2024
LAST_YEAR = 2033
"""The years that an exploration considers; every day and every whole second of them."""

_START = date(FIRST_YEAR, 1, 1)
_DAYS = (date(LAST_YEAR + 1, 1, 1) - _START).days
_SECONDS = 24 * 60 * 60
_ZONES = range(-12 * 4, 14 * 4 + 1)
"""Quarters of an hour between UTC and a client."""

ALL_DAYS = IntSet.of([(0, _DAYS - 1)])
ALL_SECONDS = IntSet.of([(0, _SECONDS - 1)])

_OF_DAY: dict[str, Callable[[date], int]] = {
    "day": lambda day: day.isoweekday() % 7,
    "date": lambda day: day.day,
    "month": lambda day: day.month - 1,
    "year": lambda day: day.year,
    "days": lambda day: (day - _START).days,
}
_OF_SECOND: dict[str, Callable[[int], int]] = {
    "hour": lambda second: second // 3600,
    "minute": lambda second: second // 60 % 60,
    "second": lambda second: second % 60,
    "time": lambda second: second,
}
_SAME = {"hour": 3600, "minute": 60, "second": 1}
"""For how many seconds on end a field keeps its value."""


def symbol_of(field: str) -> str:
    """Return the symbol that a field belongs to: days or seconds, of the client or of UTC."""
    zone = "utc" if field.startswith("utc") else ""
    return f"clock:{zone}{'days' if field.removeprefix('utc') in _OF_DAY else 'time'}"


def field_of(symbol: str) -> str:
    """Return the field whose value a symbol is."""
    return symbol.removeprefix("clock:")


@functools.lru_cache(maxsize=256)
def field_set(field: str, values: IntSet) -> IntSet:
    """Return the days, or the seconds of the day, on which *field* is one of *values*."""
    name = field.removeprefix("utc")
    if name in {"days", "time"}:
        return values
    if name in _OF_DAY:
        table = _day_table(name)
        return IntSet.of(_runs(number for number, value in enumerate(table) if value in values))
    find, block = _OF_SECOND[name], _SAME[name]
    starts = (start for start in range(0, _SECONDS, block) if find(start) in values)
    return IntSet.of((start, start + block - 1) for start in starts)


@functools.cache
def _day_table(name: str) -> tuple[int, ...]:
    find = _OF_DAY[name]
    return tuple(find(_START + timedelta(days=number)) for number in range(_DAYS))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def clock_fields(moment: datetime) -> dict[str, int]:
    """Return every field that a script can ask *moment* for, local time and UTC."""
    fields: dict[str, int] = {}
    for zone, clock in (("", moment), ("utc", moment.astimezone(UTC))):
        second = clock.hour * 3600 + clock.minute * 60 + clock.second
        fields |= {f"{zone}{name}": find(clock.date()) for name, find in _OF_DAY.items()}
        fields |= {f"{zone}{name}": find(second) for name, find in _OF_SECOND.items()}
    return fields


def find_moment(
    days: IntSet, seconds: IntSet, utc_days: IntSet, utc_seconds: IntSet, default: datetime
) -> datetime | None:
    """
    Return a moment, with a time zone, that lies in all four sets; *default* if that does.

    ``None``: no quarter of an hour between UTC and the client makes one at the ends of the sets.
    """
    if _fits(default, days, seconds, utc_days, utc_seconds):
        return default
    return _search(days, seconds, utc_days, utc_seconds)


@functools.lru_cache(maxsize=256)
def _search(
    days: IntSet, seconds: IntSet, utc_days: IntSet, utc_seconds: IntSet
) -> datetime | None:
    local, utc = _moments(days, seconds, local=True), _moments(utc_days, utc_seconds, local=False)
    for moment in itertools.chain(local, utc):
        if _fits(moment, days, seconds, utc_days, utc_seconds):
            return moment
    return None


def _moments(days: IntSet, seconds: IntSet, *, local: bool) -> Iterator[datetime]:
    """Yield moments at the ends of what the local clock, or that in UTC, may show, in all zones."""
    for day in _some(days):
        for second in _some(seconds):
            naive = datetime(FIRST_YEAR, 1, 1) + timedelta(days=day, seconds=second)  # noqa: DTZ001 - the zone follows
            for quarters in sorted(_ZONES, key=abs):
                zone = timezone(timedelta(minutes=15 * quarters))
                yield naive.replace(tzinfo=zone if local else UTC).astimezone(zone)


def _some(numbers: IntSet) -> list[int]:
    """Return members that stand for all: the ends of the first intervals."""
    return [end for low, high in list(numbers.intervals)[:60] for end in {low, high}]


def _fits(
    moment: datetime, days: IntSet, seconds: IntSet, utc_days: IntSet, utc_seconds: IntSet
) -> bool:
    fields = clock_fields(moment)
    return (
        fields["days"] in days
        and fields["time"] in seconds
        and fields["utcdays"] in utc_days
        and fields["utctime"] in utc_seconds
    )
