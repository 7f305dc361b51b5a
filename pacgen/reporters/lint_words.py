"""The words in which every format speaks of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pacgen.engine import Target
from pacgen.errors import InputError
from pacgen.lint import Evidence, Finding, Outcome, Report, Severity
from pacgen.reporters.text import cut, plural

__all__ = [
    "COLOURS",
    "Unreadable",
    "asked",
    "basis",
    "code_lines",
    "counts",
    "cure",
    "details",
    "extents",
    "not_shown",
    "problem",
]

Unreadable = tuple[str, InputError]
"""Name and error of a file that could not be read."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
"""As click names them."""

_CODE = "    "


def asked(evidence: Evidence) -> str:
    """Return one request and what came of it: ``https://... -> PROXY ..., expected DIRECT``."""
    if evidence.returned is None:
        answer = f"failed ({cut(evidence.fault)})"
    else:
        answer = cut(evidence.returned) or "an empty text"
    notes = []
    if evidence.sets:
        noun = "set" if len(evidence.sets) == 1 else "sets"
        notes.append(f"{noun} {' and '.join(map(str, evidence.sets))}")
    if evidence.category is not None:
        notes.append(evidence.category.value)
    if evidence.target is not Target.CHROMIUM:
        notes.append(f"as {evidence.target}")
    if evidence.world:
        notes.append(evidence.world)
    reason = f" ({', '.join(notes)})" if notes else ""
    expected = f", expected {evidence.expected}" if evidence.expected else ""
    return f"{evidence.url} -> {answer}{expected}{reason}"


def cure(finding: Finding) -> str:
    """Return the words of the cure, without its code."""
    return " ".join(line for line in finding.tip.splitlines() if not line.startswith(_CODE))


def code_lines(finding: Finding) -> list[str]:
    """Return the code of the cure, with its indentation but for the mark."""
    lines = finding.tip.splitlines()
    return [line.removeprefix(_CODE) for line in lines if line.startswith(_CODE)]


def details(finding: Finding) -> list[str]:
    """Return all that stands behind the message, a paragraph each."""
    return [
        *(f"asked: {asked(evidence)}" for evidence in finding.evidence),
        *(f"see {related.place}: {related.label}" for related in finding.related),
        f"why: {finding.why}",
        "\n".join([f"fix: {cure(finding)}", *(f"  {line}" for line in code_lines(finding))]),
    ]


def counts(findings: Iterable[Finding]) -> str:
    """Return how many findings of each severity: ``1 error, 2 warnings``; ``no findings``."""
    severities = [finding.severity for finding in findings]
    numbers = {severity: severities.count(severity) for severity in Severity}
    found = [
        "1 info" if (severity, number) == (Severity.INFO, 1) else plural(number, severity.value)
        for severity, number in numbers.items()
        if number
    ]
    return ", ".join(found) or "no findings"


def extents(reports: Sequence[Report]) -> str:
    """Return the verdict on several files: ``5 files: 3 all DIRECT, 2 partly DIRECT``."""
    found = [_extent(report) for report in reports]
    numbers = {extent: found.count(extent) for extent in dict.fromkeys(_EXTENTS.values())}
    told = ", ".join(f"{number} {extent}" for extent, number in numbers.items() if number)
    return f"{plural(len(reports), 'file')}: {told}"


_EXTENTS = {
    "all": "all DIRECT",
    "partly": "partly DIRECT",
    "not": "not DIRECT",
    Outcome.NOT_LOADED: "cannot be loaded",
    Outcome.TOO_LARGE: "far too large",
    Outcome.NOT_A_PAC_FILE: "no PAC file",
}


def _extent(report: Report) -> str:
    answered = report.outcome is Outcome.ANSWERED
    return _EXTENTS[report.tally.extent if answered else report.outcome]


def not_shown(reports: Sequence[Report]) -> str:
    """Return how many findings were left out on request; ``""`` if none were."""
    suppressed = sum(report.suppressed for report in reports)
    baselined = sum(report.baselined for report in reports)
    notes = [f"{suppressed} silenced by comments"] if suppressed else []
    notes += [f"{baselined} known from the baseline"] if baselined else []
    return ", ".join(notes)


def basis(report: Report) -> str:
    """Return what the verdict rests on."""
    return (
        f"endpoint data: {report.instance} {report.version or '(version unknown)'}, "
        f"preset {report.preset}"
    )


def problem(error: InputError) -> str:
    """Return an error in one sentence."""
    return "; ".join(part for part in (error.what, error.tip) if part)
