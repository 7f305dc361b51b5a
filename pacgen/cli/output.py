"""How results reach standard output, or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path

import click

from pacgen.errors import InputError
from pacgen.files import write_atomically

__all__ = [
    "Colour",
    "color_option",
    "updating",
    "waiting",
    "wants_colour",
    "write",
    "write_file",
    "write_raw",
]


class Colour(StrEnum):
    """When output is coloured."""

    AUTO = "auto"
    """On a terminal, unless NO_COLOR is set; anywhere if FORCE_COLOR is."""

    ALWAYS = "always"
    NEVER = "never"


color_option = click.option(
    "--color",
    "colour",
    type=click.Choice([colour.value for colour in Colour]),
    default=Colour.AUTO.value,
    show_default=True,
    help="Colour the result; NO_COLOR and FORCE_COLOR are obeyed.",
)
"""``--color``, handed to the command as *colour*: a text that :class:`Colour` takes."""


def wants_colour(colour: Colour = Colour.AUTO) -> bool:
    """Say whether colours are welcome (https://no-color.org, https://force-color.org)."""
    match colour:
        case Colour.ALWAYS:
            return True
        case Colour.NEVER:
            return False
        case Colour.AUTO if os.environ.get("NO_COLOR"):
            return False
        case Colour.AUTO:
            return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def waiting(text: str) -> AbstractContextManager[object]:
    """Show on a terminal what is being waited for; elsewhere nothing."""
    return updating(text)


@contextmanager
def updating(text: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal what is being waited for, and let that be said anew; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    # Imported here since it takes longer to load than everything else together.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.markup import escape  # noqa: PLC0415 - see above

    with Console(stderr=True).status(escape(text)) as status:
        yield lambda words: status.update(escape(words))


def write(text: str) -> None:
    """Print *text*; a character that the stream cannot hold (Windows, pipes) is escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    # Whoever made the text knows whether colours are welcome: click need not take them out.
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False, color=True)


def write_raw(data: bytes) -> None:
    """
    Write *data* to standard output as it is: a text stream would write CRLF on Windows.

    Raises:
        InputError: the system refuses; but a reader that has gone away is no error of ours.
    """
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"standard output: it cannot be written: {error.strerror}") from None


def write_file(path: Path, text: str) -> None:
    """
    Put *text* into a file, whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    try:
        write_atomically(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written: {error.strerror or error}",
            tip="check that the directory is there, and that you may write into it",
        ) from error
