"""Where the hosts of an access log go by a PAC file: for people, as CSV, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pacgen import __version__
from pacgen.policy.reasons import endpoint_sets
from pacgen.reporters.answers import fault_text
from pacgen.reporters.eval_csv import csv_text
from pacgen.reporters.eval_json import decision_data
from pacgen.reporters.text import Paint, plural, printable, wrapped
from pacgen.traffic import RoutedHost, Sum, TrafficReport

__all__ = ["SCHEMA", "render_csv", "render_json", "render_lines", "render_text"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

_LONGEST_NAME = 45


def render_text(report: TrafficReport, *, top: int, colour: bool = False) -> str:
    """
    Return the report for people: the verdict on Teams first, then the hosts in question.

    Args:
        report: What to tell.
        top: How many hosts that nothing is expected of are shown.
        colour: Whether the terminal shows colours.
    """
    return "".join(f"{line}\n" for line in _text(report, top, Paint(enabled=colour)))


def render_csv(report: TrafficReport) -> str:
    """Return a row for each host."""
    titles = [f"{target}{column}" for target in report.targets for column in ("", "_fault")]
    rows = [
        [
            routed.traffic.host,
            routed.traffic.requests,
            routed.traffic.size,
            "DIRECT" if routed.is_expected_direct else "",
            " ".join(str(s.id) for s in routed.sets),
            routed.sets[0].category if routed.sets else "",
            *_routes_and_faults(routed),
        ]
        for routed in report.hosts
    ]
    return csv_text([["host", "requests", "bytes", "expected", "sets", "category", *titles], *rows])


def render_json(report: TrafficReport) -> str:
    """Return one document."""
    traffic, expectation = report.traffic, report.expectation
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "pac": report.pac,
        "endpoints": {
            "instance": expectation.instance.value,
            "version": expectation.version,
            "preset": expectation.preset.value,
        },
        "log": {
            "requests": traffic.lines,
            "malformed": traffic.malformed,
            "hostless": traffic.hostless,
            "beyond": traffic.beyond,
            "problems": list(traffic.problems),
        },
        "expected_direct": {
            "proxied": _sum(report.select(expected=True, direct=False)),
            "direct": _sum(report.select(expected=True, direct=True)),
        },
        "others": {
            "proxied": _sum(report.select(expected=False, direct=False)),
            "direct": _sum(report.select(expected=False, direct=True)),
        },
        "hosts": [_host(routed) for routed in report.hosts],
    }
    return json.dumps(document, indent=2) + "\n"


def render_lines(report: TrafficReport) -> str:
    """Return JSON Lines: one for each host."""
    lines = (json.dumps({"schema": SCHEMA, **_host(routed)}) for routed in report.hosts)
    return "".join(f"{line}\n" for line in lines)


def _text(report: TrafficReport, top: int, paint: Paint) -> Iterator[str]:
    proxied = report.select(expected=True, direct=False)
    direct = report.select(expected=True, direct=True)
    yield paint(f"{printable(report.pac)}: {_verdict(proxied, direct)}", bold=True)
    if proxied:
        yield from _section("should be DIRECT, goes through a proxy", proxied, report, paint)
    if direct:
        yield from _section("DIRECT, as it should be", direct, report, paint)
        note = (
            "These too are in the log of a proxy: somebody asked it who does not go by this file, "
            "or did not when the log was written."
        )
        yield from wrapped(note, first="  ", rest="  ")
    for title, expected in (("other hosts, proxied", False), ("other hosts, DIRECT", True)):
        others = report.select(expected=False, direct=expected)
        if others and top:
            shown = others[:top]
            yield from _section(title, shown, report, paint, of=others)
    yield ""
    yield from _basis(report)


def _verdict(proxied: Sequence[RoutedHost], direct: Sequence[RoutedHost]) -> str:
    total = Sum.of([*proxied, *direct])
    if not total.hosts:
        return "no host in the log is one that should be DIRECT"
    if not proxied:
        return f"all {plural(total.hosts, 'host')} that should be DIRECT are"
    part = Sum.of(proxied)
    return (
        f"{part.hosts} of {plural(total.hosts, 'host')} that should be DIRECT "
        f"{'goes' if part.hosts == 1 else 'go'} through a proxy, "
        f"{part.requests} of {plural(total.requests, 'request')}"
    )


def _section(
    title: str,
    shown: Sequence[RoutedHost],
    report: TrafficReport,
    paint: Paint,
    *,
    of: Sequence[RoutedHost] = (),
) -> Iterator[str]:
    total = Sum.of(of or shown)
    size = f", {_bytes(total.size)}" if report.traffic.has_sizes else ""
    yield ""
    yield paint(
        f"{title}: {plural(total.hosts, 'host')}, {plural(total.requests, 'request')}{size}",
        bold=True,
    )
    rows = [_cells(routed, sizes=report.traffic.has_sizes) for routed in shown]
    width = min(_LONGEST_NAME, max(len(cells[0]) for cells in rows))
    numbers = [max(len(cells[i]) for cells in rows) for i in range(1, len(rows[0]) - 1)]
    for routed, (host, *figures, routes) in zip(shown, rows, strict=True):
        right = "  ".join(f"{n:>{w}}" for n, w in zip(figures, numbers, strict=True))
        yield f"  {host:{width}}  {right}  {routes}"
        if routed.sets:
            yield from wrapped(endpoint_sets(routed.sets).text, first=" " * 6, rest=" " * 6)
        for decision in routed.decisions:
            if decision.fault and not decision.fault.kind.is_whole_file:
                text = fault_text(decision.fault)
                yield from wrapped(text, first=f"      {decision.target}: ", rest=" " * 8)
    if len(shown) < len(of):
        yield f"  and {plural(len(of) - len(shown), 'more host')}; --top shows more"


def _cells(routed: RoutedHost, *, sizes: bool) -> list[str]:
    size = [_bytes(routed.traffic.size)] if sizes else []
    return [routed.traffic.host, str(routed.traffic.requests), *size, _routes(routed)]


def _routes(routed: RoutedHost) -> str:
    """Return the route, or the routes with their clients if these differ."""
    routes = {d.target: f"{d.route}{' (fault)' if d.fault else ''}" for d in routed.decisions}
    if len(set(routes.values())) == 1:
        return next(iter(routes.values()))
    return ", ".join(f"{target}: {route}" for target, route in routes.items())


def _basis(report: TrafficReport) -> Iterator[str]:
    traffic, expectation = report.traffic, report.expectation
    whole = next((d.fault for r in report.hosts for d in r.decisions if d.fault), None)
    if whole is not None and whole.kind.is_whole_file:
        yield from wrapped(fault_text(whole), first="the file fails: ", rest="  ")
    text = f"the log: {plural(traffic.lines, 'request')}, {plural(len(traffic.hosts), 'host')}"
    if traffic.malformed:
        text += f", {plural(traffic.malformed, 'line')} not understood"
    if traffic.hostless:
        text += f", {plural(traffic.hostless, 'request')} without a host"
    yield from wrapped(text, first="", rest="  ")
    if traffic.beyond:
        beyond = (
            f"{plural(traffic.beyond, 'request')} to further hosts were not looked at: there are "
            f"more than {len(traffic.hosts)}; see --max-hosts"
        )
        yield from wrapped(beyond, first="", rest="  ")
    for problem in traffic.problems:
        yield from wrapped(problem, first="", rest="  ")
    yield (
        f"endpoint data: {expectation.instance} {expectation.version or '(version unknown)'}, "
        f"preset {expectation.preset}"
    )


def _bytes(size: int) -> str:
    amount = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:  # noqa: PLR2004 - what kilo means
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def _routes_and_faults(routed: RoutedHost) -> Iterator[str]:
    for decision in routed.decisions:
        yield str(decision.route)
        yield fault_text(decision.fault) if decision.fault else ""


def _sum(hosts: Sequence[RoutedHost]) -> dict[str, int]:
    total = Sum.of(hosts)
    return {"hosts": total.hosts, "requests": total.requests, "bytes": total.size}


def _host(routed: RoutedHost) -> dict[str, Any]:
    return {
        "host": routed.traffic.host,
        "requests": routed.traffic.requests,
        "bytes": routed.traffic.size,
        "expected": "DIRECT" if routed.is_expected_direct else None,
        "sets": [s.id for s in routed.sets],
        "category": routed.sets[0].category.value if routed.sets else None,
        "decisions": [decision_data(decision) for decision in routed.decisions],
    }
