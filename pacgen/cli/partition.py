"""``pacgen partition``: all that a PAC file answers, as a table of regions."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import click

from pacgen import endpoints
from pacgen.analysis import Budget, confirmed
from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import Scope
from pacgen.analysis.table import rows
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
from pacgen.reporters import partition as reporter
from pacgen.reporters.partition import Table

__all__ = ["command"]

_NOT_COMPLETE = 1


@click.command("partition")
@click.argument("pac_name", metavar="PAC")
@pattern_option
@proving_options
@click.option("--all", "every", is_flag=True, help="Show every region; fold nothing.")
@report_format_option
@instance_option
@endpoints_option
def command(
    *,
    pac_name: str,
    scopes: tuple[str, ...],
    target: str,
    seconds: float,
    max_labels: int,
    exhaustive: bool,
    every: bool,
    form: str,
    instance: Instance,
    endpoints_directory: Path | None,
) -> int:
    """
    Show all that a PAC file answers: which hosts, under which condition, get which route, by which
    line.

    Every host of the patterns is in one of the regions, or in what is named as not understood.

    \b
    Examples:
      pacgen partition wpad.dat --pattern '*.microsoft.com'
      pacgen partition wpad.dat --pattern all --prove-budget 2m

    Exit codes: 0 the table is complete; 1 part of the hosts is not understood; 2 wrong usage; 4 the
    PAC file could not be read.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    client = one_target(target)
    labels = labels_wanted(max_labels, exhaustive=exhaustive)
    pac = read_pac(pac_name)
    clock = Clock(seconds)
    document = endpoints.load(instance, endpoints_directory).document
    scope = Scope.of(scope_patterns(scopes, document, by_service=False), labels)
    with explorer_for(pac, client, labels, clock) as explorer, shown("exploring") as progress:
        found = explorer.explore(
            scope.families, budget=Budget(seconds=clock.left), progress=progress
        )
        partition = confirmed(explorer, found)
    table = Table(pac.name, tuple(scopes), rows(partition), partition, every=every)
    write(_rendered(ReportFormat(form), table))
    return 0 if partition.complete else _NOT_COMPLETE


def _rendered(form: ReportFormat, table: Table) -> str:
    match form:
        case ReportFormat.TEXT:
            return reporter.render_text(table, colour=wants_colour())
        case ReportFormat.MARKDOWN:
            return reporter.render_markdown(table)
        case ReportFormat.JSON:
            return reporter.render_json(table)
        case _:
            assert_never(form)
