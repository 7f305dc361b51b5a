"""How often each rule was broken, as a table or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pacgen.lint import Report, Severity
from pacgen.lint.catalogue import info
from pacgen.reporters.lint_words import counts
from pacgen.reporters.text import plural

__all__ = ["render", "render_json"]


@dataclass(frozen=True, slots=True)
class _Row:
    rule: str
    severity: Severity
    """The worst that it had."""

    findings: int
    files: int
    fixable: int


def render(reports: Sequence[Report]) -> str:
    """Return a row for each rule, the most frequent first, and the sum."""
    rows = _rows(reports)
    found = counts(finding for report in reports for finding in report.findings)
    summary = f"{found} in {plural(len(reports), 'file')}"
    if not rows:
        return f"{summary}\n"
    number = max(len(str(row.findings)) for row in rows)
    name = max(len(row.rule) for row in rows)
    lines = [
        f"{row.findings:{number}}  {info(row.rule).code:5}  {row.rule:{name}}  {row.severity:7}  "
        f"{plural(row.files, 'file')}{', --fix' if row.fixable else ''}"
        for row in rows
    ]
    return "".join(f"{line}\n" for line in [*lines, summary])


def render_json(reports: Sequence[Report]) -> str:
    """Return the same as JSON."""
    rows = [
        {
            "rule": row.rule,
            "code": info(row.rule).code,
            "severity": row.severity.value,
            "findings": row.findings,
            "files": row.files,
            "fixable": row.fixable,
        }
        for row in _rows(reports)
    ]
    document = {"schema": 1, "files": len(reports), "rules": rows}
    return json.dumps(document, indent=2) + "\n"


def _rows(reports: Sequence[Report]) -> list[_Row]:
    findings = [finding for report in reports for finding in report.findings]
    numbers = Counter(finding.rule for finding in findings)
    rows = [
        _Row(
            rule,
            min(
                (finding.severity for finding in findings if finding.rule == rule),
                key=lambda severity: severity.rank,
            ),
            number,
            sum(any(f.rule == rule for f in report.findings) for report in reports),
            sum(f.rule == rule and f.fix is not None and f.fix.is_safe for f in findings),
        )
        for rule, number in numbers.items()
    ]
    return sorted(rows, key=lambda row: (-row.findings, row.rule))
