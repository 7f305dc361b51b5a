"""How a problem is said to the user: what happened, what it usually means, what to try."""

from __future__ import annotations

import click

from pacgen.errors import PacgenError

__all__ = ["say"]


def say(error: PacgenError) -> None:
    """Print *error* to stderr."""
    click.echo(f"pacgen: {error.what}", err=True)
    if error.usually:
        click.echo(f"  This usually means: {error.usually}", err=True)
    if error.tip:
        click.echo(f"  Try: {error.tip}", err=True)
