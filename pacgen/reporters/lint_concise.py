"""Lint results one per line, for editors and grep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint import Report
from pacgen.reporters.text import printable

__all__ = ["render"]


def render(reports: Sequence[Report]) -> str:
    """
    Return for each file its verdict, then its findings.

    A finding reads ``path:line:column: severity[rule] message``; without line and column where
    they are not known.
    """
    return "".join(f"{printable(line)}\n" for report in reports for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.pac.name}: {report.verdict}"
    for finding in report.findings:
        yield f"{finding.place}: {finding.severity}[{finding.rule}] {finding.message}"
