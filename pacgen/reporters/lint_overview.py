"""Lint results on one screen, for people whose terminal is too small for the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pacgen.lint import Finding, Outcome, Report, Severity
from pacgen.reporters.lint_words import COLOURS, basis, counts, extents, not_shown
from pacgen.reporters.text import WIDTH, Paint, cut, plural, printable, wrapped

__all__ = ["render"]

_MORE = "more:  --format full has evidence, reason and cure of each (also through a pipe)"
_LINES = 3
"""So many places of a rule are told."""

_LEAST = 4
"""Lines for findings, however low the terminal is."""


def render(reports: Sequence[Report], *, height: int, colour: bool = False) -> str:
    """
    Return what matters most, in at most *height* lines (if that is no less than a dozen).

    Of one file, the verdict and each broken rule, the worst first, with the first of its findings;
    of several, the sum and a line for each file, the worst first.
    """
    paint = Paint(enabled=colour)
    one = reports[0] if len(reports) == 1 else None
    head = list(_verdict(one, paint) if one else _sum(reports, paint))
    foot = ["", *dict.fromkeys(map(basis, reports)), _MORE]
    room = max(_LEAST, height - len(head) - len(foot) - 1)
    body = _rules(one, room, paint) if one else _files(reports, room, paint)
    return "".join(f"{line}\n" for line in [*head, *body, *foot])


def _verdict(report: Report, paint: Paint) -> Iterator[str]:
    for line in wrapped(f"{report.pac.name}: {report.verdict}", first="", rest="    "):
        yield paint(line, bold=True)
    more = not_shown([report])
    yield f"{counts(report.findings)}{f' ({more})' if more else ''}"
    yield ""


def _sum(reports: Sequence[Report], paint: Paint) -> Iterator[str]:
    yield paint(extents(reports), bold=True)
    more = not_shown(reports)
    found = counts(finding for report in reports for finding in report.findings)
    yield f"{found}{f' ({more})' if more else ''}"
    yield ""


def _rules(report: Report, room: int, paint: Paint) -> list[str]:
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault((finding.rule, finding.severity), []).append(finding)
    blocks = [_rule(findings, paint, whole=True) for findings in groups.values()]
    if _height(blocks) > room:
        blocks = [_rule(findings, paint, whole=False) for findings in groups.values()]
    shown, left = _fitting(blocks, room)
    lines = [line for block in shown for line in block]
    if left:
        rest = [f for findings in list(groups.values())[-left:] for f in findings]
        lines.append(f"and {counts(rest)} more")
    return lines


def _rule(findings: Sequence[Finding], paint: Paint, *, whole: bool) -> list[str]:
    first = findings[0]
    head = f"{first.severity}[{first.rule}]"
    numbers = dict.fromkeys(str(f.place.line) for f in findings if f.place.line is not None)
    told = f" {_listing(tuple(numbers))}" if numbers else ""
    message = first.message if whole else cut(printable(first.message), WIDTH - 4)
    lines = wrapped(message, first="    ", rest="    ")
    return [
        f"{paint(head, COLOURS[first.severity], bold=True)}{told}",
        *(lines if whole else lines[:1]),
    ]


def _listing(numbers: Sequence[str]) -> str:
    noun = "line" if len(numbers) == 1 else "lines"
    more = len(numbers) - _LINES
    return f"{noun} {', '.join(numbers[:_LINES])}{f' and {more} more' if more > 0 else ''}"


def _files(reports: Sequence[Report], room: int, paint: Paint) -> list[str]:
    ordered = sorted(reports, key=_badness)
    width = max(len(_short(report)) for report in reports)
    found = max(len(counts(report.findings)) for report in reports)
    blocks = [[_file(report, (width, found), paint)] for report in ordered]
    shown, left = _fitting(blocks, room)
    lines = [line for block in shown for line in block]
    if left:
        rest = [f for report in ordered[-left:] for f in report.findings]
        lines.append(f"and {plural(left, 'more file')}: {counts(rest)}")
    return lines


def _badness(report: Report) -> tuple[bool, int, int]:
    is_script = report.outcome is Outcome.ANSWERED
    return is_script, -report.count(Severity.ERROR), -report.count(Severity.WARNING)


def _file(report: Report, widths: tuple[int, int], paint: Paint) -> str:
    worst = min((f.severity for f in report.findings), key=lambda s: s.rank, default=None)
    found = f"{counts(report.findings):{widths[1]}}"
    name = printable(report.pac.name)
    coloured = paint(found, COLOURS[worst]) if worst else found
    return f"{_short(report):{widths[0]}}  {coloured}  {name}"


def _short(report: Report) -> str:
    match report.outcome:
        case Outcome.ANSWERED:
            return f"{report.tally.hosts_direct}/{report.tally.hosts} DIRECT"
        case Outcome.NOT_LOADED:
            return "cannot be loaded"
        case Outcome.TOO_LARGE:
            return "far too large"
        case Outcome.NOT_A_PAC_FILE:
            return "no PAC file"


def _fitting(blocks: Sequence[list[str]], room: int) -> tuple[list[list[str]], int]:
    """Return as many of *blocks* as *room* lines hold, and how many are left out."""
    if _height(blocks) <= room:
        return list(blocks), 0
    number = 0
    while _height(islice(blocks, number + 1)) < room:
        number += 1
    return list(blocks[:number]), len(blocks) - number


def _height(blocks: Iterable[list[str]]) -> int:
    return sum(map(len, blocks))
