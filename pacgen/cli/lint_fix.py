"""``pacgen lint --fix`` and ``--diff``: changes of files that mend findings."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from pacgen.cli.inputs import STDIN
from pacgen.engine import PacFile
from pacgen.errors import InputError, UsageError
from pacgen.files import write_atomically
from pacgen.lint import Finding, Report
from pacgen.lint.fix import Refusal, apply_fixes
from pacgen.policy.expectation import Expectation
from pacgen.reporters.text import plural, printable

__all__ = ["Mended", "check_writable", "diff", "mend", "say_what_was_done", "write_back"]

_PASSES = 5
"""A fix may make another one possible; more often than this nothing new comes of it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after."""

    before: PacFile
    report: Report
    """What is left, on the file as it is after."""

    applied: tuple[Finding, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the file is another one now."""
        return self.report.pac.data != self.before.data


def check_writable(names: Sequence[str]) -> None:
    """
    Refuse to mend what cannot be written.

    Raises:
        UsageError: one of *names* is standard input or a URL.
    """
    for name in names:
        if name == STDIN or "://" in name:
            raise UsageError(
                f"--fix cannot write to {name}", tip="use --diff to see what it would change"
            )


def mend(
    report: Report, expectation: Expectation, again: Callable[[PacFile], Report], *, unsafe: bool
) -> Mended:
    """
    Apply the fixes of *report*, look at the file again, and apply what is possible then.

    Args:
        report: What was found, and is wanted.
        expectation: What the file is held against.
        again: Lints a file as it was linted for *report*.
        unsafe: Whether to apply fixes, too, that people should look at.
    """
    before = report.pac
    applied: list[Finding] = []
    refused: tuple[Refusal, ...] = ()
    for _ in range(_PASSES):
        fixed = apply_fixes(report.pac, report.findings, expectation, unsafe=unsafe)
        refused = fixed.refused
        if not fixed.applied:
            break
        applied += fixed.applied
        report = replace(again(fixed.pac), pac=fixed.pac)
    return Mended(before, report, tuple(applied), refused)


def write_back(mended: Mended) -> None:
    """
    Write the file, whole or not at all, if it has changed.

    Raises:
        InputError: it cannot be written.
    """
    if not mended.is_changed:
        return
    path = Path(mended.before.name)
    try:
        write_atomically(path, mended.report.pac.data)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def say_what_was_done(mended: Mended) -> None:
    """Tell on standard error which fixes were applied, and which were not and why."""
    name = printable(mended.before.name)
    if mended.applied:
        number = plural(len(mended.applied), "finding")
        rules = ", ".join(sorted({finding.rule for finding in mended.applied}))
        click.echo(f"pacgen: {name}: {number} mended: {rules}", err=True)
    for refusal in mended.refused:
        text = printable(f"{refusal.finding.place}: {refusal.finding.rule}: {refusal.reason}")
        click.echo(f"pacgen: not mended: {text}", err=True)


def diff(mended: Sequence[Mended]) -> str:
    """Return all changes as a unified diff; line ends that change are not shown."""
    return "".join(line for one in mended if one.is_changed for line in _diff(one))


def _diff(mended: Mended) -> Iterator[str]:
    name = printable(mended.before.name)
    before, after = (pac.text.splitlines() for pac in (mended.before, mended.report.pac))
    if mended.before.has_bom and not mended.report.pac.has_bom:
        yield f"# {name}: without byte-order mark\n"
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm=""):
        yield f"{_visible(line)}\n"


def _visible(line: str) -> str:
    """Return a line of a file as it is, tabs too, but harmless to a terminal."""
    return "\t".join(map(printable, line.split("\t")))
