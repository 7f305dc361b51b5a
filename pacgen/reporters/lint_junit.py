"""
Lint results as JUnit XML: an acceptance test of the file.

Each host that must be DIRECT is a test case, each network, each control host; then each finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from pacgen.lint import Check, Finding, Report, Severity
from pacgen.lint.proof import PatternProof
from pacgen.reporters.lint_proof import proof_words
from pacgen.reporters.lint_words import Unreadable, details, problem
from pacgen.reporters.text import cut, printable
from pacgen.reporters.xml import document

__all__ = ["render"]


def render(
    reports: Sequence[Report],
    unreadable: Sequence[Unreadable] = (),
    *,
    fail_on: Severity = Severity.WARNING,
) -> str:
    """
    Return one suite for each file.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
        fail_on: Findings of at least this severity are failures.
    """
    root = ET.Element("testsuites", name="pacgen lint")
    for report in reports:
        root.append(_suite(report, fail_on))
    for name, error in unreadable:
        suite = ET.SubElement(root, "testsuite", name=printable(name), tests="1")
        case = ET.SubElement(suite, "testcase", classname=printable(name), name="can be read")
        ET.SubElement(case, "error", message=printable(problem(error)))
        _count(suite)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    return document(root)


def _suite(report: Report, fail_on: Severity) -> ET.Element:
    name = printable(report.pac.name)
    suite = ET.Element("testsuite", name=name)
    properties = ET.SubElement(suite, "properties")
    for key, value in (
        ("verdict", report.verdict),
        ("endpoints", f"{report.instance} {report.version}".strip()),
        ("preset", report.preset.value),
    ):
        ET.SubElement(properties, "property", name=key, value=printable(value))
    proofs = {p.pattern: p for p in report.proof.patterns} if report.proof else {}
    for check in report.checks:
        suite.append(_check(check, proofs.get(check.subject), name))
    for finding in report.findings:
        suite.append(_finding(finding, name, fail_on))
    _count(suite)
    return suite


def _check(check: Check, proof: PatternProof | None, file: str) -> ET.Element:
    title = f"{check.subject} -> {check.expected}"
    case = ET.Element("testcase", classname=file, name=printable(title))
    if proof is not None:
        properties = ET.SubElement(case, "properties")
        ET.SubElement(properties, "property", name="proof", value=printable(proof_words(proof)))
    if not check.passed:
        answer = f"{check.url} -> {cut(check.returned)}, expected {check.expected}"
        ET.SubElement(case, "failure", message=printable(answer), type="route")
    elif proof is not None and proof.refutation is not None:
        words = f"{proof_words(proof)}, expected {check.expected}"
        ET.SubElement(case, "failure", message=printable(words), type="route")
    return case


def _finding(finding: Finding, file: str, fail_on: Severity) -> ET.Element:
    numbers = [str(n) for n in (finding.place.line, finding.place.column) if n is not None]
    title = " ".join([finding.rule, *([f"at {':'.join(numbers)}"] if numbers else [])])
    case = ET.Element("testcase", classname=file, name=f"{title}: {printable(finding.message)}")
    if finding.severity.rank <= fail_on.rank:
        kind = finding.severity.value
        message = printable(finding.message)
        element = ET.SubElement(case, "failure", message=message, type=kind)
    else:
        element = ET.SubElement(case, "system-out")
    lines = [line for paragraph in details(finding) for line in paragraph.splitlines()]
    element.text = "\n".join(map(printable, lines))
    return case


def _count(suite: ET.Element) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", str(sum(case.find("error") is not None for case in cases)))
