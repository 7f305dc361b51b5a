"""Lint results as a table for each file, for reading through many files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint import Finding, Report
from pacgen.reporters.lint_words import COLOURS, counts, not_shown
from pacgen.reporters.text import Paint, plural, printable

__all__ = ["render"]


def render(reports: Sequence[Report], *, colour: bool = False) -> str:
    """Return for each file its verdict and a row for each finding: place, severity, rule, fact."""
    paint = Paint(enabled=colour)
    lines = [line for report in reports for line in _report(report, paint)]
    if reports:
        lines.append(_summary(reports))
    return "".join(f"{line}\n" for line in lines)


def _report(report: Report, paint: Paint) -> Iterator[str]:
    yield paint(f"{printable(report.pac.name)}: {report.verdict}", bold=True)
    places = [_place(finding) for finding in report.findings]
    widths = [
        max(map(len, places), default=0),
        max((len(finding.severity) for finding in report.findings), default=0),
        max((len(finding.rule) for finding in report.findings), default=0),
    ]
    for place, finding in zip(places, report.findings, strict=True):
        severity = paint(f"{finding.severity:{widths[1]}}", COLOURS[finding.severity])
        message = printable(finding.message)
        yield f"  {place:{widths[0]}}  {severity}  {finding.rule:{widths[2]}}  {message}"
    yield ""


def _place(finding: Finding) -> str:
    numbers = (finding.place.line, finding.place.column)
    return ":".join(str(number) for number in numbers if number is not None) or "-"


def _summary(reports: Sequence[Report]) -> str:
    found = counts(finding for report in reports for finding in report.findings)
    more = not_shown(reports)
    return f"{found} in {plural(len(reports), 'file')}{f' ({more})' if more else ''}"
