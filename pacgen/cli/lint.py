"""``pacgen lint``: what is wrong with PAC files, Teams first."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from pacgen import endpoints
from pacgen.cli.asking import parse_targets
from pacgen.cli.inputs import STDIN
from pacgen.cli.lint_config import read_defaults
from pacgen.cli.lint_files import Job, lint_all
from pacgen.cli.lint_firewall import Firewall
from pacgen.cli.lint_fix import Mended, check_writable, diff, mend, say_what_was_done, write_back
from pacgen.cli.lint_formats import LintFormat, Run, overview, render, statistics, verdicts
from pacgen.cli.lint_inputs import Live, read_inputs
from pacgen.cli.lint_options import lint_proving_options, rules_for, selection_options
from pacgen.cli.options import config_option, endpoints_option, instance_option, is_given
from pacgen.cli.output import Colour, color_option, wants_colour, write, write_file
from pacgen.endpoints import Instance
from pacgen.engine import PacFile
from pacgen.errors import UsageError
from pacgen.lint import Report
from pacgen.lint.baseline import Baseline
from pacgen.lint.proof import Prove, Proving
from pacgen.lint.selection import Selection
from pacgen.policy import Preset
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
    help="What must be DIRECT.  [default: teams]",
)
@click.option(
    "--tenant",
    metavar="NAME",
    help="Of SharePoint and OneDrive, look at this tenant's hosts alone.",
)
@config_option
@instance_option
@endpoints_option
@selection_options
@lint_proving_options
@click.option(
    "--live",
    is_flag=True,
    help="Judge as well how a URL is served: type, redirects, caching, TLS, other names.",
)
@click.option(
    "--local",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --live: the file that the URL should serve.",
)
@click.option(
    "--with-firewall",
    "firewall_name",
    metavar="FILE",
    help="Compare this list, CSV file or nftables ruleset with what is published, as well.",
)
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
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and write the files.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="Mend as well what people should look at; see --diff."
)
@click.option(
    "--diff", "only_diff", is_flag=True, help="Show what --fix would change, and write nothing."
)
@click.pass_context
def command(
    context: click.Context,
    *,
    files: tuple[str, ...],
    preset: str | None,
    tenant: str | None,
    config_path: Path | None,
    instance: Instance,
    endpoints_directory: Path | None,
    targets: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend: tuple[str, ...],
    severities: tuple[str, ...],
    minimum: str | None,
    fail_on: str | None,
    exit_zero: bool,
    prove: str,
    prove_seconds: float,
    live: bool,
    local: Path | None,
    firewall_name: str | None,
    form: str | None,
    output_file: Path | None,
    only_statistics: bool,
    colour: str,
    quiet: bool,
    stdin_filename: str | None,
    baseline_path: Path | None,
    new_baseline: Path | None,
    fix: bool,
    unsafe_fixes: bool,
    only_diff: bool,
) -> int:
    """
    Say what is wrong with PAC files, Teams first.

    A file is run, contained and without network, for all hosts of Microsoft's endpoint list and
    for some that should stay on the proxy. The first line is the verdict.

    A comment in the file, '// pacgen: ignore[rule] reason', silences a rule for its line or the
    next one; ignore-file, and disable with enable, silence it for more. 'pacgen rule' lists the
    rules.

    With --fix, a change is made only if the file, run before and after, answers otherwise where
    the change means it to, and nowhere else.

    Exit codes: 0 no finding that counts (with --diff: no change); 1 some; 4 a file could not be
    read (the others are linted all the same).
    """
    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read only once", tip="name '-' only once")
    if (fix or unsafe_fixes) and not only_diff:
        check_writable(files)
    judged = Live.wanted(files, local, live=live)
    defaults = read_defaults(config_path)
    selection = defaults.selection(select, ignore, extend, severities, minimum)
    known = _Known.of(baseline_path, new_baseline)
    chosen = instance if is_given(context, "instance") else defaults.instance
    snapshot = endpoints.load(chosen, endpoints_directory)
    expectation = defaults.expectation(snapshot.document, preset, tenant)
    proving = Proving(Prove(prove), prove_seconds)
    job = Job(expectation, rules_for(selection), parse_targets(targets), proving)

    firewall = Firewall.named(firewall_name, snapshot.document, expectation.preset, defaults.site)

    inputs = read_inputs(files, stdin_filename, judged)
    linted = [inputs.with_delivery(report) for report in lint_all(job, inputs.pacs)]
    complete = firewall.added_to(linted) if firewall else linted
    found = [selection.apply(report) for report in complete]
    known = known.learned(found)
    run = Run(known.left(found), inputs.unreadable, defaults.fail_on(fail_on))
    if fix or unsafe_fixes or only_diff:
        mended = _mended(run.reports, _Again(job, selection, known, firewall), unsafe=unsafe_fixes)
        if only_diff:
            changes = diff(mended)
            write(changes)
            return _code(run, found_any=bool(changes))
        for one in mended:
            write_back(one)
        run = replace(run, reports=[one.report for one in mended])

    shown = replace(run, reports=[r for r in run.reports if r.findings or not quiet])
    wanted = LintFormat.wanted(form, os.environ)
    coloured = output_file is None and wants_colour(Colour(colour))
    text = statistics(wanted, shown) if only_statistics else render(wanted, shown, colour=coloured)
    is_free = form is None and wanted is LintFormat.FULL and not only_statistics
    if output_file is None and is_free and sys.stdout.isatty():
        height = shutil.get_terminal_size().lines
        text = overview(shown, text, height=height, colour=coloured)
    if output_file is not None:
        write_file(output_file, text)
        text = verdicts(shown)
    write(text)
    return _code(run, found_any=run.has_failed and not exit_zero)


def _code(run: Run, *, found_any: bool) -> int:
    codes = [error.exit_code for _, error in run.unreadable]
    return max(codes + [_FINDINGS] * found_any, default=0)


def _mended(reports: Sequence[Report], again: _Again, *, unsafe: bool) -> list[Mended]:
    """Mend the files of *reports*, in memory, and tell what was done."""
    mended = [mend(r, again.job.expectation, again.lint, unsafe=unsafe) for r in reports]
    for one in mended:
        say_what_was_done(one)
    return mended


@dataclass(frozen=True, slots=True)
class _Known:
    """The baselines that the user named."""

    old: Path | None = None
    new: Path | None = None
    baseline: Baseline | None = None

    @classmethod
    def of(cls, old: Path | None, new: Path | None) -> _Known:
        """Read the old baseline, if there is one."""
        return cls(old, new, Baseline.read(old) if old else None)

    def learned(self, reports: Sequence[Report]) -> _Known:
        """Write the new baseline, or tell what of the old one is stale."""
        if self.new is not None:
            baseline = Baseline.of(reports)
            baseline.write(self.new)
            number = plural(sum(len(report.findings) for report in reports), "finding")
            click.echo(f"pacgen: {self.new}: {number} written", err=True)
            return replace(self, baseline=baseline)
        stale = self.baseline.stale(reports) if self.baseline else ()
        if stale:
            click.echo(f"pacgen: {self.old} is stale:", err=True)
        for one in stale:
            gone = f"{one.file}: {plural(one.count, 'finding')} of {one.rule} gone"
            click.echo(f"  {printable(gone)}", err=True)
        if stale:
            tip = "write it anew with --write-baseline, so that it hides nothing new"
            click.echo(f"  Try: {tip}", err=True)
        return self

    def left(self, reports: Sequence[Report]) -> list[Report]:
        """Return *reports* without what is known."""
        return [self.baseline.apply(r) if self.baseline else r for r in reports]


@dataclass(frozen=True, slots=True)
class _Again:
    """Lints a file that was changed as it was linted before."""

    job: Job
    selection: Selection
    known: _Known
    firewall: Firewall | None

    def lint(self, pac: PacFile) -> Report:
        """Return what is wanted of the findings."""
        reports = [self.job.run(pac)]
        complete = self.firewall.added_to(reports) if self.firewall else reports
        return self.known.left([self.selection.apply(report) for report in complete])[0]
