"""``pacgen lint``: what is wrong with PAC files, Teams first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import assert_never

import click

from pacgen import endpoints
from pacgen.cli.inputs import STDIN, read_pac
from pacgen.cli.options import endpoints_option, instance_option
from pacgen.cli.output import wants_colour, write
from pacgen.cli.problems import say
from pacgen.endpoints import Instance
from pacgen.errors import InputError, UsageError
from pacgen.lint import Report, lint
from pacgen.policy import Preset
from pacgen.policy.expectation import expect
from pacgen.reporters import lint_concise, lint_full, lint_json

__all__ = ["command"]

_FINDINGS = 1


class _Format(StrEnum):
    """How the result is written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


@click.command("lint")
@click.argument("files", metavar="FILE|URL|-...", nargs=-1, required=True)
@click.option(
    "--preset",
    "--scope",
    "preset",
    type=click.Choice([preset.value for preset in Preset]),
    default=Preset.TEAMS.value,
    show_default=True,
    help="What must be DIRECT.",
)
@instance_option
@endpoints_option
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in _Format]),
    default=_Format.FULL.value,
    show_default=True,
    help="How the result is written.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of files without findings.")
def command(
    *,
    files: tuple[str, ...],
    preset: str,
    instance: Instance,
    endpoints_directory: Path | None,
    form: str,
    quiet: bool,
) -> int:
    """
    Say what is wrong with PAC files, Teams first.

    A file is run, contained and without network, for all hosts of Microsoft's endpoint list and
    for some that should stay on the proxy. The first line is the verdict.

    Exit codes: 0 no errors and no warnings; 1 some; 4 a file could not be read (the others
    are linted all the same).
    """
    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read only once", tip="name '-' only once")
    document = endpoints.load(instance, endpoints_directory).document
    expectation = expect(document, Preset(preset))
    reports: list[Report] = []
    unreadable: list[tuple[str, InputError]] = []
    for name in files:
        # One file that cannot be read must not keep the others from being linted.
        try:
            pac = read_pac(name)
        except InputError as error:
            say(error)
            unreadable.append((name, error))
        else:
            reports.append(lint(pac, expectation))
    shown = [report for report in reports if report.findings or not quiet]
    write(_rendered(_Format(form), shown, unreadable))
    codes = [error.exit_code for _, error in unreadable]
    codes += [_FINDINGS for report in reports if report.has_problems]
    return max(codes, default=0)


def _rendered(
    form: _Format, reports: Sequence[Report], unreadable: Sequence[tuple[str, InputError]]
) -> str:
    match form:
        case _Format.FULL:
            return lint_full.render(reports, colour=wants_colour())
        case _Format.CONCISE:
            return lint_concise.render(reports)
        case _Format.JSON:
            return lint_json.render(reports, unreadable)
        case _:
            assert_never(form)
