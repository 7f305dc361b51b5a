"""Where the result of ``pacgen probe`` goes: standard output or a file, and a picture."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from pacgen.cli.output import Colour, wants_colour, write, write_file
from pacgen.errors import InputError
from pacgen.probe.check import Check
from pacgen.reporters.probe import render
from pacgen.reporters.probe_chart import chart
from pacgen.reporters.probe_terminal import LEVELS

__all__ = ["Places"]


@dataclass(frozen=True, slots=True)
class Places:
    """Which files the user wants; all others go to standard output."""

    report: Path | None
    picture: Path | None

    def check(self) -> None:
        """
        Make sure that the files can be written, before anybody waits for what they shall hold.

        Raises:
            InputError: one cannot.
        """
        for path in (self.report, self.picture):
            if path is not None and not os.access(path.absolute().parent, os.W_OK):
                raise InputError(
                    f"{path}: cannot be written",
                    tip="check that the directory is there, and that you may write into it",
                )

    def write(self, checks: Sequence[Check], form: str, *, source: str, colour: Colour) -> None:
        """
        Write the report in the format *form*, and the picture if there is something to draw.

        Raises:
            InputError: a file cannot be written.
        """
        text = render(
            checks,
            form,
            source=source,
            colour=self.report is None and wants_colour(colour),
            picture=self._way_to_picture(),
            draws=self.report is not None or _can_show(LEVELS),
        )
        if self.report is None:
            write(text)
        else:
            write_file(self.report, text)
        if self.picture is not None:
            _draw(self.picture, checks)

    def _way_to_picture(self) -> str:
        """Return how the report names the picture: by the way from its own directory."""
        if self.picture is None:
            return ""
        if self.report is not None:
            with contextlib.suppress(ValueError):  # another drive of Windows
                return Path(os.path.relpath(self.picture, self.report.parent)).as_posix()
        return self.picture.as_posix()


def _can_show(characters: str) -> bool:
    try:
        characters.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _draw(path: Path, checks: Sequence[Check]) -> None:
    measured = next((check for check in checks if check.samples), None)
    if measured is None:
        click.echo(f"pacgen: {path} is not written: nothing was measured", err=True)
        return
    write_file(path, chart(measured.samples, limit=measured.limit, title=measured.summary))
