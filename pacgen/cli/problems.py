"""How a problem is said to the user: what happened, what it usually means, what to try."""

from __future__ import annotations

import click

from pacgen.errors import PacgenError

__all__ = ["say", "say_parts"]


def say(error: PacgenError) -> None:
    """Print *error* to stderr."""
    say_parts(error.what, error.usually, error.tip)


def say_parts(what: str, usually: str, tip: str) -> None:
    """Print to stderr what happened, what it usually means, and what to try."""
    click.echo(f"pacgen: {what}", err=True)
    if usually:
        click.echo(f"  This usually means: {usually}", err=True)
    if tip:
        click.echo(f"  Try: {tip}", err=True)
