"""What people are told of a run, in a few lines: the same words for every chat program."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pacgen.policy.config_notify import Event
from pacgen.publish.outcome import GateState, UpdateOutcome, Verdict
from pacgen.reporters.changes_words import subject
from pacgen.reporters.text import printable

__all__ = ["Notice", "Recent", "event_of", "notice_of"]

_MOST_LINES = 15
_LONGEST_LINE = 200
_A_DAY = 24 * 3600.0
_EVENTS = {
    Verdict.PUBLISHED: Event.PUBLISHED,
    Verdict.UNCHANGED: Event.UNCHANGED,
    Verdict.REFUSED: Event.REFUSED,
    Verdict.FAILED: Event.FAILED,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A short message about one run. All texts are printable, and none is long."""

    event: Event
    title: str
    facts: tuple[tuple[str, str], ...]
    details: tuple[str, ...]


@dataclass(slots=True)
class Recent:
    """
    What a process has told last: a resident job that fails every hour should not say so every hour.
    """

    title: str = ""
    at: float = 0.0

    def is_news(self, outcome: UpdateOutcome, event: Event) -> bool:
        """Say whether to tell of a run: what is published always, the same again after a day."""
        title, now = _title(outcome, event), outcome.when.timestamp()
        repeated = title == self.title and 0 <= now - self.at < _A_DAY
        if repeated and event is not Event.PUBLISHED:
            return False
        self.title, self.at = title, now
        return True


def event_of(outcome: UpdateOutcome) -> Event | None:
    """
    Return what became of the run; ``None`` for one that was only tried out, or found another at
    work: that one tells.

    A run that could not reach the service, or whose command failed, has failed whatever else it
    did: somebody must look.
    """
    if outcome.dry_run or outcome.is_busy:
        return None
    event = _EVENTS.get(outcome.verdict)
    return Event.FAILED if outcome.exit_code and event is not Event.REFUSED else event


def notice_of(outcome: UpdateOutcome, event: Event) -> Notice:
    """Return the message about *outcome*."""
    return Notice(
        event,
        _line(_title(outcome, event)),
        tuple((name, _line(value)) for name, value in _facts(outcome) if value),
        tuple(_line(detail) for detail in _details(outcome)),
    )


def _title(outcome: UpdateOutcome, event: Event) -> str:
    at = f"{outcome.instance} {outcome.version}".strip()
    match event:
        case Event.PUBLISHED:
            if outcome.previous_version in {"", outcome.version}:
                return f"pacgen published: {at}"
            step = f"{outcome.previous_version} -> {outcome.version}"
            return f"pacgen published: {outcome.instance} {step}"
        case Event.UNCHANGED:
            return f"pacgen: nothing to do at {at}"
        case Event.REFUSED:
            gates = ", ".join(gate.gate.value for gate in outcome.refusals)
            return f"pacgen refused to publish ({gates}); the old files are in place"
        case Event.FAILED:
            what = outcome.error.what if outcome.error else "the run ended early"
            done = f"published {at}, and then failed" if outcome.published else "failed"
            return f"pacgen {done}: {what}"


def _facts(outcome: UpdateOutcome) -> Iterator[tuple[str, str]]:
    yield "machine", platform.node()
    yield "configuration", outcome.config
    yield "endpoint data", f"{outcome.instance} {outcome.version}".strip()
    for output in outcome.outputs:
        change = "changed" if output.is_changed else "as before"
        counts = f"{output.direct_hosts} patterns of hosts, {output.direct_networks} networks"
        file = f"{output.path}, {output.size} bytes, {change}, sha256 {output.sha256[:12]}"
        yield f"file {output.name}", f"{file}; DIRECT: {counts}"
    for gate in outcome.gates:
        if gate.state in {GateState.REFUSED, GateState.OVERRIDDEN}:
            yield f"gate {gate.gate}", f"{gate.state}: {gate.reason}"
    if outcome.error is not None:
        yield "error", outcome.error.what
        yield "usually", outcome.error.usually
        yield "try", outcome.error.tip
    if outcome.refusals:
        yield "digest", outcome.digest


def _details(outcome: UpdateOutcome) -> Iterator[str]:
    yield from _some(detail for gate in outcome.refusals for detail in gate.details)
    yield from _some(f"+ DIRECT {rule}" for rule in outcome.added_direct)
    yield from _some(f"- DIRECT {rule}" for rule in outcome.removed_direct)
    yield from _some(
        f"from {item.effective} on: + {item.service_area or 'unknown'} {subject(item)}"
        for item in outcome.upcoming
    )


def _some(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_MOST_LINES]
    if len(every) > _MOST_LINES:
        yield f"… and {len(every) - _MOST_LINES} more"


def _line(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _LONGEST_LINE else f"{shown[:_LONGEST_LINE]}…"
