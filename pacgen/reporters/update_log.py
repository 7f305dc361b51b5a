"""
The outcome of a run of ``pacgen update`` as log lines, logfmt or JSON: one line, one event.

Every line has ``time``, ``level`` and ``event``; a line never breaks, whatever is in its values.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from pacgen.compare import Announcement
from pacgen.publish.outcome import (
    Failure,
    GateResult,
    GateState,
    OutputOutcome,
    UpdateOutcome,
    Verdict,
)

__all__ = ["Level", "LogFormat", "Value", "line", "outcome_lines"]

Value = str | int | float | bool | None
_Event = tuple["Level", str, Mapping[str, Value]]
_BARE = re.compile(r"[A-Za-z0-9_./:@%+,*-]+")
_LONGEST = 500


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    """Sentences for a person, no log lines."""

    LOGFMT = "logfmt"
    JSON = "json"


class Level(StrEnum):
    """How bad it is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def line(
    form: LogFormat, when: dt.datetime, level: Level, event: str, fields: Mapping[str, Value]
) -> str:
    """
    Return one line, without its end.

    Args:
        form: Logfmt or JSON.
        when: With a time zone.
        level: How bad it is.
        event: One word.
        fields: What else there is to say; nothing and ``None`` are left out.
    """
    stamp = when.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    data: dict[str, Value] = {"time": stamp, "level": level.value, "event": event}
    data |= {key: value for key, value in fields.items() if value not in ("", None)}
    if form is LogFormat.JSON:
        return json.dumps(data)
    return " ".join(f"{key}={_logfmt(value)}" for key, value in data.items())


def outcome_lines(
    form: LogFormat, outcome: UpdateOutcome, problems: tuple[str, ...], now: dt.datetime
) -> Iterator[str]:
    """Yield the lines of a run: gates that spoke, files, notices, problems, and the end."""
    for level, event, fields in _events(outcome, problems):
        yield line(form, now, level, event, fields)


def _events(outcome: UpdateOutcome, problems: tuple[str, ...]) -> Iterator[_Event]:
    for gate in outcome.gates:
        if gate.state in {GateState.REFUSED, GateState.OVERRIDDEN}:
            yield from _gate(gate)
    for output in outcome.outputs if outcome.published else ():
        yield Level.INFO, "output", _output(output)
    for announcement in outcome.upcoming:
        yield Level.INFO, "upcoming", _announcement(announcement)
    for notice in outcome.notices:
        yield Level.INFO, "notice", {"text": notice}
    if outcome.error is not None:
        level = Level.WARNING if outcome.is_busy else Level.ERROR
        yield level, "error", _failure(outcome.error)
    for problem in problems:
        yield Level.WARNING, "notify", {"text": problem}
    yield _level(outcome), "end", _end(outcome)


def _gate(gate: GateResult) -> Iterator[_Event]:
    level = Level.ERROR if gate.state is GateState.REFUSED else Level.WARNING
    name = gate.gate.value
    yield level, "gate", {"gate": name, "state": gate.state.value, "reason": gate.reason}
    for detail in gate.details:
        yield level, "detail", {"gate": name, "text": detail}


def _output(output: OutputOutcome) -> dict[str, Value]:
    return {
        "name": output.name,
        "path": output.path,
        "size": output.size,
        "sha256": output.sha256,
        "before": output.before_sha256,
        "changed": output.is_changed,
    }


def _announcement(announcement: Announcement) -> dict[str, Value]:
    return {
        "effective": str(announcement.effective or ""),
        "kind": announcement.kind.value,
        "subject": announcement.subject,
        "set": announcement.set_id,
        "service_area": announcement.service_area,
    }


def _failure(failure: Failure) -> dict[str, Value]:
    return {"what": failure.what, "usually": failure.usually, "tip": failure.tip}


def _level(outcome: UpdateOutcome) -> Level:
    if outcome.verdict in {Verdict.REFUSED, Verdict.FAILED}:
        return Level.ERROR
    return Level.WARNING if outcome.exit_code else Level.INFO


def _end(outcome: UpdateOutcome) -> dict[str, Value]:
    return {
        "verdict": outcome.verdict.value,
        "exit_code": outcome.exit_code,
        "instance": outcome.instance.value,
        "version": outcome.version,
        "previous_version": outcome.previous_version,
        "offered": outcome.offered,
        "direct_hosts": outcome.direct_hosts,
        "direct_networks": outcome.direct_networks,
        "history_entry": outcome.entry,
        "digest": outcome.digest,
        "config": outcome.config,
    }


def _logfmt(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            text = str(value)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    # JSON's quoting is logfmt's, and leaves no line end and no escape sequence behind.
    return text if _BARE.fullmatch(text) else json.dumps(text)
