"""Lint results for people: the verdict first, then every finding with its evidence and its cure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.engine import Target
from pacgen.lint import Evidence, Finding, Report, Severity
from pacgen.reporters.excerpt import excerpt
from pacgen.reporters.text import Paint, cut, plural, printable, wrapped

__all__ = ["render"]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NAMED_IN_MESSAGE = 3
_CODE = "    "


def render(reports: Sequence[Report], *, colour: bool = False) -> str:
    """Return the whole text, which ends with a newline unless there is nothing to say."""
    paint = Paint(enabled=colour)
    blocks = ["\n".join(_report(report, paint)) for report in reports]
    if blocks:
        blocks.append("\n".join(_summary(reports)))
    return "".join(f"{block}\n" for block in "\n\n".join(blocks).splitlines())


def _report(report: Report, paint: Paint) -> Iterator[str]:
    yield paint(f"{printable(report.pac.name)}: {report.verdict}", bold=True)
    for finding in report.findings:
        yield ""
        yield from _finding(finding, report.pac.text, paint)


def _finding(finding: Finding, source: str, paint: Paint) -> Iterator[str]:
    head = f"{finding.severity}[{finding.rule}]"
    first, *more = wrapped(finding.message, first=f"{head}: ", rest="    ")
    yield paint(head, _COLOURS[finding.severity], bold=True) + first.removeprefix(head)
    yield from more
    yield f" --> {printable(str(finding.place))}"
    yield from excerpt(
        source,
        finding.place.line,
        finding.place.column,
        paint=lambda caret: paint(caret, _COLOURS[finding.severity], bold=True),
    )
    if len(finding.subjects) > _NAMED_IN_MESSAGE:
        yield from _note("all", ", ".join(finding.subjects))
    for evidence in finding.evidence:
        yield from _note("asked", _asked(evidence))
    if finding.evidence and finding.count > len(finding.evidence):
        yield f"{'':11}and {plural(finding.count - len(finding.evidence), 'more request')}"
    yield from _note("why", finding.why)
    yield from _tip(finding.tip)


def _asked(evidence: Evidence) -> str:
    if evidence.returned is None:
        answer = f"failed ({cut(evidence.fault)})"
    else:
        answer = cut(evidence.returned) or "an empty text"
    details = []
    if evidence.sets:
        noun = "set" if len(evidence.sets) == 1 else "sets"
        details.append(f"{noun} {' and '.join(map(str, evidence.sets))}")
    if evidence.category is not None:
        details.append(evidence.category.value)
    if evidence.target is not Target.CHROMIUM:
        details.append(f"as {evidence.target}")
    reason = f" ({', '.join(details)})" if details else ""
    return f"{evidence.url} -> {answer}, expected {evidence.expected}{reason}"


def _tip(tip: str) -> Iterator[str]:
    """Yield the cure; code is left as it is, so that it can be copied."""
    prose = [line for line in tip.splitlines() if not line.startswith(_CODE)]
    yield from _note("fix", " ".join(prose))
    for line in tip.splitlines():
        if line.startswith(_CODE):
            yield f"{'':7}{printable(line)}"


def _note(label: str, text: str) -> list[str]:
    return wrapped(text, first=f"  = {label + ':':6} ", rest=" " * 11)


def _summary(reports: Sequence[Report]) -> Iterator[str]:
    counts = {severity: sum(r.count(severity) for r in reports) for severity in Severity}
    found = [
        "1 info" if (severity, n) == (Severity.INFO, 1) else plural(n, severity.value)
        for severity, n in counts.items()
        if n
    ]
    where = f" in {plural(len(reports), 'file')}" if len(reports) > 1 else ""
    yield f"{', '.join(found) or 'no findings'}{where}"
    yield from dict.fromkeys(map(_basis, reports))


def _basis(report: Report) -> str:
    return (
        f"endpoint data: {report.instance} {report.version or '(version unknown)'}, "
        f"preset {report.preset}"
    )
