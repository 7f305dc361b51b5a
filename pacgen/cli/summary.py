"""What a command did, on standard error: a word on the left, what there is to say on the right."""

from __future__ import annotations

import click

from pacgen.reporters.text import wrapped

__all__ = ["say"]

_COLUMN = 11


def say(what: str, *paragraphs: str) -> None:
    """
    Say something under the heading *what*: ``written    wpad.dat: 8111 bytes``.

    Args:
        what: One or two words, ten characters at most.
        paragraphs: Each begins a line of its own.
    """
    rest = " " * _COLUMN
    first = f"{what:{_COLUMN}}"
    for paragraph in paragraphs:
        for line in wrapped(paragraph, first=first, rest=rest):
            click.echo(line, err=True)
        first = rest
