"""``pacgen eval``: where requests go by a PAC file, as clients take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import assert_never

import click

from pacgen import endpoints
from pacgen.cli.asking import Asker, parse_targets, target_option
from pacgen.cli.environments import World, environment_options
from pacgen.cli.inputs import read_pac
from pacgen.cli.logs import held_against, read_logs
from pacgen.cli.options import access_log_option, endpoints_option, instance_option, urls_option
from pacgen.cli.output import wants_colour, write
from pacgen.cli.requests import RequestList, check_sources, parse_request, say_problems
from pacgen.endpoints import Instance
from pacgen.engine import PacFile, Target
from pacgen.errors import InputError, UsageError
from pacgen.policy import Preset
from pacgen.policy.expectation import expect
from pacgen.reporters import eval_csv, eval_json, eval_table, traffic
from pacgen.reporters.answers import Answers, Detail
from pacgen.reporters.text import plural
from pacgen.traffic import MAX_HOSTS, TrafficReport

__all__ = ["command"]

_FAULTS = 1


class _Format(StrEnum):
    """How the result is written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"


_PACTESTER = """
\b
If you know pactester:
  pactester -p FILE -u URL       pacgen eval FILE URL
  -p -                           pacgen eval - URL
  -f URLSLIST                    --urls URLSLIST
  -c CLIENT_IP                   --client-ip CLIENT_IP
  -h HOST                        put it into the URL, where every client
                                 takes it from
  -e (Microsoft's extensions)    --target winhttp
pactester itself answers as --target pacparser does, and asks real DNS servers
as --live-dns does.
"""


@click.command("eval", epilog=_PACTESTER)
@click.argument("pac_name", metavar="PAC")
@click.argument("urls", metavar="[URL|HOST]...", nargs=-1)
@urls_option
@access_log_option
@target_option
@environment_options
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in _Format]),
    default=_Format.TABLE.value,
    show_default=True,
    help="How the result is written.",
)
@click.option(
    "--show",
    "shown",
    multiple=True,
    metavar="dns,alerts,calls",
    help="Also tell which names the script wanted resolved, what it passed to alert, and every "
    "helper that it called.",
)
@click.option(
    "--preset",
    type=click.Choice([preset.value for preset in Preset]),
    default=Preset.TEAMS.value,
    show_default=True,
    help="With --access-log: what should be DIRECT.",
)
@instance_option
@endpoints_option
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="With --access-log: how many other hosts to show.",
)
@click.option(
    "--max-hosts",
    type=click.IntRange(min=1),
    default=MAX_HOSTS,
    show_default=True,
    metavar="N",
    help="With --access-log: how many hosts to keep apart.",
)
def command(
    *,
    pac_name: str,
    urls: tuple[str, ...],
    lists: tuple[str, ...],
    logs: tuple[str, ...],
    targets: tuple[str, ...],
    world: World,
    form: str,
    shown: tuple[str, ...],
    preset: str,
    instance: Instance,
    endpoints_directory: Path | None,
    top: int,
    max_hosts: int,
) -> int:
    """
    Say where requests go by a PAC file.

    PAC is a file, a URL, or '-' for standard input. It is run as the clients run it, contained and
    without network: no name resolves and the clock stands still unless an option says otherwise.
    A host alone is asked about as https://HOST/.

    Of the hosts in an access log it is told which should be DIRECT and are not.

    \b
    Examples:
      pacgen eval wpad.dat teams.microsoft.com
      pacgen eval wpad.dat --urls urls.txt --target chromium,winhttp --format csv
      pacgen eval wpad.dat --access-log access.log.gz

    Exit codes: 0 every request got an answer; 1 the script failed for some; 2 wrong usage; 4 the
    PAC file, a list, a line of one, or a log could not be read.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    check_sources(pac_name, urls, lists, logs)
    if logs and (urls or lists):
        raise UsageError(
            "--access-log and URLs exclude each other", tip="ask about them one after the other"
        )
    clients = parse_targets(targets)
    requests = [parse_request(text) for text in urls]
    show = _parse_shown(shown)
    pac = read_pac(pac_name)
    with Asker(pac, clients, world, calls=Detail.CALLS in show) as asker:
        if logs:
            _check_single(asker)
            document = endpoints.load(instance, endpoints_directory).document
            found = read_logs(logs, max_hosts=max_hosts)
            report = held_against(found, asker, expect(document, Preset(preset)))
            write(_rendered_traffic(_Format(form), report, top))
            asker.say_lookups()
            return _FAULTS if report.failed else 0
        request_lists = [RequestList(name) for name in lists]
        tally = _Tally()
        answers = tally.watch(asker.ask(chain(requests, *request_lists)))
        for text in _rendered(_Format(form), pac, answers, clients, show):
            write(text)
        asker.say_lookups()
    return _conclude(tally, request_lists, quiet=not lists)


class _Tally:
    """Counts what goes by."""

    def __init__(self) -> None:
        self.requests = 0
        self.failed = 0
        self.differing = 0

    def watch(self, batches: Iterable[list[Answers]]) -> Iterator[list[Answers]]:
        """Hand *batches* on."""
        for batch in batches:
            self.requests += len(batch)
            self.failed += sum(answers.failed for answers in batch)
            self.differing += sum(answers.differ for answers in batch)
            yield batch


def _check_single(asker: Asker) -> None:
    if len(asker.environments) > 1:
        raise UsageError(
            "--access-log needs one environment, and the file has several",
            tip=f"choose one: --env-name {asker.environments[0]}",
        )


def _parse_shown(texts: Iterable[str]) -> tuple[Detail, ...]:
    found = {part.strip().lower() for text in texts for part in text.split(",")}
    for name in sorted(found):
        if name not in set(Detail):
            raise UsageError(
                f"--show: {name!r} is nothing to show", tip=f"write one of {', '.join(Detail)}"
            )
    return tuple(detail for detail in Detail if detail in found)


def _rendered(
    form: _Format,
    pac: PacFile,
    answers: Iterable[Sequence[Answers]],
    targets: Sequence[Target],
    show: Sequence[Detail],
) -> Iterator[str]:
    match form:
        case _Format.TABLE:
            return eval_table.render(answers, targets, show=show, colour=wants_colour())
        case _Format.CSV:
            return eval_csv.render(answers, targets, show)
        case _Format.JSONL:
            return eval_json.render_lines(answers)
        case _Format.JSON:
            return eval_json.render(answers, pac.name)
        case _:
            assert_never(form)


def _conclude(tally: _Tally, lists: Iterable[RequestList], *, quiet: bool) -> int:
    """Say what was passed over; return the exit code."""
    code = _FAULTS if tally.failed else 0
    if say_problems(lists):
        code = InputError.exit_code
    if not quiet:
        differing = f", {tally.differing} where clients differ" if tally.differing else ""
        count = plural(tally.requests, "answer")
        click.echo(f"{count}, {tally.failed} with a fault{differing}", err=True)
    return code


def _rendered_traffic(form: _Format, report: TrafficReport, top: int) -> str:
    match form:
        case _Format.TABLE:
            return traffic.render_text(report, top=top, colour=wants_colour())
        case _Format.CSV:
            return traffic.render_csv(report)
        case _Format.JSONL:
            return traffic.render_lines(report)
        case _Format.JSON:
            return traffic.render_json(report)
        case _:
            assert_never(form)
