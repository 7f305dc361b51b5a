"""
The outcome of a run of ``pacgen update`` as JSON: for programs, webhooks and the log.

Keys are added, never renamed or taken away, as long as ``schema`` stays the same.
"""

from __future__ import annotations

import json
from typing import Any

from pacgen import __version__
from pacgen.compare import RouteChange
from pacgen.publish.outcome import Failure, GateResult, OutputOutcome, UpdateOutcome
from pacgen.reporters.changes_json import item

__all__ = ["SCHEMA", "document", "render"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""


def render(outcome: UpdateOutcome, problems: tuple[str, ...] = ()) -> str:
    """Return the document."""
    return json.dumps(document(outcome, problems), indent=2) + "\n"


def document(outcome: UpdateOutcome, problems: tuple[str, ...] = ()) -> dict[str, Any]:
    """
    Return what :func:`render` writes, as data.

    Args:
        outcome: The run.
        problems: What could not be sent or written afterwards; the run was none the worse for it.
    """
    return {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "verdict": outcome.verdict.value,
        "exit_code": outcome.exit_code,
        "when": outcome.when.isoformat(timespec="seconds"),
        "dry_run": outcome.dry_run,
        "config": outcome.config,
        "instance": outcome.instance.value,
        "version": outcome.version or None,
        "previous_version": outcome.previous_version or None,
        "offered": outcome.offered or None,
        "captured": outcome.captured or None,
        "digest": outcome.digest or None,
        "history_entry": outcome.entry,
        "outputs": [_output(output) for output in outcome.outputs],
        "gates": [_gate(gate) for gate in outcome.gates],
        "added_direct": list(outcome.added_direct),
        "removed_direct": list(outcome.removed_direct),
        "upcoming": [item(announcement) for announcement in outcome.upcoming],
        "error": _failure(outcome.error),
        "notices": list(outcome.notices),
        "problems": list(problems),
    }


def _output(output: OutputOutcome) -> dict[str, Any]:
    routes = output.routes
    return {
        "name": output.name,
        "path": output.path,
        "sha256": output.sha256,
        "before_sha256": output.before_sha256 or None,
        "changed": output.is_changed,
        "size": output.size,
        "direct_hosts": output.direct_hosts,
        "direct_networks": output.direct_networks,
        "route_changes": [_route(change) for change in routes.changes] if routes else [],
        "route_changes_proven": routes.proven if routes else None,
    }


def _route(change: RouteChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "hosts": list(change.hosts),
        "condition": change.condition or None,
        "example": change.request.url,
        "before": change.old.text,
        "after": change.new.text,
    }


def _gate(gate: GateResult) -> dict[str, Any]:
    return {
        "gate": gate.gate.value,
        "state": gate.state.value,
        "reason": gate.reason,
        "details": list(gate.details),
        "override": gate.override.value or None,
    }


def _failure(failure: Failure | None) -> dict[str, Any] | None:
    if failure is None:
        return None
    return {
        "what": failure.what,
        "usually": failure.usually or None,
        "tip": failure.tip or None,
        "exit_code": failure.exit_code,
    }
