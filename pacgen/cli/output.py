"""How results reach standard output."""

from __future__ import annotations

import os
import sys

import click

__all__ = ["wants_colour", "write"]


def wants_colour() -> bool:
    """Say whether colours are welcome (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write(text: str) -> None:
    """Print *text*; a character that the stream cannot hold (Windows, pipes) is escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)
