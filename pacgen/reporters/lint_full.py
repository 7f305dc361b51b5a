"""Lint results for people: the verdict first, then every finding with its evidence and its cure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint import Finding, Place, Report, Severity
from pacgen.reporters.excerpt import excerpt
from pacgen.reporters.lint_words import asked, basis, code_lines, counts, cure, not_shown
from pacgen.reporters.text import Paint, plural, printable, wrapped

__all__ = ["render"]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NAMED_IN_MESSAGE = 3


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
        yield self._paint(f"{printable(report.pac.name)}: {report.verdict}", bold=True)
        for finding in report.findings:
            yield ""
            yield from self._finding(finding, report.pac.text)

    def _finding(self, finding: Finding, source: str) -> Iterator[str]:
        head = f"{finding.severity}[{finding.rule}]"
        first, *more = wrapped(finding.message, first=f"{head}: ", rest="    ")
        colour = _COLOURS[finding.severity]
        yield self._paint(head, colour, bold=True) + first.removeprefix(head)
        yield from more
        yield f" --> {printable(str(finding.place))}"
        yield from self._excerpt(source, finding.place, "^", colour)
        for related in finding.related:
            yield from wrapped(f"{related.place}: {related.label}", first=" ::: ", rest=" " * 5)
            yield from self._excerpt(source, related.place, "-", "blue")
        yield from _evidence(finding)
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


def _evidence(finding: Finding) -> Iterator[str]:
    if len(finding.subjects) > _NAMED_IN_MESSAGE:
        yield from _note("all", ", ".join(finding.subjects))
    for evidence in finding.evidence:
        yield from _note("asked", asked(evidence))
    if finding.evidence and finding.count > len(finding.evidence):
        yield f"{'':11}and {plural(finding.count - len(finding.evidence), 'more request')}"
    if finding.targets:
        yield from _note("holds", f"for {', '.join(finding.targets)}")


def _note(label: str, text: str) -> list[str]:
    return wrapped(text, first=f"  = {label + ':':6} ", rest=" " * 11)


def _summary(reports: Sequence[Report]) -> Iterator[str]:
    where = f" in {plural(len(reports), 'file')}" if len(reports) > 1 else ""
    more = not_shown(reports)
    found = counts(finding for report in reports for finding in report.findings)
    yield f"{found}{where}{f' ({more})' if more else ''}"
    yield from dict.fromkeys(map(basis, reports))
