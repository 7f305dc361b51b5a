"""Where two PAC files send hosts on different ways: for people, change requests and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pacgen import __version__
from pacgen.analysis.scope import pattern_words
from pacgen.compare import ChangeKind, RouteChange, RouteDiff, Side, Unproven
from pacgen.patterns import HostPattern
from pacgen.reporters.environment import (
    environment_data,
    environment_flags,
    file_argument,
    why_command,
)
from pacgen.reporters.markdown import cell, code, escaped
from pacgen.reporters.text import Paint, cut, plural, printable, wrapped

__all__ = [
    "MOST",
    "SCHEMA",
    "Named",
    "render_json",
    "render_markdown",
    "render_text",
]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

_COLOURS = {
    ChangeKind.NEW_DIRECT: "red",
    ChangeKind.NEW_PROXY: "yellow",
    ChangeKind.REROUTED: "cyan",
}
MOST = 20
"""Changes that are shown of a pattern, unless all are wanted."""

_HOSTS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A comparison and what its sides are called."""

    diff: RouteDiff
    old: str
    """Path, URL, or ``policy``."""

    new: str
    changes: tuple[RouteChange, ...]
    """Those of the diff that are wanted."""

    old_file: str = ""
    """The old side's name for ``pacgen why``; empty where there is no such file."""

    new_file: str = ""
    most: int | None = MOST
    """How many changes of a pattern are shown; ``None``: all."""


def render_text(named: Named, *, colour: bool = False) -> str:
    """Return the verdict, then the changes by pattern, then what is not proven."""
    paint = Paint(enabled=colour)
    lines = list(_text(named, paint))
    return "".join(f"{line}\n" for line in lines)


def _text(named: Named, paint: Paint) -> Iterator[str]:
    first, *more = wrapped(f"{named.old} -> {named.new}: {_verdict(named)}", first="", rest="    ")
    yield paint(first, bold=True)
    yield from (paint(line, bold=True) for line in more)
    for pattern, changes in _by_pattern(named):
        yield ""
        yield paint(pattern_words(pattern), bold=True)
        for change in changes[: named.most]:
            yield from _change(named, change, paint)
        if named.most is not None and len(changes) > named.most:
            yield f"  and {plural(len(changes) - named.most, 'more change')}; --all shows them"
    for note in _broken(named):
        yield ""
        yield from wrapped(note, first="", rest="    ")
    if named.diff.unproven:
        yield ""
        for group, patterns in _doubts(named.diff.unproven):
            where = ", ".join(patterns[:_HOSTS])
            more_hosts = f" and {len(patterns) - _HOSTS} more" if len(patterns) > _HOSTS else ""
            yield from wrapped(f"{where}{more_hosts}: {group}", first="not proven: ", rest="    ")


def _change(named: Named, change: RouteChange, paint: Paint) -> Iterator[str]:
    kind = change.kind
    first, *more = wrapped(_hosts(change.hosts), first=f"  {kind}: ", rest=" " * 6)
    head = f"  {kind}"
    yield paint(head, _COLOURS[kind], bold=True) + first.removeprefix(head)
    yield from more
    if change.condition:
        yield from wrapped(change.condition, first="      when  ", rest=" " * 12)
    for title, name, side in (("old", named.old, change.old), ("new", named.new, change.new)):
        yield from wrapped(
            f"{cut(side.text)}  ({_place(name, side)})", first=f"      {title}   ", rest=" " * 12
        )
    for number, command in enumerate(_commands(named, change)):
        head = "      ask   " if number == 0 else " " * 12
        yield from wrapped(command, first=head, rest=" " * 12)


def render_markdown(named: Named) -> str:
    """Return the verdict and a table of the changes for each pattern."""
    lines = [
        f"## {code(named.old)} → {code(named.new)}",
        "",
        f"{escaped(_verdict(named))}.",
        "",
    ]
    for pattern, changes in _by_pattern(named):
        lines += [f"### {escaped(pattern_words(pattern))}", ""]
        lines += [
            "| change | hosts | when | old | new | ask |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        lines += [_row(named, change) for change in changes[: named.most]]
        if named.most is not None and len(changes) > named.most:
            lines += ["", f"And {plural(len(changes) - named.most, 'more change')}."]
        lines.append("")
    lines += [f"- {escaped(note)}" for note in _broken(named)]
    for group, patterns in _doubts(named.diff.unproven):
        where = ", ".join(map(code, patterns))
        lines.append(f"- not proven: {where}: {escaped(group)}")
    return "".join(f"{line}\n" for line in lines)


def _row(named: Named, change: RouteChange) -> str:
    cells = (
        change.kind.value,
        "<br>".join(map(cell, change.hosts)),
        escaped(change.condition),
        f"{cell(change.old.text)}<br>{escaped(_place(named.old, change.old))}",
        f"{cell(change.new.text)}<br>{escaped(_place(named.new, change.new))}",
        "<br>".join(map(cell, _commands(named, change))),
    )
    return f"| {' | '.join(cells)} |"


def _broken(named: Named) -> Iterator[str]:
    """Yield which file does not load, and what to do."""
    for which, side in named.diff.broken:
        old = which == "old"
        name, path = (named.old, named.old_file) if old else (named.new, named.new_file)
        advice = f"; pacgen lint {file_argument(path)} says what is likely to be wrong"
        yield f"{_place(name, side)}: does not load: {side.fault}{advice if path else ''}"


def _commands(named: Named, change: RouteChange) -> list[str]:
    """Return how to ask again: a command for each side that is a file, else the request."""
    asked = [_why(named, change, name) for name in (named.new_file, named.old_file) if name]
    return asked or [f"{change.request.url}{environment_flags(change.environment)}"]


def _why(named: Named, change: RouteChange, name: str) -> str:
    return why_command(name, change.request.host, change.environment, named.diff.target)


def render_json(named: Named) -> str:
    """Return everything; a contract like that of the other reports."""
    diff = named.diff
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "old": named.old,
        "new": named.new,
        "target": diff.target.value,
        "scope": [str(pattern) for pattern in diff.scope],
        "proven": diff.proven,
        "max_labels": diff.max_labels,
        "samples": diff.samples,
        "broken": {which: _side(side) for which, side in diff.broken},
        "changes": [_data(named, change) for change in named.changes],
        "unproven": [
            {"hosts": u.hosts, "reason": u.reason, "line": u.line, "side": u.side or None}
            for u in diff.unproven
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _data(named: Named, change: RouteChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "pattern": str(change.pattern),
        "hosts": list(change.hosts),
        "condition": change.condition or None,
        "url": change.request.url,
        "host": change.request.host,
        "environment": environment_data(change.environment),
        "ask": {
            side: _why(named, change, name) if name else None
            for side, name in (("old", named.old_file), ("new", named.new_file))
        },
        "old": _side(change.old),
        "new": _side(change.new),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "route": str(side.route),
        "returned": side.returned,
        "fault": side.fault or None,
        "line": side.line,
        "column": side.column,
        "reason": side.reason or None,
    }


def _verdict(named: Named) -> str:
    diff, number = named.diff, len(named.changes)
    hidden = len(diff.changes) - number
    what = f"{plural(number, 'change')} of route" if number else "no change of route"
    if hidden:
        what += f" of this kind ({hidden} of others)"
    if diff.proven:
        depth = f", up to {diff.max_labels} labels" if diff.max_labels else ""
        only = ", and no other" if number and not hidden else ""
        return f"{what}{only}: proven for every host of the scope ({diff.target}{depth})"
    asked = f"{plural(diff.samples, 'request')} compared, not every host ({diff.target})"
    return f"{what}: {asked}" if diff.samples else f"{what}, not proven ({diff.target})"


def _by_pattern(named: Named) -> Iterator[tuple[HostPattern, list[RouteChange]]]:
    for pattern, changes in groupby(named.changes, key=lambda change: change.pattern):
        yield pattern, list(changes)


def _doubts(unproven: Sequence[Unproven]) -> Iterator[tuple[str, list[str]]]:
    """Yield each reason with the hosts that it concerns."""
    groups: dict[str, list[str]] = {}
    for each in unproven:
        side = f"{each.side} file, " if each.side else ""
        line = f"line {each.line}: " if each.line is not None else ""
        hosts = pattern_words(HostPattern(each.hosts))
        groups.setdefault(f"{side}{line}{each.reason}", []).append(hosts)
    yield from groups.items()


def _hosts(hosts: Sequence[str]) -> str:
    more = f" and {len(hosts) - _HOSTS} more" if len(hosts) > _HOSTS else ""
    return f"{', '.join(map(printable, hosts[:_HOSTS]))}{more}"


def _place(name: str, side: Side) -> str:
    if side.reason:
        return side.reason
    return ":".join(str(part) for part in (name, side.line, side.column) if part is not None)
