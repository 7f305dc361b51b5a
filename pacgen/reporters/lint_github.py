"""Lint results as workflow commands of GitHub Actions, which become annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pacgen.lint import Finding, Report, Severity
from pacgen.lint.fingerprint import portable_path
from pacgen.reporters.lint_words import Unreadable, details, problem
from pacgen.reporters.text import printable

__all__ = ["render"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return for each file its verdict, then an annotation for each finding.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    lines = [line for report in reports for line in _lines(report)]
    for name, error in unreadable:
        properties = {"file": portable_path(name), "title": "unreadable"}
        lines.append(_command("error", properties, problem(error)))
    return "".join(f"{line}\n" for line in lines)


def _lines(report: Report) -> Iterator[str]:
    yield printable(f"{report.pac.name}: {report.verdict}")
    for finding in report.findings:
        yield _annotation(finding)


def _annotation(finding: Finding) -> str:
    place = finding.place
    one_line = place.end_line == place.line
    properties = {
        "file": portable_path(place.file),
        "line": place.line,
        "endLine": place.end_line,
        # Columns are for pieces within one line; GitHub takes them amiss otherwise.
        "col": place.column if one_line or place.end_line is None else None,
        "endColumn": place.end_column if one_line else None,
        "title": finding.rule,
    }
    text = "\n".join([finding.message, *details(finding)])
    return _command(_COMMANDS[finding.severity], properties, text)


def _command(command: str, properties: Mapping[str, str | int | None], text: str) -> str:
    given = ",".join(
        f"{key}={_escaped(printable(str(value)), ':,')}"
        for key, value in properties.items()
        if value is not None
    )
    lines = "\n".join(map(printable, text.splitlines()))
    return f"::{command} {given}::{_escaped(lines)}"


def _escaped(text: str, also: str = "") -> str:
    text = text.replace("%", "%25").replace("\n", "%0A")
    for char in also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
