"""A firewall's file, read from where the user says, and what is wrong with it as lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pacgen.cli.inputs import STDIN
from pacgen.errors import InputError
from pacgen.firewall import Plan
from pacgen.firewall.checking import Difference, differences
from pacgen.firewall.reading import FirewallFile, read_firewall
from pacgen.reporters.text import plural, printable

__all__ = ["check_lines", "load_bytes", "load_firewall"]

_MAX_SIZE = 16 * 1024**2


def load_firewall(name: str) -> FirewallFile:
    """
    Read the file *name*, ``-`` being standard input.

    Raises:
        InputError: it cannot be read, or is none that :func:`read_firewall` knows.
    """
    return read_firewall("<stdin>" if name == STDIN else name, load_bytes(name))


def load_bytes(name: str) -> bytes:
    """
    Return what is in the file *name*, ``-`` being standard input.

    Raises:
        InputError: it cannot be read, or is larger than any export.
    """
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(_MAX_SIZE + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(_MAX_SIZE + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or error
        raise InputError(f"{printable(name)}: cannot be read: {reason}") from None
    if len(data) > _MAX_SIZE:
        raise InputError(f"{name}: larger than {_MAX_SIZE // 1024**2} MB", tip="check the name")
    return data


def check_lines(file: FirewallFile, wanted: Plan, source: str) -> tuple[list[str], bool]:
    """
    Return what there is to print about *file*, the verdict first, and whether anything is wrong.

    Args:
        file: What the firewall has.
        wanted: What it should have.
        source: Which endpoint data says so.
    """
    found = differences(file, wanted)
    summary = plural(len(found), "difference") if found else "no differences"
    first = f"{file.name}: {summary} from {source}, preset {wanted.preset}"
    return [printable(line) for line in (first, *_lines(file, found))], bool(found)


def _lines(file: FirewallFile, found: tuple[Difference, ...]) -> Iterator[str]:
    for one in found:
        place = file.name if one.line is None else f"{file.name}:{one.line}"
        yield f"{place}: {one.kind}: {one.message}"
