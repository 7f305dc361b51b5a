from __future__ import annotations

import pytest

from pacgen.cli.durations import duration
from pacgen.errors import UsageError

parse = duration(least=60, most=86400)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("30m", 1800),
        ("1h", 3600),
        ("1h30m", 5400),
        ("1d", 86400),
        (" 2H ", 7200),
        ("61", 61),
        ("90500ms", 90.5),
        ("1.5 m", 90),
    ],
)
def test_lengths(text: str, seconds: float) -> None:
    """Days, hours, minutes and seconds, the longer first."""
    assert seconds == parse(text)


@pytest.mark.parametrize("text", ["", "h", "1h30", "1 x", "-1h", "1w", "1,5h", "\u0663s", "."])
def test_what_is_none(text: str) -> None:
    """A number without a unit, among others, is refused with an example."""
    with pytest.raises(UsageError, match="is no length of time") as caught:
        parse(text)
    assert "1h30m" in caught.value.tip


@pytest.mark.parametrize("text", ["0s", "59s", "2d", "999999999999d"])
def test_limits(text: str) -> None:
    """What is too short or too long is refused with the limits."""
    with pytest.raises(UsageError, match="is not between 1m and 1d"):
        parse(text)
