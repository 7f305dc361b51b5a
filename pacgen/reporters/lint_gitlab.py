"""Lint results as a code quality report of GitLab."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pacgen.lint import Finding, Report, Severity
from pacgen.lint.fingerprint import fingerprints, portable_path
from pacgen.reporters.lint_words import Unreadable, details, problem

__all__ = ["render"]

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return the array that GitLab reads as the artifact ``codequality``.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    issues = [
        _issue(finding, mark)
        for report in reports
        for finding, mark in zip(report.findings, fingerprints(report), strict=True)
    ]
    issues += [_unreadable(name, problem(error)) for name, error in unreadable]
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": f"{finding.message}; {finding.why}",
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": portable_path(finding.place.file),
            # A line is demanded; what concerns the whole file stands at the first.
            "lines": {"begin": finding.place.line or 1},
        },
        "content": {"body": "\n\n".join(details(finding))},
    }


def _unreadable(name: str, message: str) -> dict[str, Any]:
    path = portable_path(name)
    return {
        "description": message,
        "check_name": "unreadable",
        "fingerprint": f"unreadable-{path}",
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1}},
    }
