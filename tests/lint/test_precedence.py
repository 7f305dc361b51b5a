from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pacgen.engine import PacFile
from pacgen.lint import RULES, Finding, Place, Related, Report, Severity
from pacgen.lint.precedence import SPECIFIC, Extent, most_specific
from pacgen.lint.selection import Selection
from pacgen.lint.suppression import suppress

PAIRS = [
    (general, specific, extent)
    for general, others in SPECIFIC.items()
    for specific, extent in others.items()
]


def _finding(rule: str, line: int | None = None, *, count: int = 1, related: int = 0) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        place=Place("wpad.dat", line),
        message="m",
        why="w",
        tip="t",
        count=count,
        related=(Related(Place("wpad.dat", related), "this held"),) if related else (),
    )


def _names(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def _kept(*findings: Finding) -> list[str]:
    return [finding.rule for finding in most_specific(findings)]


def test_every_rule_exists() -> None:
    """A rule that is renamed must be renamed here."""
    assert {name for pair in PAIRS for name in pair[:2]} <= {rule.name for rule in RULES}


@pytest.mark.parametrize(("general", "specific", "extent"), PAIRS)
def test_the_general_finding_comes_back(
    general: str, specific: str, extent: Extent, lint_text: Callable[..., Report]
) -> None:
    """Whoever does without the specific finding, in whatever way, is told the general one."""
    mistake, result = _finding(specific, 1), _finding(general, 1)
    if extent is Extent.CAUSE:
        result = replace(result, cause=mistake.place)
    if extent is Extent.LOAD:
        result = replace(result, count=0)
    found = tuple(most_specific([mistake, result]))
    text = f"f(); // pacgen: ignore[{specific}] known\n"
    report = replace(
        lint_text(""), pac=PacFile.from_bytes("wpad.dat", text.encode()), findings=found
    )
    light = replace(
        report, findings=tuple(most_specific([replace(mistake, severity=Severity.INFO), result]))
    )

    assert [specific] == _names(Selection.of(["ALL"]).apply(report))
    assert [general] == _names(Selection.of(["ALL"], ignore=[specific]).apply(report))
    assert [general] == _names(suppress(report, RULES))
    assert general in _names(Selection.of(["ALL"], severities=[f"{specific}=info"]).apply(report))
    if extent is not Extent.CAUSE:
        assert [general] == _names(Selection.of(["ALL"], minimum=Severity.ERROR).apply(light))


def test_who_stands_in_for_whom() -> None:
    """A general finding stays away as long as one finding that explains it is told."""
    two = [_finding("shadowed-rule", 1), _finding("unreachable-code", 1), _finding("dead-rule", 1)]

    def told(*ignored: str) -> list[str]:
        chosen = Selection.of(["ALL"], ignored).choose(most_specific(two))
        return [finding.rule for finding in chosen]

    assert ["shadowed-rule", "unreachable-code"] == told()
    assert ["unreachable-code"] == told("shadowed-rule")
    assert ["dead-rule"] == told("shadowed-rule", "unreachable-code")
    assert [] == told("shadowed-rule", "unreachable-code", "dead-rule")


def test_the_specific_finding_of_the_same_place_stays() -> None:
    """The look-alike that goes DIRECT is explained by the pattern in the condition that held."""
    general = _finding("lookalike-host-direct", 7, related=6)

    assert ["missing-leading-dot"] == _kept(general, _finding("missing-leading-dot", 6))
    assert ["lookalike-host-direct", "missing-leading-dot"] == _kept(
        general, _finding("missing-leading-dot", 9)
    )


def test_what_keeps_a_file_from_loading_explains_that_alone() -> None:
    """New syntax explains why old clients load nothing, not why a request fails in others."""
    specific = _finding("es2015-syntax", 1)

    assert ["es2015-syntax"] == _kept(specific, _finding("evaluation-error", 3, count=0))
    assert ["es2015-syntax", "evaluation-error"] == _kept(
        specific, _finding("evaluation-error", 3, count=2)
    )


def test_a_line_that_wins_elsewhere_too_is_no_explanation() -> None:
    """Two rules lose against one line: what is said of the one does not silence the other."""
    loser = _finding("shadowed-rule", 5, related=3)

    assert ["shadowed-rule", "required-rule-shadowed"] == _kept(
        loser, _finding("required-rule-shadowed", 3, related=7)
    )
    assert ["required-rule-shadowed"] == _kept(
        loser, _finding("required-rule-shadowed", 3, related=5)
    )


def test_findings_of_strangers_stay() -> None:
    """Two rules that have nothing to do with each other are both heard."""
    assert ["empty-result", "comma-separator"] == _kept(
        _finding("empty-result", 1), _finding("comma-separator", 1)
    )
