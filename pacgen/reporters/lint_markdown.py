"""Lint results as Markdown, for change requests and tickets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint import Finding, Report
from pacgen.reporters.lint_words import (
    Unreadable,
    asked,
    basis,
    code_lines,
    counts,
    cure,
    not_shown,
    problem,
)
from pacgen.reporters.markdown import code, escaped
from pacgen.reporters.text import plural, printable

__all__ = ["render"]


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return a section for each file: the verdict, a table of the findings, then each of them.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    lines = [line for report in reports for line in _report(report)]
    for name, error in unreadable:
        lines += [f"## {code(name)}", "", f"Could not be read: {escaped(problem(error))}", ""]
    more = not_shown(reports)
    if more:
        lines += [f"Not shown: {more}.", ""]
    lines += [f"{escaped(text)}  " for text in dict.fromkeys(map(basis, reports))]
    return "".join(f"{line}\n" for line in lines)


def _report(report: Report) -> Iterator[str]:
    yield f"## {code(report.pac.name)}: {escaped(report.verdict)}"
    yield ""
    yield f"{counts(report.findings).capitalize()}."
    yield ""
    for finding in report.findings:
        yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    line = finding.place.line
    where = f", line {line}" if line is not None else ""
    yield f"### {finding.severity}: {escaped(finding.message)}"
    yield ""
    yield f"Rule {code(finding.rule)}{where}."
    yield ""
    for evidence in finding.evidence:
        yield f"- asked: {code(asked(evidence))}"
    if finding.count > len(finding.evidence) > 0:
        yield f"- and {plural(finding.count - len(finding.evidence), 'more request')}"
    for related in finding.related:
        here = related.place.file == finding.place.file
        where = f"line {related.place.line}" if here else code(str(related.place))
        yield f"- {where}: {escaped(related.label)}"
    if finding.subjects:
        yield f"- about: {', '.join(map(code, finding.subjects))}"
    yield f"- why: {escaped(finding.why)}"
    yield f"- fix: {escaped(cure(finding))}"
    yield ""
    lines = code_lines(finding)
    if lines:
        yield "```js"
        yield from map(printable, lines)
        yield "```"
        yield ""
