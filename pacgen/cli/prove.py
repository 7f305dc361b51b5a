"""``pacgen prove``: whether every host of a pattern goes where somebody wants it to."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import click

from pacgen import endpoints
from pacgen.analysis import Answer, Wanted
from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import Scope
from pacgen.analysis.verdicts import Status, verdicts
from pacgen.cli.inputs import read_pac
from pacgen.cli.options import (
    ReportFormat,
    endpoints_option,
    instance_option,
    report_format_option,
)
from pacgen.cli.output import wants_colour, write
from pacgen.cli.proving import explorer_for, labels_wanted, one_target, proving_options, shown
from pacgen.cli.scopes import pattern_option, scope_patterns
from pacgen.endpoints import Instance
from pacgen.errors import RouteError, UsageError
from pacgen.reporters import proof as reporter
from pacgen.reporters.proof import Judged
from pacgen.routes import Route

__all__ = ["command"]

_NOT_PROVEN = 1


@click.command("prove")
@click.argument("pac_name", metavar="PAC")
@pattern_option
@click.option(
    "--except",
    "exceptions",
    multiple=True,
    metavar="PATTERN",
    help="Hosts to leave out, as --pattern takes them; repeatable.",
)
@click.option("--route", metavar="ROUTE", help="What all of them must get.")
@click.option("--never-route", metavar="ROUTE", help="What none of them may get.")
@click.option(
    "--no-fallback",
    is_flag=True,
    help="With --never-route DIRECT: DIRECT is not welcome behind a proxy either.",
)
@proving_options
@report_format_option
@instance_option
@endpoints_option
def command(
    *,
    pac_name: str,
    scopes: tuple[str, ...],
    exceptions: tuple[str, ...],
    route: str | None,
    never_route: str | None,
    no_fallback: bool,
    target: str,
    seconds: float,
    max_labels: int,
    exhaustive: bool,
    form: str,
    instance: Instance,
    endpoints_directory: Path | None,
) -> int:
    """
    Prove where a PAC file sends every host of a pattern, or show the shortest host for which it is
    not so.

    For every client address, every answer of DNS and every time. A counterexample was asked of the
    untouched file before it is shown. Where neither is found, the line that stopped the analysis
    is named.

    --route DIRECT holds where the script says DIRECT itself: a failure, after which clients
    connect directly too, is none. --never-route DIRECT holds where clients ask a proxy first and
    the script does not fail; with --no-fallback they may not go DIRECT if the proxy is down
    either. Hosts that clients keep from the script (localhost, 127.0.0.0/8) count for nothing.

    \b
    Examples:
      pacgen prove wpad.dat --pattern teams --route DIRECT
      pacgen prove wpad.dat --pattern '*.bank.example' --route 'PROXY strict.example.com:8080'
      pacgen prove wpad.dat --pattern all --except teams --except plain --never-route DIRECT

    Exit codes: 0 proven for all; 1 refuted or not proven for some; 2 wrong usage; 4 the PAC file
    could not be read.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    wanted = _wanted(route, never_route, no_fallback=no_fallback)
    client = one_target(target)
    labels = labels_wanted(max_labels, exhaustive=exhaustive)
    pac = read_pac(pac_name)
    clock = Clock(seconds)
    document = endpoints.load(instance, endpoints_directory).document
    scope = Scope.of(scope_patterns(scopes, document, by_service=False), labels)
    left_out = Scope.of(scope_patterns(exceptions, document, by_service=False), labels).hosts
    less = ((pattern, hosts - left_out) for pattern, hosts in scope.whole())
    patterns = [(pattern, hosts) for pattern, hosts in less if not hosts.is_empty]
    if not patterns:
        raise UsageError("--except leaves no host", tip="name fewer patterns there")
    with explorer_for(pac, client, labels, clock) as explorer, shown("proving") as progress:
        found = verdicts(explorer, patterns, wanted, seconds=clock.left, progress=progress)
    judged = Judged(pac.name, wanted.text, found, client, labels, exceptions)
    write(_rendered(ReportFormat(form), judged))
    return 0 if all(v.status is Status.PROVEN for v in found) else _NOT_PROVEN


def _wanted(route: str | None, never: str | None, *, no_fallback: bool) -> Wanted:
    if (route is None) == (never is None):
        raise UsageError(
            "say what is to be proven, once",
            tip="write --route DIRECT, or --never-route DIRECT",
        )
    wish = _route(route if route is not None else never or "")
    if no_fallback and not (never is not None and wish.is_direct):
        raise UsageError("--no-fallback belongs to --never-route DIRECT", tip="leave it out")
    if route is not None:
        return Wanted.direct() if wish.is_direct else Wanted.route(wish)
    if no_fallback:
        refused = Wanted("never DIRECT, not even as a fallback", lambda a: not a.route.has_direct)
    else:
        refused = Wanted.never_direct() if wish.is_direct else Wanted.never_route(wish)
    # What clients keep from the script is not the script's doing.
    return Wanted(refused.text, lambda a: _was_not_asked(a) or refused.holds(a))


def _was_not_asked(answer: Answer) -> bool:
    return answer.returned is None and answer.fault is None


def _route(text: str) -> Route:
    try:
        return Route.parse(text)
    except RouteError as error:
        raise UsageError(error.what, tip=error.tip) from None


def _rendered(form: ReportFormat, judged: Judged) -> str:
    match form:
        case ReportFormat.TEXT:
            return reporter.render_text(judged, colour=wants_colour())
        case ReportFormat.MARKDOWN:
            return reporter.render_markdown(judged)
        case ReportFormat.JSON:
            return reporter.render_json(judged)
        case _:
            assert_never(form)
