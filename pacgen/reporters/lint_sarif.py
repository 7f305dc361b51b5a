"""
Lint results as SARIF 2.1.0, for code scanning.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from pacgen import __version__
from pacgen.lint import Evidence, Finding, Place, Report, Severity
from pacgen.lint.catalogue import RuleInfo, catalogue
from pacgen.lint.fingerprint import fingerprints, portable_path
from pacgen.reporters import rule_text
from pacgen.reporters.lint_proof import proof_data
from pacgen.reporters.lint_words import Unreadable, details, problem
from pacgen.reporters.rule_markdown import page
from pacgen.reporters.text import printable

__all__ = ["LEVELS", "render"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT = "pacgen/v1"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SECURITY = {Severity.ERROR: "7.5", Severity.WARNING: "5.0", Severity.INFO: "2.0"}
"""What code scanning sorts security findings by."""


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return one log with one run.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    rules = catalogue()
    numbers = {rule.name: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "pacgen",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unreadable,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": printable(problem(error))},
                        "locations": [{"physicalLocation": {"artifactLocation": _artifact(name)}}],
                    }
                    for name, error in unreadable
                ],
            }
        ],
        "properties": {
            "endpoints": sorted({f"{r.instance} {r.version}".strip() for r in reports}),
            "verdicts": [f"{report.pac.name}: {report.verdict}" for report in reports],
            "proofs": {
                report.pac.name: proof_data(report.proof)
                for report in reports
                if report.proof is not None
            },
        },
        "results": [result for report in reports for result in _results(report, numbers)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": [rule.group.value, rule.code], "precision": "high"}
    if rule.group == "security":
        properties["security-severity"] = _SECURITY[rule.severity]
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why[:1].upper()}{rule.why[1:]}."},
        # No helpUri: the page itself is here, as readers of Markdown and others show it.
        "help": {"text": rule_text.render(rule), "markdown": page(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.by_default},
        "properties": properties,
    }


def _results(report: Report, numbers: dict[str, int]) -> list[dict[str, Any]]:
    marks = fingerprints(report)
    return [
        _result(finding, numbers[finding.rule], mark)
        for finding, mark in zip(report.findings, marks, strict=True)
    ]


def _result(finding: Finding, number: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": {"text": _text("\n".join([finding.message, *details(finding)]))},
        "locations": [{"physicalLocation": _physical(finding.place)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {
            "confidence": finding.confidence.value,
            "subjects": list(finding.subjects),
            "targets": [target.value for target in finding.targets],
            "evidence": [_evidence(evidence) for evidence in finding.evidence],
        },
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(related.place),
                "message": {"text": _text(related.label)},
            }
            for number, related in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding)]
    return result


def _fix(finding: Finding) -> dict[str, Any]:
    assert finding.fix is not None  # noqa: S101 - the caller has looked
    return {
        "description": {"text": finding.fix.title},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(finding.place.file),
                "replacements": [
                    {
                        "deletedRegion": {
                            "startLine": edit.span.line,
                            "startColumn": edit.span.column,
                            "endLine": edit.span.end_line,
                            "endColumn": edit.span.end_column,
                        },
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in finding.fix.edits
                ],
            }
        ],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": evidence.url,
        "target": evidence.target.value,
        "returned": evidence.returned,
        "expected": evidence.expected,
    }


def _physical(place: Place) -> dict[str, Any]:
    # A finding about the whole file stands at its first line: code scanning shows nothing that
    # has no line.
    region = {
        "startLine": place.line or 1,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "artifactLocation": _artifact(place.file),
        "region": {key: value for key, value in region.items() if value is not None},
    }


def _artifact(name: str) -> dict[str, str]:
    if "://" in name:
        return {"uri": name}
    if name == "<stdin>":
        return {"uri": "stdin"}
    path = PurePath(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": urllib.parse.quote(portable_path(name), errors="backslashreplace")}


def _text(text: str) -> str:
    return "\n".join(printable(line) for line in text.splitlines())
