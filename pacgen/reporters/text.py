"""
Text for terminals: wrapped, coloured, and free of what could harm a terminal.

PAC files and their answers are other people's text. Escape sequences in them, or characters that
turn the direction of writing, must not reach a terminal or a change request.
"""

from __future__ import annotations

import textwrap

import click

__all__ = ["WIDTH", "Paint", "cut", "plural", "printable", "wrapped"]

WIDTH = 80
"""Columns; fixed, so that output does not depend on the size of a window."""


_ELLIPSIS = "..."
_LONGEST = 200


class Paint:
    """
    Colours text, or leaves it alone.

    Args:
        enabled: Whether the text goes to a terminal that shows colours.
    """

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled

    def __call__(self, text: str, colour: str | None = None, *, bold: bool = False) -> str:
        """Return *text* in *colour*, as click names colours."""
        return click.style(text, fg=colour, bold=bold or None) if self._enabled else text


def printable(text: str) -> str:
    r"""Return *text* in one line, with what cannot be seen written as ``\x1b`` and its like."""
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def wrapped(text: str, *, first: str, rest: str) -> list[str]:
    """
    Break *text* into lines of at most :data:`WIDTH` columns; words longer than that stay whole.

    Args:
        text: One paragraph.
        first: Stands before the first line.
        rest: Stands before all others.
    """
    return textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def cut(text: str, length: int = _LONGEST) -> str:
    """Return *text* with at most *length* characters; a script decides how long its answer is."""
    return text if len(text) <= length else f"{text[: length - len(_ELLIPSIS)]}{_ELLIPSIS}"


def plural(number: int, noun: str) -> str:
    """Return number and noun: ``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _escaped(char: str) -> str:
    if char == "\t":
        return " "
    return char.encode("unicode_escape").decode("ascii")
