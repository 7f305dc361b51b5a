"""``pacgen why``: which line of a PAC file decided, and what led there."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import assert_never

import click

from pacgen import endpoints
from pacgen.cli.asking import Asker, parse_targets, target_option
from pacgen.cli.environments import World, environment_options
from pacgen.cli.inputs import read_pac
from pacgen.cli.options import endpoints_option, instance_option
from pacgen.cli.output import wants_colour, write
from pacgen.cli.requests import parse_request
from pacgen.endpoints import EndpointDocument, Instance
from pacgen.policy import Preset
from pacgen.policy.expectation import expect
from pacgen.reporters import why_json, why_text
from pacgen.reporters.why_text import Expected
from pacgen.traffic import ExpectedHosts

__all__ = ["command"]

_FAULTS = 1


class _Format(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


@click.command("why")
@click.argument("pac_name", metavar="PAC")
@click.argument("url", metavar="URL|HOST")
@target_option
@environment_options
@click.option("--all", "every", is_flag=True, help="Show every step; fold nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in _Format]),
    default=_Format.TEXT.value,
    show_default=True,
    help="How the result is written.",
)
@click.option(
    "--preset",
    type=click.Choice([preset.value for preset in Preset]),
    default=Preset.TEAMS.value,
    show_default=True,
    help="What should be DIRECT.",
)
@instance_option
@endpoints_option
def command(
    *,
    pac_name: str,
    url: str,
    targets: tuple[str, ...],
    world: World,
    every: bool,
    form: str,
    preset: str,
    instance: Instance,
    endpoints_directory: Path | None,
) -> int:
    """
    Say which line of a PAC file decided about a request, and what led there.

    Shows the conditions in the order in which they were looked at, with what the variables in
    them stood for, then the line that decided; for a host of Microsoft's list also what is
    expected of it.

    \b
    Example:
      pacgen why wpad.dat teams.microsoft.com --client-ip 10.1.2.3

    Exit codes: 0 the script gave an answer; 1 it failed; 2 wrong usage; 4 the PAC file could not
    be read.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    request = parse_request(url)
    clients = parse_targets(targets)
    pac = read_pac(pac_name)
    document = endpoints.load(instance, endpoints_directory).document
    with Asker(pac, clients, world) as asker:
        found = asker.trace(request)
        asker.say_lookups()
    expected = _expected(document, Preset(preset), request.host)
    match _Format(form):
        case _Format.TEXT:
            write(why_text.render(pac, found, expected, every=every, colour=wants_colour()))
        case _Format.JSON:
            write(why_json.render(pac, found, expected))
        case other:
            assert_never(other)
    return _FAULTS if any(answers.failed for answers in found) else 0


def _expected(document: EndpointDocument, preset: Preset, host: str) -> Expected:
    sets = ExpectedHosts(expect(document, preset)).sets(host)
    others = tuple(s for s in document.sets if any(url.matches(host) for url in s.urls))
    return Expected(document.instance, document.version, preset, sets, others)
