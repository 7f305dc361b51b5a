"""Lint results as Markdown, for change requests and tickets."""

from __future__ import annotations

import re
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
from pacgen.reporters.text import plural, printable

__all__ = ["render"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(reports: Sequence[Report], unreadable: Sequence[Unreadable] = ()) -> str:
    """
    Return a section for each file: the verdict, a table of the findings, then each of them.

    Args:
        reports: One for each file that could be read.
        unreadable: Name and error of each that could not.
    """
    lines = [line for report in reports for line in _report(report)]
    for name, error in unreadable:
        lines += [f"## {_span(name)}", "", f"Could not be read: {_text(problem(error))}", ""]
    more = not_shown(reports)
    if more:
        lines += [f"Not shown: {more}.", ""]
    lines += [f"{_text(text)}  " for text in dict.fromkeys(map(basis, reports))]
    return "".join(f"{line}\n" for line in lines)


def _report(report: Report) -> Iterator[str]:
    yield f"## {_span(report.pac.name)}: {_text(report.verdict)}"
    yield ""
    yield f"{counts(report.findings).capitalize()}."
    yield ""
    for finding in report.findings:
        yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    line = finding.place.line
    where = f", line {line}" if line is not None else ""
    yield f"### {finding.severity}: {_text(finding.message)}"
    yield ""
    yield f"Rule {_span(finding.rule)}{where}."
    yield ""
    for evidence in finding.evidence:
        yield f"- asked: {_span(asked(evidence))}"
    if finding.count > len(finding.evidence) > 0:
        yield f"- and {plural(finding.count - len(finding.evidence), 'more request')}"
    for related in finding.related:
        yield f"- line {related.place.line}: {_text(related.label)}"
    if finding.subjects:
        yield f"- about: {', '.join(map(_span, finding.subjects))}"
    yield f"- why: {_text(finding.why)}"
    yield f"- fix: {_text(cure(finding))}"
    yield ""
    code = code_lines(finding)
    if code:
        yield "```js"
        yield from map(printable, code)
        yield "```"
        yield ""


def _text(text: str) -> str:
    """Return *text* with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def _span(text: str) -> str:
    """Return *text* as code; the fence is longer than any run of backticks in it."""
    text = printable(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"
