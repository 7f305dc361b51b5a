"""Lint results for people: the verdict first, then every finding with its evidence and its cure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.engine import Target
from pacgen.lint import Evidence, Finding, Report, Severity
from pacgen.reporters.text import WIDTH, Paint, plural, printable, wrapped

__all__ = ["render"]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NAMED_IN_MESSAGE = 3
_CODE = "    "
_ELLIPSIS = "..."
_LONGEST = 200
"""Characters of an answer that are shown; the script decides how long it is."""


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
    yield from _excerpt(finding, source, paint)
    if len(finding.subjects) > _NAMED_IN_MESSAGE:
        yield from _note("all", ", ".join(finding.subjects))
    for evidence in finding.evidence:
        yield from _note("asked", _asked(evidence))
    if finding.evidence and finding.count > len(finding.evidence):
        yield f"{'':11}and {plural(finding.count - len(finding.evidence), 'more request')}"
    yield from _note("why", finding.why)
    yield from _tip(finding.tip)


def _excerpt(finding: Finding, source: str, paint: Paint) -> Iterator[str]:
    """Yield the line in question, with a caret below the column if that is known."""
    line, column = finding.place.line, finding.place.column
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return
    gutter = " " * len(str(line))
    text, caret = _window(lines[line - 1].rstrip("\r"), column or 1, WIDTH - len(gutter) - 3)
    yield f"{gutter} |"
    yield f"{line} | {text}"
    if column is not None:
        yield f"{gutter} | {' ' * caret}{paint('^', _COLOURS[finding.severity], bold=True)}"


def _window(text: str, column: int, width: int) -> tuple[str, int]:
    """Return as much of a line around *column* as fits, and where the column is in it, from 0."""
    index = min(column - 1, len(text))
    start = 0 if len(text) <= width else max(0, min(index - width // 2, len(text) - width))
    shown = text[start : start + width]
    if start > 0:
        shown = _ELLIPSIS + shown[len(_ELLIPSIS) :]
    if start + width < len(text):
        shown = shown[: -len(_ELLIPSIS)] + _ELLIPSIS
    before = printable(shown[: index - start])
    return before + printable(shown[index - start :]), len(before)


def _asked(evidence: Evidence) -> str:
    if evidence.returned is None:
        answer = f"failed ({_cut(evidence.fault)})"
    else:
        answer = _cut(evidence.returned) or "an empty text"
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


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - len(_ELLIPSIS)]}{_ELLIPSIS}"


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
