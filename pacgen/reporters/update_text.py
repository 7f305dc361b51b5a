"""The outcome of a run of ``pacgen update`` for a person: the verdict first, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.compare import Announcement
from pacgen.publish.outcome import (
    GateName,
    GateResult,
    GateState,
    OutputOutcome,
    Override,
    UpdateOutcome,
    Verdict,
)
from pacgen.reporters.route_diff import Named, render_text
from pacgen.reporters.text import plural, wrapped

__all__ = ["render"]

_Fact = tuple[str, str]
"""A title, and what it is about."""

_COLUMN = 11
_MOST_RULES = 20
_SHORT = 16

_TITLES = {
    GateName.SHRINK: "endpoint data shrunk",
    GateName.GUARD: "endpoint data too broad",
    GateName.SIZE: "file too large",
    GateName.ROLLED_BACK: "after a rollback",
    GateName.EDITED: "edited by hand",
    GateName.NEW_DIRECT: "many new DIRECT rules",
    GateName.EXPECT: "expectation broken",
    GateName.LINT: "lint findings",
    GateName.LOST_DIRECT: "Teams no longer DIRECT",
    GateName.OUTSIDE: "unintended change",
}
"""What it means if the gate says no, in a few words."""


def render(outcome: UpdateOutcome, *, colour: bool = False) -> str:
    """Return the report."""
    lines = wrapped(_verdict(outcome), first="", rest="    ")
    for title, fact in _facts(outcome):
        lines += wrapped(fact, first=f"{title:{_COLUMN}}", rest=" " * _COLUMN)
    text = "".join(f"{line}\n" for line in lines)
    return text + "".join(_routes(outcome, output, colour=colour) for output in outcome.outputs)


def _verdict(outcome: UpdateOutcome) -> str:
    names = ", ".join(output.path for output in outcome.outputs if output.is_changed)
    match outcome.verdict:
        case Verdict.PUBLISHED:
            return f"published: {names}"
        case Verdict.WOULD_PUBLISH:
            return f"would publish: {names}; nothing was changed"
        case Verdict.UNCHANGED:
            return f"unchanged: {_all(outcome)} as wanted"
        case Verdict.REFUSED:
            gates = ", ".join(_TITLES[gate.gate] for gate in outcome.refusals)
            return f"refused: {gates}; what was published is untouched"
        case Verdict.FAILED:
            return "failed: nothing was published"
        case Verdict.BUSY:
            return "busy: another run is at work, and this one did nothing"


def _all(outcome: UpdateOutcome) -> str:
    paths = [output.path for output in outcome.outputs]
    return f"{', '.join(paths)} {'is' if len(paths) == 1 else 'are'}"


def _facts(outcome: UpdateOutcome) -> Iterator[_Fact]:
    yield "config", outcome.config
    if outcome.version:
        yield "endpoints", _endpoints(outcome)
    for gate in outcome.gates:
        yield from _gate(gate, outcome)
    if outcome.refusals:
        yield from _way_out(outcome)
    yield from _rules("+", outcome.added_direct)
    yield from _rules("-", outcome.removed_direct)
    for output in outcome.outputs:
        yield "file", _file(output)
    for announcement in outcome.upcoming:
        yield "upcoming", _upcoming(announcement)
    for notice in outcome.notices:
        yield "notice", notice
    if outcome.entry is not None:
        yield "history", f"publication {outcome.entry} in {outcome.state_directory}"


def _rules(sign: str, rules: Sequence[str]) -> Iterator[_Fact]:
    for rule in rules[:_MOST_RULES]:
        yield "DIRECT", f"{sign} {rule}"
    if len(rules) > _MOST_RULES:
        yield "DIRECT", f"{sign} {plural(len(rules) - _MOST_RULES, 'more rule')}"


def _upcoming(announcement: Announcement) -> str:
    area = announcement.service_area or "unknown"
    day = announcement.effective or "soon"
    return f"from {day} on: {area}: {announcement.kind} {announcement.subject}"


def _endpoints(outcome: UpdateOutcome) -> str:
    before = outcome.previous_version
    step = f"{before} -> " if before and before != outcome.version else ""
    asked = "" if outcome.offered else "; the service did not say which is the latest"
    if not outcome.offered and outcome.error is None:
        asked = "; nobody was asked for newer data"
    return f"{outcome.instance} {step}{outcome.version}{asked}"


def _gate(gate: GateResult, outcome: UpdateOutcome) -> Iterator[_Fact]:
    match gate.state:
        case GateState.REFUSED:
            yield "REFUSED", f"{gate.gate}: {gate.reason}"
        case GateState.OVERRIDDEN:
            yield "overridden", f"{gate.gate}: {gate.reason} ({gate.override})"
        case GateState.PASSED | GateState.SKIPPED:
            # All is well: only who tries a run out wants to know of every gate.
            if outcome.dry_run:
                yield "gate", f"{gate.gate} {gate.state}: {gate.reason}"
    if gate.state in {GateState.REFUSED, GateState.OVERRIDDEN}:
        for detail in gate.details:
            yield "", detail


def _way_out(outcome: UpdateOutcome) -> Iterator[_Fact]:
    """Say what a person can do."""
    refusals = outcome.refusals
    for override in (Override.FORCE, Override.APPROVE):
        names = ", ".join(gate.gate for gate in refusals if gate.override is override)
        if names and override is Override.APPROVE and outcome.digest:
            yield "digest", outcome.digest
            yield "to go on", f"{names}: look at the changes, then: pacgen update --approve"
        elif names:
            yield "to go on", f"{names}: keep that work, then: pacgen update {override}"
    firm = ", ".join(gate.gate for gate in refusals if gate.override is Override.NONE)
    if firm:
        yield "to go on", f"{firm}: mend the configuration, or wait for better endpoint data"


def _file(output: OutputOutcome) -> str:
    counts = f"{output.direct_hosts} host patterns and {output.direct_networks} ranges DIRECT"
    before = f"{output.before_sha256[:_SHORT]} -> " if output.before_sha256 else "new, "
    digest = output.sha256[:_SHORT]
    state = f"{before}{digest}" if output.is_changed else f"as it is, {digest}"
    return f"{output.path}: {output.size} bytes, {counts}; {state}"


def _routes(outcome: UpdateOutcome, output: OutputOutcome, *, colour: bool) -> str:
    if output.routes is None:
        return ""
    before, after = ("before", "now") if outcome.published else ("published", "wanted")
    old, new = f"{output.path} as {before}", f"as {after}"
    named = Named(output.routes, old, new, output.routes.changes)
    return "\n" + render_text(named, colour=colour)
