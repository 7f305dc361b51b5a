"""Fields of the clock as sets of days and seconds, and moments that lie in several."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pacgen.analysis import Explorer, Language, NotProven, Refuted, Wanted, prove
from pacgen.analysis.calendar import (
    ALL_DAYS,
    ALL_SECONDS,
    clock_fields,
    field_set,
    find_moment,
    symbol_of,
)
from pacgen.analysis.languages import IntSet

from .conftest import script

NOW = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)


def _only(field: str, value: int) -> IntSet:
    return field_set(field, IntSet.of([(value, value)]))


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2024, 2, 29, 23, 59, 59, tzinfo=timezone(timedelta(hours=-11))),
        datetime(2033, 12, 31, 0, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_a_moment_lies_in_the_set_of_each_of_its_fields(moment: datetime) -> None:
    """Every field's value leads back to a set that holds the day, or the second, it came from."""
    fields = clock_fields(moment)

    for name, value in fields.items():
        zone = "utc" if name.startswith("utc") else ""
        unit = "days" if symbol_of(name).endswith("days") else "time"
        if name in {"utcyear", "utcdays"} and not 2024 <= fields["utcyear"] <= 2033:
            continue
        assert fields[f"{zone}{unit}"] in _only(name, value), name


def test_two_fields_make_a_moment() -> None:
    """A Friday the 13th at a full hour exists, and the moment that is found is one."""
    days = _only("day", 5) & _only("date", 13)

    moment = find_moment(days, _only("minute", 0), ALL_DAYS, ALL_SECONDS, NOW)

    assert moment is not None
    assert (moment.isoweekday(), moment.day, moment.minute) == (5, 13, 0)


def test_local_time_and_utc_are_never_days_apart() -> None:
    """No time zone makes Monday here and Friday in UTC."""
    assert find_moment(_only("day", 1), ALL_SECONDS, _only("day", 5), ALL_SECONDS, NOW) is None


def test_the_default_is_kept_where_it_will_do() -> None:
    """Nothing speaks against the default moment, so it is taken."""
    assert find_moment(ALL_DAYS, ALL_SECONDS, ALL_DAYS, ALL_SECONDS, NOW) is NOW


def test_a_time_that_cannot_be_is_no_counterexample(explorer: Callable[..., Explorer]) -> None:
    """Monday here and Friday in UTC leads to a proxy, but nobody will ever get there."""
    body = """
      if (weekdayRange("MON") && weekdayRange("FRI", "GMT")) return "PROXY p.example:1";
      return "DIRECT";"""

    result = prove(explorer(script(body)), Language.word("a.x.example"), Wanted.direct())

    assert isinstance(result, NotProven)


def test_a_time_that_can_be_is_one(explorer: Callable[..., Explorer]) -> None:
    """A counterexample by time has a clock in a zone that shows what the script asks for."""
    body = """
      if (weekdayRange("MON") && weekdayRange("SUN", "GMT") && dateRange("FEB")) return "PROXY p.example:1";
      return "DIRECT";"""

    result = prove(explorer(script(body)), Language.word("a.x.example"), Wanted.direct())

    assert isinstance(result, Refuted)
    clock = result.counterexample.witness.environment.clock
    assert (clock.isoweekday(), clock.month, clock.astimezone(UTC).isoweekday()) == (1, 2, 7)


@pytest.mark.parametrize(
    ("call", "clause"),
    [
        (
            'dateRange(1, "GMT")',
            "the date is 2024-01-01, 2024-02-01, 2024-03-01 and 117 more (UTC)",
        ),
        ('dateRange("AUG", "GMT")', "it is Aug (UTC)"),
        ('dateRange(2026, "GMT")', "the date is 2026-01-01 to 2026-12-31 (UTC)"),
        ('timeRange(8, 17, "GMT")', "the time is 08:00 to 17:59 (UTC)"),
        ("timeRange(22, 30, 6, 0)", "the time is 00:00 to 06:00, 22:30 to 23:59"),
    ],
)
def test_a_range_in_utc_is_a_condition(
    explorer: Callable[..., Explorer], call: str, clause: str
) -> None:
    """What one field of the clock decides, in local time or in UTC, is known exactly."""
    body = f'return {call} ? "PROXY p.example:1" : "DIRECT";'

    leaves = explorer(script(body)).explore(Language.word("a.x.example")).leaves

    assert all(leaf.exact for leaf in leaves)
    assert [str(leaf.condition) for leaf in leaves if not leaf.answer.route.is_direct] == [clause]


def test_a_range_in_utc_that_needs_the_local_date_too_is_unknown(
    explorer: Callable[..., Explorer],
) -> None:
    """Clients move the date field by field from UTC: no single field tells what comes of it."""
    body = 'return timeRange(8, 30, 17, 0, "GMT") ? "PROXY p.example:1" : "DIRECT";'

    leaves = explorer(script(body)).explore(Language.word("a.x.example")).leaves

    assert [leaf.exact for leaf in leaves] == [False, False]
