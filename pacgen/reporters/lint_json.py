"""
Lint results as JSON, for programs.

This is a contract of its own and not a dump of classes: keys are added, never renamed or taken
away, as long as ``schema`` stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pacgen import __version__
from pacgen.errors import InputError
from pacgen.lint import RULES, Evidence, Finding, Report

__all__ = ["SCHEMA", "render"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""

_CODES = {rule.name: rule.code for rule in RULES}


def render(reports: Sequence[Report], unreadable: Sequence[tuple[str, InputError]] = ()) -> str:
    """
    Return the document.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "files": [_file(report) for report in reports],
        "unreadable": [_unreadable(name, error) for name, error in unreadable],
    }
    return json.dumps(document, indent=2) + "\n"


def _file(report: Report) -> dict[str, Any]:
    tally = report.tally
    return {
        "path": report.pac.name,
        "outcome": report.outcome.value,
        "verdict": report.verdict,
        "encoding": report.pac.encoding,
        "endpoints": {
            "instance": report.instance.value,
            "version": report.version,
            "preset": report.preset.value,
        },
        "targets": [target.value for target in report.targets],
        "default": report.default,
        "default_is_direct": report.default_is_direct,
        "coverage": {
            "hosts": {"direct": tally.hosts_direct, "total": tally.hosts},
            "networks": {"direct": tally.networks_direct, "total": tally.networks},
            "controls": {"proxied": tally.controls_proxied, "total": tally.controls},
            "requests": {"failed": tally.faults, "total": tally.requests},
        },
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "code": _CODES.get(finding.rule),
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "why": finding.why,
        "tip": finding.tip,
        "subjects": list(finding.subjects),
        "count": finding.count,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": evidence.url,
        "host": evidence.host,
        "target": evidence.target.value,
        "returned": evidence.returned,
        "route": evidence.route,
        "fault": evidence.fault or None,
        "expected": evidence.expected,
        "sets": list(evidence.sets),
        "category": evidence.category.value if evidence.category else None,
        "version": evidence.version or None,
    }


def _unreadable(name: str, error: InputError) -> dict[str, Any]:
    return {"path": name, "message": error.what, "usually": error.usually, "tip": error.tip}
