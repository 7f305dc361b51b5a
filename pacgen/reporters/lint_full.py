"""Lint results for people: the verdict first, then every finding with its evidence and its cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pacgen.lint import Finding, Place, Report, Severity
from pacgen.reporters.excerpt import excerpt
from pacgen.reporters.lint_words import (
    COLOURS,
    asked,
    basis,
    code_lines,
    counts,
    cure,
    extents,
    not_shown,
)
from pacgen.reporters.text import WIDTH, Paint, cut, plural, printable, wrapped

__all__ = ["render"]

_NAMED_IN_MESSAGE = 3
_MOST_NAMED = 12
_MOST_ASKED = 2
_MOST_OF_A_RULE = 3
"""So many findings of one rule in one file are shown whole; the others are alike."""

_MOST_PLACES = 8
"""Of the others so many have a line each."""


def render(reports: Sequence[Report], *, colour: bool = False) -> str:
    """Return the whole text, which ends with a newline unless there is nothing to say."""
    writer = _Writer(Paint(enabled=colour))
    blocks = ["\n".join(writer.report(report)) for report in reports]
    if blocks:
        blocks.append("\n".join(_summary(reports)))
    return "".join(f"{block}\n" for block in "\n\n".join(blocks).splitlines())


class _Writer:
    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._explained: set[str] = set()

    def report(self, report: Report) -> Iterator[str]:
        """Yield the verdict and the findings."""
        for line in wrapped(f"{report.pac.name}: {report.verdict}", first="", rest="    "):
            yield self._paint(line, bold=True)
        shown: Counter[tuple[str, Severity]] = Counter()
        for number, finding in enumerate(report.findings):
            kind = finding.rule, finding.severity
            shown[kind] += 1
            if shown[kind] <= _MOST_OF_A_RULE:
                yield ""
                yield from self._finding(finding, report)
            elif shown[kind] == _MOST_OF_A_RULE + 1:
                later = report.findings[number:]
                yield ""
                yield from self._others([f for f in later if (f.rule, f.severity) == kind])

    def _others(self, findings: Sequence[Finding]) -> Iterator[str]:
        first = findings[0]
        head = f"{first.severity}[{first.rule}]"
        yield f"{self._paint(head, COLOURS[first.severity], bold=True)}: {len(findings)} more"
        for finding in findings[:_MOST_PLACES]:
            yield cut(printable(f" --> {finding.place}: {finding.message}"), WIDTH)
        if len(findings) > _MOST_PLACES:
            yield f"     and {len(findings) - _MOST_PLACES} more; --format concise lists all"

    def _finding(self, finding: Finding, report: Report) -> Iterator[str]:
        source = report.pac.text
        head = f"{finding.severity}[{finding.rule}]"
        first, *more = wrapped(finding.message, first=f"{head}: ", rest="    ")
        colour = COLOURS[finding.severity]
        yield self._paint(head, colour, bold=True) + first.removeprefix(head)
        yield from more
        yield f" --> {printable(str(finding.place))}"
        if finding.place.file == report.pac.name:
            yield from self._excerpt(source, finding.place, "^", colour)
        for related in finding.related:
            yield from wrapped(f"{related.place}: {related.label}", first=" ::: ", rest=" " * 5)
            if related.place.file == finding.place.file:
                yield from self._excerpt(source, related.place, "-", "blue")
        yield from _evidence(finding, report)
        yield from _note("why", finding.why)
        yield from _note("fix", cure(finding))
        for line in code_lines(finding):
            yield f"{'':11}{printable(line)}"
        if finding.fix is not None:
            option = "--fix" if finding.fix.is_safe else "--unsafe-fixes"
            yield from _note("apply", f"{option} can {finding.fix.title}")
        if finding.rule not in self._explained:
            # Once is enough: the page of a rule does not change from one finding to the next.
            self._explained.add(finding.rule)
            yield from _note("more", f"pacgen rule {finding.rule}")

    def _excerpt(self, source: str, place: Place, mark: str, colour: str) -> Iterator[str]:
        known = place.end_line is not None and place.end_column is not None
        end = (place.end_line or 0, place.end_column or 0) if known else None
        yield from excerpt(
            source,
            place.line,
            place.column,
            end,
            mark=mark,
            paint=lambda marks: self._paint(marks, colour, bold=True),
        )


def _evidence(finding: Finding, report: Report) -> Iterator[str]:
    if len(finding.subjects) > _NAMED_IN_MESSAGE:
        left = len(finding.subjects) - _MOST_NAMED
        more = f" and {left} more" if left > 0 else ""
        yield from _note("all", f"{', '.join(finding.subjects[:_MOST_NAMED])}{more}")
    shown = finding.evidence[:_MOST_ASKED]
    for evidence in shown:
        yield from _note("asked", asked(evidence))
    if shown and finding.count > len(shown):
        yield f"{'':11}and {plural(finding.count - len(shown), 'more request')}"
    if finding.targets and set(finding.targets) != set(report.targets):
        yield from _note("holds", f"for {', '.join(finding.targets)}")


def _note(label: str, text: str) -> list[str]:
    return wrapped(text, first=f"  = {label + ':':6} ", rest=" " * 11)


def _summary(reports: Sequence[Report]) -> Iterator[str]:
    if len(reports) > 1:
        yield extents(reports)
    more = not_shown(reports)
    found = counts(finding for report in reports for finding in report.findings)
    yield f"{found}{f' ({more})' if more else ''}"
    yield from dict.fromkeys(map(basis, reports))
