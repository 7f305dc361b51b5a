"""What surrounds the runs of ``pacgen update``: telling others, log lines, running again."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

import click

from pacgen.cli.problems import say
from pacgen.endpoints.transport import make_session
from pacgen.errors import PacgenError
from pacgen.notify import Notifier, Poster, Recent, Supervisor
from pacgen.policy.config_file import LoadedConfig
from pacgen.publish.outcome import UpdateOutcome
from pacgen.publish.steps import Step
from pacgen.reporters.update_log import Level, LogFormat, Value, line, outcome_lines
from pacgen.resident import Rhythm, run_every

__all__ = ["attend", "log_problem", "log_step", "tell", "write_log"]

_USUAL_SPREAD = 0.1
"""Of the period."""


def tell(
    config: LoadedConfig, outcome: UpdateOutcome, ca_bundle: Path | None, recent: Recent
) -> tuple[str, ...]:
    """
    Tell *outcome* to whom the configuration names; none of it can fail.

    Args:
        config: Who is told.
        outcome: What.
        ca_bundle: Whose certificates are trusted; ``None`` for the operating system's.
        recent: What this process has told before.

    Returns:
        What could not be told, a sentence each, without a secret.
    """
    notify = config.config.notify
    if outcome.dry_run or (not notify.metrics and not notify.webhooks):
        return ()
    try:
        with make_session(ca_bundle) as session:
            poster = Poster(session, os.environ)
            return Notifier(notify, config.path.parent, poster, recent).tell(outcome)
    except Exception as error:  # what is published is published, whatever is wrong in telling it
        if os.environ.get("PACGEN_DEBUG"):
            raise
        # Its own text may hold a secret.
        return (f"a bug in pacgen kept it from telling others: {type(error).__name__}",)


def write_log(form: LogFormat, outcome: UpdateOutcome, problems: tuple[str, ...]) -> None:
    """Write the lines of a run to standard error; as text, only what could not be told."""
    if form is LogFormat.TEXT:
        for problem in problems:
            click.echo(f"pacgen: {problem}", err=True)
        return
    for text in outcome_lines(form, outcome, problems, _now()):
        click.echo(text, err=True)


def log_step(form: LogFormat) -> Callable[[Step], None]:
    """Return what writes to standard error the step that begins."""

    def log(step: Step) -> None:
        if form is LogFormat.TEXT:
            click.echo(f"step: {step}", err=True)
        else:
            click.echo(line(form, _now(), Level.INFO, "step", {"step": step.value}), err=True)

    return log


def log_problem(form: LogFormat, error: PacgenError) -> None:
    """Write to standard error why there was no run."""
    if form is LogFormat.TEXT:
        say(error)
        return
    fields = {"what": error.what, "usually": error.usually, "tip": error.tip}
    click.echo(line(form, _now(), Level.ERROR, "error", fields), err=True)
    end: dict[str, Value] = {"verdict": "failed", "exit_code": error.exit_code}
    click.echo(line(form, _now(), Level.ERROR, "end", end), err=True)


def attend(
    run: Callable[[], UpdateOutcome], form: LogFormat, *, period: float, spread: float | None
) -> None:
    """
    Run now and then every *period* seconds, until SIGTERM comes.

    A run that cannot even begin, because the configuration is broken for one, is said, and the
    next one tries again.

    Args:
        run: Does one run and reports it.
        form: How problems are written.
        period: Seconds.
        spread: Up to so many seconds later each run begins; ``None`` for a tenth of the period.
    """

    def job() -> str:
        try:
            outcome = run()
        except PacgenError as error:
            log_problem(form, error)
            return f"failed with exit code {error.exit_code}"
        return f"{outcome.verdict} at {outcome.version or 'no version'}"

    rhythm = Rhythm(period, period * _USUAL_SPREAD if spread is None else spread)
    run_every(job, rhythm, Supervisor.of(os.environ), waiting=_log_pause(form))


def _log_pause(form: LogFormat) -> Callable[[float], None]:
    def log(seconds: float) -> None:
        due = _now() + dt.timedelta(seconds=seconds)
        if form is LogFormat.TEXT:
            click.echo(f"next run   {due:%Y-%m-%d %H:%M:%S} UTC\n", err=True)
        else:
            fields: dict[str, Value] = {"until": due.isoformat(timespec="seconds")}
            click.echo(line(form, _now(), Level.INFO, "wait", fields), err=True)

    return log


def _now() -> dt.datetime:
    return dt.datetime.fromtimestamp(time.time(), dt.UTC)
