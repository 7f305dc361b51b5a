"""``pacgen rollback``: publish again what was published before."""

from __future__ import annotations

from pathlib import Path

import click

from pacgen.cli.config import required_config
from pacgen.cli.jobs import state_directory
from pacgen.cli.options import config_option
from pacgen.publish.rollback import roll_back

__all__ = ["command"]


@click.command("rollback")
@config_option
@click.option(
    "--force", is_flag=True, help="Overwrite published files that somebody else has written."
)
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), required=False)
def command(*, config_path: Path | None, force: bool, number: int | None) -> None:
    """
    Publish publication N again, or the one before the current one.

    'pacgen history' lists what there is. From then on 'pacgen update' publishes nothing until
    'pacgen update --approve' says that all is well again.

    \b
    Exit codes: 0 done; 2 there is no such publication; 4 something could not be read or written;
    5 a published file was changed by hand.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    config = required_config(config_path)
    done = roll_back(config, state_directory(config), number, force=force)
    for notice in done.notices:
        click.echo(f"pacgen: {notice}", err=True)
    files = ", ".join(done.paths) or "the files were in place already"
    click.echo(
        f"rolled back from publication {done.gave_up} to {done.back_to} "
        f"(endpoint data {done.entry.version or 'unknown'}): {files}"
    )
    click.echo(
        "pacgen: 'pacgen update' publishes nothing from now on until 'pacgen update --approve'",
        err=True,
    )
