"""Whether every host of a pattern gets what is wanted: for people, requests and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pacgen import __version__
from pacgen.analysis import Leaf
from pacgen.analysis.scope import pattern_words
from pacgen.analysis.verdicts import Status, Verdict
from pacgen.engine import Target
from pacgen.reporters.environment import environment_data, why_command
from pacgen.reporters.markdown import cell, code, escaped
from pacgen.reporters.partition import answer_text, gap_data, mending, place_data, place_of
from pacgen.reporters.text import Paint, cut, printable, wrapped

__all__ = [
    "SCHEMA",
    "Judged",
    "counterexample_data",
    "pattern_text",
    "render_json",
    "render_markdown",
    "render_text",
    "scope_text",
    "unproven_reason",
    "verdict_data",
]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

_COLOURS = {Status.PROVEN: "green", Status.REFUTED: "red", Status.NOT_PROVEN: "yellow"}
_WORDS = {Status.PROVEN: "proven", Status.REFUTED: "refuted", Status.NOT_PROVEN: "not proven"}


@dataclass(frozen=True)
class Judged:
    """Verdicts and what they are about."""

    pac: str
    """The file's name."""

    wanted: str
    """What every host should get, in words."""

    found: tuple[Verdict, ...]
    """In the order of the patterns."""

    target: Target
    max_labels: int | None
    """Up to how many labels hosts were considered; ``None``: of any number."""

    exceptions: tuple[str, ...] = ()
    """The patterns that were left out, as the user named them."""


def render_text(judged: Judged, *, colour: bool = False) -> str:
    """Return the sum in one line, then each pattern."""
    paint = Paint(enabled=colour)
    return "".join(f"{line}\n" for line in _text(judged, paint))


def _text(judged: Judged, paint: Paint) -> Iterator[str]:
    for line in wrapped(f"{judged.pac}: {_sum(judged)}", first="", rest="    "):
        yield paint(line, bold=True)
    for verdict in judged.found:
        if verdict.status is Status.PROVEN:
            continue
        yield ""
        word = paint(f"{_WORDS[verdict.status]:10}", _COLOURS[verdict.status])
        yield f"{word} {pattern_text(verdict)}"
        if verdict.counterexample is not None:
            yield from _counterexample(judged, verdict.counterexample)
        else:
            yield from wrapped(unproven_reason(verdict), first=" " * 11, rest=" " * 15)
    proven = [pattern_text(v) for v in judged.found if v.status is Status.PROVEN]
    if proven:
        yield ""
        word = f"{_WORDS[Status.PROVEN]:10}"
        first, *more = wrapped(", ".join(proven), first=f"{word} ", rest=" " * 11)
        yield paint(word, _COLOURS[Status.PROVEN]) + first.removeprefix(word)
        yield from more


def _counterexample(judged: Judged, leaf: Leaf) -> Iterator[str]:
    pad, pac = " " * 11, judged.pac
    place = ":".join(map(str, (pac, *place_of(leaf.answer, leaf.line))))
    answer = cut(answer_text(leaf.answer))
    yield from wrapped(f"{leaf.witness.host} gets {answer}", first=pad, rest=f"{pad}    ")
    yield from wrapped(place, first=f"{pad}by    ", rest=pad)
    if not leaf.condition.is_always:
        yield from wrapped(str(leaf.condition), first=f"{pad}when  ", rest=f"{pad}      ")
    asked = why_command(pac, leaf.witness.host, leaf.witness.environment, judged.target)
    yield from wrapped(asked, first=f"{pad}ask   ", rest=f"{pad}      ")
    advice = mending(pac, leaf.answer)
    if advice:
        yield from wrapped(advice, first=f"{pad}fix   ", rest=f"{pad}      ")


def render_markdown(judged: Judged) -> str:
    """Return the sum and a table."""
    lines = [
        f"## {code(judged.pac)}: {escaped(judged.wanted)}",
        "",
        f"{escaped(_sum(judged))}.",
        "",
    ]
    lines += [
        "| pattern | verdict | host | gets | line | when |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_row(verdict) for verdict in judged.found]
    reasons = [
        f"- {code(str(v.pattern))}: {escaped(unproven_reason(v))}"
        for v in judged.found
        if v.status is Status.NOT_PROVEN
    ]
    return "".join(f"{line}\n" for line in [*lines, *([""] * bool(reasons)), *reasons])


def _row(verdict: Verdict) -> str:
    leaf = verdict.counterexample
    shown = ["", "", "", ""]
    if leaf is not None:
        when = "" if leaf.condition.is_always else escaped(str(leaf.condition))
        shown = [
            cell(leaf.witness.host),
            cell(answer_text(leaf.answer)),
            ":".join(map(str, place_of(leaf.answer, leaf.line))),
            when,
        ]
    return f"| {cell(pattern_text(verdict))} | {_WORDS[verdict.status]} | {' | '.join(shown)} |"


def render_json(judged: Judged) -> str:
    """Return everything; a contract like that of the other reports."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "pac": judged.pac,
        "target": judged.target.value,
        "wanted": judged.wanted,
        "max_labels": judged.max_labels,
        "except": list(judged.exceptions),
        "proven": all(v.status is Status.PROVEN for v in judged.found),
        "patterns": [verdict_data(verdict) for verdict in judged.found],
    }
    return json.dumps(document, indent=2) + "\n"


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict for JSON."""
    leaf = verdict.counterexample
    return {
        "pattern": str(verdict.pattern),
        "status": verdict.status.value,
        "counterexample": counterexample_data(leaf) if leaf is not None else None,
        "gaps": [gap_data(gap) for gap in verdict.gaps],
    }


def counterexample_data(leaf: Leaf) -> dict[str, Any]:
    """Return a counterexample for JSON."""
    answer = leaf.answer
    return {
        "url": leaf.witness.url,
        "host": leaf.witness.host,
        "environment": environment_data(leaf.witness.environment),
        "condition": None if leaf.condition.is_always else str(leaf.condition),
        "route": str(answer.route),
        "returned": answer.returned,
        "fault": answer.fault.message if answer.fault else None,
        **place_data(answer, leaf.line),
    }


def unproven_reason(verdict: Verdict) -> str:
    """Return what stopped the proof first: ``line 12: a hash of the host: ...``."""
    gap = verdict.gaps[0]
    place = f"line {gap.line}: " if gap.line is not None else ""
    return printable(f"{place}{gap.construct}: {gap.reason}")


def scope_text(judged: Judged) -> str:
    """Return for which clients and hosts it holds."""
    labels = f"up to {judged.max_labels} labels" if judged.max_labels else "of any length"
    return f"{judged.target}; hosts {labels}"


def pattern_text(verdict: Verdict) -> str:
    """Return the pattern in words."""
    return pattern_words(verdict.pattern)


def _sum(judged: Judged) -> str:
    statuses = [verdict.status for verdict in judged.found]
    proven = statuses.count(Status.PROVEN)
    less = f" but {', '.join(judged.exceptions)}" if judged.exceptions else ""
    if proven == len(statuses):
        return f"proven {judged.wanted} for all hosts{less} ({scope_text(judged)})"
    if len(statuses) == 1:
        return f"{_WORDS[statuses[0]]}: {judged.wanted}{less} ({scope_text(judged)})"
    parts = [f"{proven} of {len(statuses)} patterns{less} proven {judged.wanted}"]
    parts += [
        f"{statuses.count(status)} {_WORDS[status]}"
        for status in (Status.REFUTED, Status.NOT_PROVEN)
        if status in statuses
    ]
    return f"{', '.join(parts)} ({scope_text(judged)})"
