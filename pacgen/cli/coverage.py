"""``pacgen coverage``: which rules and branches of a PAC file a list of URLs puts to use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import assert_never

import click

from pacgen.cli.asking import Asker, parse_targets, target_option
from pacgen.cli.environments import World, environment_options
from pacgen.cli.inputs import read_pac
from pacgen.cli.logs import read_logs
from pacgen.cli.numbers import NumberRange
from pacgen.cli.options import ReportFormat, access_log_option, report_format_option, urls_option
from pacgen.cli.output import wants_colour, write
from pacgen.cli.requests import RequestList, check_sources, parse_request, say_problems
from pacgen.engine import PacFile, Request
from pacgen.engine.coverage import Coverage, Tally
from pacgen.errors import InputError, UsageError
from pacgen.reporters import coverage as reporter
from pacgen.traffic import MAX_HOSTS

__all__ = ["command"]

_TOO_LITTLE = 1


@click.command("coverage")
@click.argument("pac_name", metavar="PAC")
@click.argument("urls", metavar="[URL|HOST]...", nargs=-1)
@urls_option
@access_log_option
@target_option
@environment_options
@click.option("--missed", is_flag=True, help="Tell only what was not used.")
@click.option(
    "--fail-under",
    type=NumberRange(0, 100),
    metavar="PERCENT",
    help="Exit with code 1 if fewer of all returns and branches were used.",
)
@report_format_option
def command(
    *,
    pac_name: str,
    urls: tuple[str, ...],
    lists: tuple[str, ...],
    logs: tuple[str, ...],
    targets: tuple[str, ...],
    world: World,
    missed: bool,
    fail_under: float | None,
    form: str,
) -> int:
    """
    Say which rules and branches of a PAC file a list of URLs puts to use.

    Each URL is asked about in each environment. Shown is how many requests every return answered,
    which returns answered none, and which conditions always went one way: what a test list does
    not test, and what nobody's traffic needs any more.

    \b
    Examples:
      pacgen coverage wpad.dat --urls urls.txt
      pacgen coverage wpad.dat --access-log access.log.gz --missed

    Exit codes: 0 done; 1 less than --fail-under; 2 wrong usage; 4 the PAC file, a list, a line of
    one, or a log could not be read.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    check_sources(pac_name, urls, lists, logs)
    clients = parse_targets(targets)
    if len(clients) > 1:
        raise UsageError("coverage is that of one client", tip=f"write --target {clients[0]}")
    named = [parse_request(text) for text in urls]
    pac = read_pac(pac_name)
    request_lists = [RequestList(name) for name in lists]
    hosts = read_logs(logs, max_hosts=MAX_HOSTS).hosts if logs else ()
    visited = (Request.for_host(entry.host) for entry in hosts)
    with Asker(pac, clients, world) as asker:
        found = _measured(asker, chain(named, *request_lists, visited))
        asker.say_lookups()
    shown = replace(pac, text=pac.seen_by(clients[0]))
    write(_rendered(ReportFormat(form), shown, found, missed=missed))
    problems = say_problems(request_lists)
    if problems:
        return InputError.exit_code
    return _TOO_LITTLE if fail_under is not None and found.percent < fail_under else 0


def _measured(asker: Asker, requests: Iterable[Request]) -> Coverage:
    (target,) = asker.targets
    tally = Tally(asker.pac.seen_by(target))
    for batch in asker.trace_all(_once(requests)):
        tally.add(decision for answers in batch for decision in answers.decisions)
    return tally.coverage()


def _once(requests: Iterable[Request]) -> Iterator[Request]:
    """Yield each request once: a list made of a log repeats itself."""
    seen = set()
    for request in requests:
        if request not in seen:
            seen.add(request)
            yield request


def _rendered(form: ReportFormat, pac: PacFile, found: Coverage, *, missed: bool) -> str:
    match form:
        case ReportFormat.TEXT:
            return reporter.render_text(pac, found, missed=missed, colour=wants_colour())
        case ReportFormat.MARKDOWN:
            return reporter.render_markdown(pac, found)
        case ReportFormat.JSON:
            return reporter.render_json(pac, found)
        case _:
            assert_never(form)
