"""
Answers as JSON, for programs: one document, or one line for each request.

A contract like that of the lint report: keys are added, never renamed or taken away, as long as
``schema`` stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pacgen import __version__
from pacgen.engine import Decision, Fault
from pacgen.reporters.answers import Answers

__all__ = ["SCHEMA", "decision_data", "fault_data", "render", "render_lines"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""


def render(batches: Iterable[Sequence[Answers]], pac: str) -> Iterator[str]:
    """Yield one document piece by piece; *pac* is the name of the file."""
    head = json.dumps(
        {
            "schema": SCHEMA,
            "tool": {"name": "pacgen", "version": __version__},
            "pac": pac,
            "answers": [],
        },
        indent=2,
    )
    yield head.removesuffix("]\n}")
    separator = "\n    "
    for batch in batches:
        for answers in batch:
            yield separator + json.dumps(_data(answers))
            separator = ",\n    "
    yield "]\n}\n" if separator == "\n    " else "\n  ]\n}\n"


def render_lines(batches: Iterable[Sequence[Answers]]) -> Iterator[str]:
    """Yield JSON Lines."""
    for batch in batches:
        yield "".join(f"{json.dumps({'schema': SCHEMA, **_data(answers)})}\n" for answers in batch)


def decision_data(decision: Decision) -> dict[str, Any]:
    """Return what one client makes of a request."""
    return {
        "target": decision.target.value,
        "route": str(decision.route),
        "direct": decision.is_direct,
        "returned": decision.returned,
        "dropped": list(decision.dropped),
        "fault": fault_data(decision.fault) if decision.fault else None,
        "dns": list(decision.dns),
        "alerts": list(decision.alerts),
        "calls": [str(call) for call in decision.calls],
    }


def fault_data(fault: Fault) -> dict[str, Any]:
    """Return what went wrong."""
    return {
        "kind": fault.kind.value,
        "message": fault.message,
        "line": fault.line,
        "column": fault.column,
    }


def _data(answers: Answers) -> dict[str, Any]:
    return {
        "url": answers.request.url,
        "host": answers.request.host,
        "environment": answers.environment or None,
        "differ": answers.differ,
        "decisions": [decision_data(decision) for decision in answers.decisions],
    }
