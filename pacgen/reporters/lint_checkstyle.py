"""Lint results as Checkstyle XML, which many build servers and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from pacgen.lint import Finding, Report
from pacgen.lint.fingerprint import portable_path
from pacgen.reporters.lint_words import Unreadable, problem
from pacgen.reporters.text import printable
from pacgen.reporters.xml import document

__all__ = ["render"]


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return one element for each file, with one for each finding.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    root = ET.Element("checkstyle", version="4.3")
    for report in reports:
        file = ET.SubElement(root, "file", name=printable(portable_path(report.pac.name)))
        for finding in report.findings:
            ET.SubElement(file, "error", _attributes(finding))
    for name, error in unreadable:
        file = ET.SubElement(root, "file", name=printable(portable_path(name)))
        message = printable(problem(error))
        ET.SubElement(file, "error", severity="error", message=message, source="pacgen.unreadable")
    return document(root)


def _attributes(finding: Finding) -> dict[str, str]:
    place = {"line": finding.place.line, "column": finding.place.column}
    return {
        **{key: str(value) for key, value in place.items() if value is not None},
        "severity": finding.severity.value,
        "message": printable(f"{finding.message}; {finding.why}"),
        "source": f"pacgen.{finding.rule}",
    }
