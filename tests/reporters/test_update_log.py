from __future__ import annotations

import datetime as dt
import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.reporters.update_log import Level, LogFormat, Value, line, outcome_lines
from tests.notify.outcomes import OUTCOMES, REFUSED

NOW = dt.datetime(2026, 11, 25, 7, 0, 9, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def test_logfmt() -> None:
    """Values are quoted where they must be, and what says nothing is left out."""
    fields: dict[str, Value] = {
        "a": "plain",
        "b": 'two "words"',
        "c": 5,
        "d": True,
        "e": "",
        "f": None,
        "g": "x=y",
    }
    assert (
        'time=2026-11-25T06:00:09Z level=info event=end a=plain b="two \\"words\\"" c=5 d=true g="x=y"'
        == line(LogFormat.LOGFMT, NOW, Level.INFO, "end", fields)
    )


def test_json() -> None:
    """A line is one JSON object, and the time is UTC."""
    text = line(LogFormat.JSON, NOW, Level.ERROR, "gate", {"reason": "a\nb", "n": 0})
    assert {
        "time": "2026-11-25T06:00:09Z",
        "level": "error",
        "event": "gate",
        "reason": "a\nb",
        "n": 0,
    } == json.loads(text)


@pytest.mark.parametrize("form", [LogFormat.LOGFMT, LogFormat.JSON])
@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_ends_with_its_verdict(form: LogFormat, name: str) -> None:
    """The last line has verdict and exit code; every line has its time, level and event."""
    outcome = OUTCOMES[name]
    lines = list(outcome_lines(form, outcome, ("webhook 1: not sent",), NOW))
    found = [_read(form, text) for text in lines]
    assert all({"time", "level", "event"} <= data.keys() for data in found)
    assert "end" == found[-1]["event"]
    assert (outcome.verdict.value, str(outcome.exit_code)) == (
        found[-1]["verdict"],
        str(found[-1]["exit_code"]),
    )
    assert "webhook 1: not sent" == found[-2]["text"]


def test_a_refusal_is_an_error_with_its_details() -> None:
    """The gate, its reason and its details have lines of their own."""
    found = [
        _read(LogFormat.LOGFMT, text) for text in outcome_lines(LogFormat.LOGFMT, REFUSED, (), NOW)
    ]
    (gate,) = [data for data in found if data["event"] == "gate"]
    assert ("error", "new_direct", "refused") == (gate["level"], gate["gate"], gate["state"])
    assert 40 == len([data for data in found if data["event"] == "detail"])


@given(st.text(max_size=600))
def test_a_line_never_breaks(text: str) -> None:
    """Whatever is in a value, there is one printable ASCII line."""
    for form in (LogFormat.LOGFMT, LogFormat.JSON):
        written = line(form, NOW, Level.INFO, "notice", {"text": text})
        assert written.isascii()
        assert written.isprintable()


def _read(form: LogFormat, text: str) -> dict[str, str]:
    assert "\n" not in text
    if form is LogFormat.JSON:
        found: dict[str, str] = json.loads(text)
        return found
    return dict(part.split("=", 1) for part in shlex.split(text))


def test_outcomes_are_all_kinds() -> None:
    """The outcomes that are tested have every verdict of a real run."""
    verdicts = {outcome.verdict.value for outcome in OUTCOMES.values()}
    assert {"published", "unchanged", "refused", "failed"} == verdicts
