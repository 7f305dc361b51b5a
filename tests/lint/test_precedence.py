from __future__ import annotations

from pacgen.lint import RULES, Finding, Place, Related, Severity
from pacgen.lint.precedence import SPECIFIC, most_specific


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


def _kept(*findings: Finding) -> list[str]:
    return [finding.rule for finding in most_specific(findings)]


def test_every_general_rule_exists() -> None:
    """A rule that is renamed must be renamed here."""
    assert set(SPECIFIC) <= {rule.name for rule in RULES}


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


def test_findings_of_strangers_stay() -> None:
    """Two rules that have nothing to do with each other are both heard."""
    assert ["empty-result", "comma-separator"] == _kept(
        _finding("empty-result", 1), _finding("comma-separator", 1)
    )
