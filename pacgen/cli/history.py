"""``pacgen history``: what was published, when and why."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import click

from pacgen.cli.config import required_config
from pacgen.cli.jobs import state_directory
from pacgen.cli.options import config_option, json_schema_option
from pacgen.cli.output import write
from pacgen.cli.problems import say_parts
from pacgen.errors import UsageError
from pacgen.publish.candidate import targets_of
from pacgen.publish.history import History
from pacgen.publish.recovery import look
from pacgen.publish.switching import HISTORY
from pacgen.reporters import history as reports

__all__ = ["command"]


class _Format(StrEnum):
    """How the list is written."""

    TEXT = "text"
    JSON = "json"


@click.command("history")
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in _Format]),
    default=_Format.TEXT.value,
    show_default=True,
    help="How the list is written.",
)
@json_schema_option(reports.HistoryDocument)
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), required=False)
def command(*, config_path: Path | None, form: str, number: int | None) -> None:
    """
    List what pacgen update has published, the newest first, or tell all of publication N.

    A star marks what is published now.
    """
    config = required_config(config_path)
    directory = state_directory(config)
    history = History(directory / HISTORY)
    found = look(directory, history, targets_of(config))
    for notice in found.notices:
        say_parts(notice, "", "the next 'pacgen update' writes it")
    entries = history.entries()
    if number is not None:
        entries = tuple(entry for entry in entries if entry.number == number)
        if not entries:
            raise UsageError(
                f"there is no publication {number}", tip="'pacgen history' lists what is kept"
            )
    current = found.state.current
    if form == _Format.JSON:
        write(reports.render_json(entries, current, str(directory)))
    elif number is not None:
        write(reports.render_entry(entries[0]))
    else:
        write(reports.render_text(entries, current, str(directory)))
