"""``pacgen update``: the scheduled job, once or again and again."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

import click

from pacgen.cli.attending import attend, log_problem, log_step, tell, write_log
from pacgen.cli.config import required_config
from pacgen.cli.durations import duration
from pacgen.cli.jobs import state_directory
from pacgen.cli.options import config_option, endpoints_option, json_schema_option
from pacgen.cli.output import wants_colour, write
from pacgen.cli.problems import say_parts
from pacgen.cli.service import base_url_option, ca_bundle_option, reach, timeout_option
from pacgen.endpoints.snapshot import default_directory
from pacgen.errors import PacgenError, UsageError
from pacgen.notify import Recent
from pacgen.publish.job import UpdateJob, run_once
from pacgen.publish.outcome import UpdateOutcome
from pacgen.publish.source import Service
from pacgen.publish.steps import ignore
from pacgen.reporters import update_json, update_text
from pacgen.reporters.update_json import UpdateDocument
from pacgen.reporters.update_log import LogFormat

__all__ = ["command"]

_SECOND, _MONTH = 1.0, 31 * 86400.0


class _Format(StrEnum):
    """How the outcome is written."""

    TEXT = "text"
    JSON = "json"


@click.command("update")
@config_option
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what a run would do.")
@click.option("--once", is_flag=True, help="Run once and end; this is what happens anyway.")
@click.option(
    "--every",
    type=duration(least=_SECOND, most=_MONTH),
    metavar="TIME",
    help="Run now and then every so often, as 1h, until SIGTERM; for where no timer is.",
)
@click.option(
    "--jitter",
    type=duration(least=0, most=_MONTH),
    metavar="TIME",
    help="Begin each run of --every up to so much late, at random.  [default: a tenth of it]",
)
@click.option("--approve", is_flag=True, help="Publish although gates ask for a person's word.")
@click.option(
    "--force", is_flag=True, help="Overwrite published files that somebody else has written."
)
@click.option("--offline", is_flag=True, help="Ask nobody; use the endpoint data at hand.")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in _Format]),
    default=_Format.TEXT.value,
    show_default=True,
    help="How the outcome is written.",
)
@json_schema_option(UpdateDocument)
@click.option(
    "--log-format",
    type=click.Choice([form.value for form in LogFormat]),
    default=LogFormat.TEXT.value,
    show_default=True,
    help="Write log lines to standard error, in place of the text on standard output.",
)
@click.option("-v", "--verbose", is_flag=True, help="Tell each step on standard error.")
@click.option(
    "--templates",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Your own templates, as for 'pacgen generate'.",
)
@endpoints_option
@base_url_option
@ca_bundle_option
@timeout_option
def command(
    *,
    config_path: Path | None,
    dry_run: bool,
    once: bool,
    every: float | None,
    jitter: float | None,
    approve: bool,
    force: bool,
    offline: bool,
    form: str,
    log_format: str,
    verbose: bool,
    templates: Path | None,
    endpoints_directory: Path | None,
    base_url: str,
    ca_bundle: Path | None,
    timeout: float,
) -> int:
    """
    Bring the published PAC files up to date; replace nothing good by something worse.

    Asks the service for a newer version, fetches, generates all outputs of pacgen.yaml, runs and
    lints them, compares their routes with the published files, and asks the gates of the section
    'update'. Only then the files switch, all of them or none.

    If a gate says no, nothing changes; what would have changed is told. --approve, or the digest
    in the approval file, lets a change pass that a person has looked at; --force overwrites what
    somebody else has written. Both hold for this run.

    \b
    Exit codes: 0 published, or nothing to do; 2 wrong configuration; 3 the service could not be
    used (the data at hand was); 4 a file or directory could not be used, another run is at work,
    or the command failed; 5 a gate said no.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    log = LogFormat(log_format)
    _check_rhythm(every, jitter, once=once, dry_run=dry_run, approve=approve, force=force)

    recent = Recent()

    def run() -> UpdateOutcome:
        config = required_config(config_path)
        with _service(None if offline else base_url, ca_bundle, timeout) as service:
            job = UpdateJob(
                config,
                endpoints_directory or default_directory(),
                state_directory(config),
                service,
                templates=templates,
                dry_run=dry_run,
                approve=approve,
                force=force,
                on_step=log_step(log) if verbose else ignore,
            )
            outcome = run_once(job)
        problems = tell(config, outcome, ca_bundle, recent)
        _report(outcome, problems, _Format(form), log)
        return outcome

    if every is None:
        return _once(run, log)
    attend(run, log, period=every, spread=jitter)
    return 0


def _once(run: Callable[[], UpdateOutcome], log: LogFormat) -> int:
    try:
        return run().exit_code
    except PacgenError as error:
        log_problem(log, error)
        return error.exit_code


def _check_rhythm(every: float | None, jitter: float | None, **single: bool) -> None:
    """Make sure that the options fit together: --approve and its like hold for a single run."""
    if every is None:
        if jitter is not None:
            raise UsageError("--jitter is for --every", tip="leave it out, or say how often to run")
        return
    for name, is_set in single.items():
        if is_set:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(
                f"--every and {option} exclude each other", tip="leave out one of them"
            )
    if jitter is not None and jitter >= every:
        raise UsageError("--jitter must be shorter than --every", tip="write for example 5m and 1h")


@contextlib.contextmanager
def _service(
    base_url: str | None, ca_bundle: Path | None, timeout: float
) -> Iterator[Service | None]:
    if base_url is None:
        yield None
        return
    with reach(base_url=base_url, ca_bundle=ca_bundle, timeout=timeout) as (client, memory):
        yield Service(client, memory)


def _report(
    outcome: UpdateOutcome, problems: tuple[str, ...], form: _Format, log: LogFormat
) -> None:
    match form:
        case _Format.JSON:
            write(update_json.render(outcome, problems))
        case _Format.TEXT if log is LogFormat.TEXT:
            write(update_text.render(outcome, colour=wants_colour()))
            if outcome.error is not None:
                error = outcome.error
                say_parts(error.what, error.usually, error.tip)
        case _Format.TEXT:
            # The log lines say it all.
            pass
    write_log(log, outcome, problems)
    sys.stdout.flush()
