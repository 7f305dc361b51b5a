"""How one answer of a PAC file came about, as JSON; a contract like that of the other reports."""

from __future__ import annotations

import json
from typing import Any

from pacgen import __version__
from pacgen.engine import Decision, Environment, PacFile, Step, Trace
from pacgen.reporters.answers import Answers
from pacgen.reporters.eval_json import decision_data
from pacgen.reporters.why_text import Expected

__all__ = ["SCHEMA", "render"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""


def render(pac: PacFile, found: list[Answers], expected: Expected) -> str:
    """Return the document; *found* are answers with traces, all about one request."""
    request = found[0].request
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "pac": pac.name,
        "url": request.url,
        "host": request.host,
        "expected": {
            "instance": expected.instance,
            "version": expected.version,
            "preset": expected.preset,
            "route": "DIRECT" if expected.sets else None,
            "sets": [
                {
                    "id": s.id,
                    "service_area": s.service_area,
                    "category": s.category.value,
                    "required": s.required,
                }
                for s in expected.sets or expected.others
            ],
        },
        "answers": [
            {
                "environment": answers.environment or None,
                "world": _world(decision.environment),
                **decision_data(decision),
                "trace": _trace(decision),
            }
            for answers in found
            for decision in answers.decisions
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _world(environment: Environment) -> dict[str, Any]:
    return {
        "client": list(environment.client_addresses),
        "clock": environment.clock.isoformat(),
        "dns": {record.name: list(record.addresses) for record in environment.dns},
    }


def _trace(decision: Decision) -> dict[str, Any] | None:
    trace: Trace | None = decision.trace
    if trace is None:
        return None
    deciding = trace.deciding
    # After a fault the last return is that of an earlier call, or none.
    decided = deciding is not None and decision.fault is None
    return {
        "trusted": trace.trusted,
        "complete": trace.complete,
        "deciding": _step(deciding) if deciding is not None and decided else None,
        "steps": [_step(step) for step in trace.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "line": step.span.line,
        "column": step.span.column,
        "function": step.function,
        "source": step.source,
        "explained": step.explained,
        "value": step.value,
    }
