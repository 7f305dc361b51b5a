"""``pacgen lint``: what is wrong with PAC files, Teams first."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from pacgen import endpoints
from pacgen.cli.asking import parse_targets
from pacgen.cli.inputs import STDIN, read_pac
from pacgen.cli.lint_files import Job, lint_all
from pacgen.cli.lint_formats import LintFormat, Run, render, statistics, verdicts
from pacgen.cli.lint_options import rules_for, selection_options
from pacgen.cli.options import endpoints_option, instance_option
from pacgen.cli.output import Colour, color_option, wants_colour, write, write_file
from pacgen.cli.problems import say
from pacgen.endpoints import Instance
from pacgen.engine import PacFile
from pacgen.errors import InputError, UsageError
from pacgen.lint import Report, Severity
from pacgen.lint.baseline import Baseline
from pacgen.lint.selection import Selection
from pacgen.policy import Preset
from pacgen.policy.expectation import expect
from pacgen.reporters.lint_words import Unreadable
from pacgen.reporters.text import plural, printable

__all__ = ["command"]

_FINDINGS = 1


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
@selection_options
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in LintFormat]),
    help="How the result is written.  [default: github in GitHub Actions, else full]",
)
@click.option(
    "--output-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the result into a file, and only the verdicts to standard output.",
)
@click.option("--statistics", "only_statistics", is_flag=True, help="Only count, by rule.")
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of files without findings.")
@click.option(
    "--stdin-filename", metavar="NAME", help="What standard input is called in the result."
)
@click.option(
    "--baseline",
    "baseline_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Leave out the findings that this file knows.",
)
@click.option(
    "--write-baseline",
    "new_baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all findings into this file, so that only new ones count from now on.",
)
def command(
    *,
    files: tuple[str, ...],
    preset: str,
    instance: Instance,
    endpoints_directory: Path | None,
    targets: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend: tuple[str, ...],
    severities: tuple[str, ...],
    minimum: str,
    fail_on: str,
    exit_zero: bool,
    form: str | None,
    output_file: Path | None,
    only_statistics: bool,
    colour: str,
    quiet: bool,
    stdin_filename: str | None,
    baseline_path: Path | None,
    new_baseline: Path | None,
) -> int:
    """
    Say what is wrong with PAC files, Teams first.

    A file is run, contained and without network, for all hosts of Microsoft's endpoint list and
    for some that should stay on the proxy. The first line is the verdict.

    A comment in the file, '// pacgen: ignore[rule] reason', silences a rule for its line or the
    next one; ignore-file, and disable with enable, silence it for more. 'pacgen rule' lists the
    rules.

    Exit codes: 0 no finding that counts; 1 some; 4 a file could not be read (the others are
    linted all the same).
    """
    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read only once", tip="name '-' only once")
    selection = Selection.of(select, ignore, extend, severities, Severity(minimum))
    baseline = Baseline.read(baseline_path) if baseline_path else None
    document = endpoints.load(instance, endpoints_directory).document
    job = Job(expect(document, Preset(preset)), rules_for(selection), parse_targets(targets))

    inputs = _Inputs.read(files, stdin_filename)
    reports = [selection.apply(report) for report in lint_all(job, inputs.pacs)]
    if new_baseline is not None:
        baseline, baseline_path = Baseline.of(reports), new_baseline
        baseline.write(new_baseline)
        known = sum(len(report.findings) for report in reports)
        click.echo(f"pacgen: {new_baseline}: {plural(known, 'finding')} written", err=True)
    if baseline is not None and baseline_path is not None:
        _say_stale(baseline_path, baseline, reports)
        reports = [baseline.apply(report) for report in reports]

    run = Run(reports, inputs.unreadable, Severity(fail_on))
    shown = replace(run, reports=[r for r in reports if r.findings or not quiet])
    wanted = LintFormat.wanted(form, os.environ)
    is_coloured = output_file is None and wants_colour(Colour(colour))
    text = (
        statistics(wanted, shown) if only_statistics else render(wanted, shown, colour=is_coloured)
    )
    if output_file is not None:
        write_file(output_file, text)
        text = verdicts(shown)
    write(text)
    codes = [error.exit_code for _, error in run.unreadable]
    return max(codes + [_FINDINGS] * (run.has_failed and not exit_zero), default=0)


@dataclass(frozen=True, slots=True)
class _Inputs:
    """The files that could be read, and those that could not."""

    pacs: list[PacFile] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)

    @classmethod
    def read(cls, names: Sequence[str], stdin_filename: str | None) -> _Inputs:
        """Read them all: one that cannot be read must not keep the others from being linted."""
        inputs = cls()
        for name in names:
            try:
                pac = read_pac(name)
            except InputError as error:
                say(error)
                inputs.unreadable.append((name, error))
            else:
                called = stdin_filename if name == STDIN and stdin_filename else pac.name
                inputs.pacs.append(replace(pac, name=called))
        return inputs


def _say_stale(path: Path, baseline: Baseline, reports: Sequence[Report]) -> None:
    """Tell on standard error which entries of the baseline have no finding any more."""
    lines = list(_stale_lines(baseline, reports))
    if not lines:
        return
    click.echo(f"pacgen: {path} is stale:", err=True)
    for line in lines:
        click.echo(f"  {line}", err=True)
    click.echo("  Try: write it anew with --write-baseline, so that it hides nothing new", err=True)


def _stale_lines(baseline: Baseline, reports: Sequence[Report]) -> Iterator[str]:
    for stale in baseline.stale(reports):
        yield printable(f"{stale.file}: {plural(stale.count, 'finding')} of {stale.rule} gone")
