"""
The outcome of a run of ``pacgen update`` as JSON: for programs, webhooks and the log.

Keys are added, never renamed or taken away, as long as ``schema`` stays the same.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import WithJsonSchema

from pacgen.compare import ChangeKind, RouteChange
from pacgen.endpoints import Instance
from pacgen.publish.outcome import (
    Failure,
    GateName,
    GateResult,
    GateState,
    OutputOutcome,
    UpdateOutcome,
    Verdict,
)
from pacgen.reporters.changes_json import Item, Tool, item, this_tool
from pacgen.reporters.json_schema import DESCRIBED

__all__ = ["SCHEMA", "UpdateDocument", "document", "render"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""Such as ``2026-11-25T06:00:01+00:00``."""


@dataclass(frozen=True, slots=True)
class Route:
    """A change of route: hosts that go elsewhere, with an example."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    kind: ChangeKind
    hosts: tuple[str, ...]
    """Hosts, or patterns that describe them."""

    condition: str | None
    """When it is so; null for always."""

    example: str
    """A URL that shows it."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Output:
    """One PAC file of the configuration."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    name: str
    path: str
    sha256: str
    """Of the file as it is wanted."""

    before_sha256: str | None
    """Of the file that was there when the run began."""

    changed: bool
    size: int
    """In bytes."""

    direct_hosts: int
    """Host patterns that go DIRECT."""

    direct_networks: int
    """Address ranges that go DIRECT."""

    route_changes: tuple[Route, ...]
    route_changes_proven: bool | None
    """Whether nothing else changes, for certain; null if nothing was compared."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a gate said."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    gate: GateName
    state: GateState
    reason: str
    details: tuple[str, ...]
    override: str | None
    """The option that lets a run pass it; null if none does, or none is needed."""


@dataclass(frozen=True, slots=True)
class Error:
    """What ended the run, or a part of it."""

    what: str
    usually: str | None
    tip: str | None
    exit_code: int


@dataclass(frozen=True, slots=True)
class UpdateDocument:
    """What ``pacgen update --format json`` prints, and webhooks of the kind ``json`` get."""

    __pydantic_config__: ClassVar[Any] = DESCRIBED

    schema: int
    """Rises when a reader of the former form would go wrong."""

    tool: Tool
    verdict: Verdict
    exit_code: int
    when: Moment
    """When the run began."""

    dry_run: bool
    config: str
    """The configuration's path."""

    instance: Instance
    version: str | None
    """Of the endpoint data in use; null if the run ended before that was known."""

    previous_version: str | None
    """Of the endpoint data of the last publication."""

    offered: str | None
    """What the service calls the latest; null if it was not asked, or silent."""

    captured: str | None
    """When the data in use was fetched: a month or a day."""

    digest: str | None
    """SHA-256 over all wanted files: what an approval names."""

    history_entry: int | None
    """The publication that is in place now."""

    outputs: tuple[Output, ...]
    gates: tuple[Gate, ...]
    """Those that were asked."""

    added_direct: tuple[str, ...]
    """Rules that newly send something DIRECT, since the last publication."""

    removed_direct: tuple[str, ...]
    upcoming: tuple[Item, ...]
    """What Microsoft has announced and does not use yet, Teams first."""

    error: Error | None
    notices: tuple[str, ...]
    """What was mended, what is odd, what would be done."""

    problems: tuple[str, ...]
    """What could not be sent or written afterwards; the run was none the worse for it."""


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
    found = UpdateDocument(
        schema=SCHEMA,
        tool=this_tool(),
        verdict=outcome.verdict,
        exit_code=outcome.exit_code,
        when=outcome.when.isoformat(timespec="seconds"),
        dry_run=outcome.dry_run,
        config=outcome.config,
        instance=outcome.instance,
        version=outcome.version or None,
        previous_version=outcome.previous_version or None,
        offered=outcome.offered or None,
        captured=outcome.captured or None,
        digest=outcome.digest or None,
        history_entry=outcome.entry,
        outputs=tuple(map(_output, outcome.outputs)),
        gates=tuple(map(_gate, outcome.gates)),
        added_direct=outcome.added_direct,
        removed_direct=outcome.removed_direct,
        upcoming=tuple(map(item, outcome.upcoming)),
        error=_error(outcome.error),
        notices=outcome.notices,
        problems=problems,
    )
    return dataclasses.asdict(found)


def _output(output: OutputOutcome) -> Output:
    routes = output.routes
    return Output(
        name=output.name,
        path=output.path,
        sha256=output.sha256,
        before_sha256=output.before_sha256 or None,
        changed=output.is_changed,
        size=output.size,
        direct_hosts=output.direct_hosts,
        direct_networks=output.direct_networks,
        route_changes=tuple(map(_route, routes.changes)) if routes else (),
        route_changes_proven=routes.proven if routes is not None else None,
    )


def _route(change: RouteChange) -> Route:
    return Route(
        kind=change.kind,
        hosts=change.hosts,
        condition=change.condition or None,
        example=change.request.url,
        before=change.old.text,
        after=change.new.text,
    )


def _gate(gate: GateResult) -> Gate:
    return Gate(gate.gate, gate.state, gate.reason, gate.details, gate.override.value or None)


def _error(failure: Failure | None) -> Error | None:
    if failure is None:
        return None
    return Error(failure.what, failure.usually or None, failure.tip or None, failure.exit_code)
