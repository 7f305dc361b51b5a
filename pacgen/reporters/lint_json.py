"""
Lint results as JSON, for programs: one document, or one line for each finding.

This is a contract of its own and not a dump of classes: keys are added, never renamed or taken
away, as long as ``schema`` stays the same. What a program does not know it must pass over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pacgen import __version__
from pacgen.errors import InputError
from pacgen.lint import Evidence, Finding, Fix, Place, Report
from pacgen.lint.catalogue import info
from pacgen.lint.fingerprint import fingerprints
from pacgen.reporters.lint_proof import proof_data
from pacgen.reporters.lint_words import Unreadable

__all__ = ["SCHEMA", "render", "render_lines"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return the document.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    document = {
        "schema": SCHEMA,
        "tool": {"name": "pacgen", "version": __version__},
        "files": [_file(report) | {"findings": list(_findings(report))} for report in reports],
        "unreadable": [_unreadable(name, error) for name, error in unreadable],
    }
    return json.dumps(document, indent=2) + "\n"


def render_lines(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """Return JSON Lines; ``type`` says what each is: a ``file``, a ``finding``, ``unreadable``."""
    lines = [line for report in reports for line in _report_lines(report)]
    lines += [{"type": "unreadable"} | _unreadable(name, error) for name, error in unreadable]
    return "".join(f"{json.dumps({'schema': SCHEMA} | line)}\n" for line in lines)


def _report_lines(report: Report) -> Iterator[dict[str, Any]]:
    yield {"type": "file"} | _file(report)
    for finding in _findings(report):
        yield {"type": "finding"} | finding


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
        "proof": proof_data(report.proof) if report.proof is not None else None,
        "suppressed": report.suppressed,
        "baselined": report.baselined,
    }


def _findings(report: Report) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
        yield _finding(finding, fingerprint)


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    rule = info(finding.rule)
    return {
        "rule": finding.rule,
        "code": rule.code,
        "group": rule.group.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": finding.place.file,
        **_position(finding.place),
        "why": finding.why,
        "tip": finding.tip,
        "subjects": list(finding.subjects),
        "targets": [target.value for target in finding.targets],
        "related": [
            {"path": related.place.file, **_position(related.place), "label": related.label}
            for related in finding.related
        ],
        "count": finding.count,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "fix": _fix(finding.fix) if finding.fix else None,
        "fingerprint": fingerprint,
    }


def _position(place: Place) -> dict[str, int | None]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
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
        "world": evidence.world or None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safe": fix.is_safe,
        "drops_bom": fix.drops_bom,
        "edits": [
            {
                "line": edit.span.line,
                "column": edit.span.column,
                "end_line": edit.span.end_line,
                "end_column": edit.span.end_column,
                "text": edit.text,
            }
            for edit in fix.edits
        ],
    }


def _unreadable(name: str, error: InputError) -> dict[str, Any]:
    return {"path": name, "message": error.what, "usually": error.usually, "tip": error.tip}
