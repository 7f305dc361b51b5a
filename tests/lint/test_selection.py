from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.errors import UsageError
from pacgen.lint import Finding, Place, Report, Severity
from pacgen.lint.catalogue import Group, catalogue
from pacgen.lint.selection import Selection, rules_called

ALL = frozenset(rule.name for rule in catalogue())


@pytest.mark.parametrize("text", ["evaluation-error", "CO08", "co08", " Evaluation-Error "])
def test_a_rule_has_a_name_and_a_code(text: str) -> None:
    """Both mean the rule, in upper or lower case."""
    assert frozenset({"evaluation-error"}) == rules_called(text)


@pytest.mark.parametrize("text", ["RT", "rt", "routing"])
def test_a_group_has_letters_and_a_name(text: str) -> None:
    """Both mean all rules of the group, and no others."""
    names = rules_called(text)

    assert names == {rule.name for rule in catalogue() if rule.group is Group.ROUTING}
    assert {"required-host-proxied"} < names < ALL


def test_all_means_all() -> None:
    """``ALL`` includes what is not asked by default."""
    assert {rule.name for rule in catalogue()} == rules_called("ALL")


@pytest.mark.parametrize(
    ("text", "tip"),
    [
        ("evaluation-eror", "did you mean evaluation-error?"),
        ("stylé", "did you mean style?"),
        ("wildcard", "did you mean wildcard-"),
        ("Q", "'pacgen rule' lists all rules"),
    ],
)
def test_an_unknown_rule_is_wrong_usage(text: str, tip: str) -> None:
    """The error names what comes near."""
    with pytest.raises(UsageError) as caught:
        rules_called(text)

    assert f"there is no rule {text!r}" == caught.value.what
    assert caught.value.tip.startswith(tip)


def test_ignore_counts_more_than_select() -> None:
    """What is selected and ignored is ignored; commas separate names."""
    selection = Selection.of(select=("RT,CO08",), ignore=("RT01",))

    assert rules_called("RT") | {"evaluation-error"} == selection.rules | {"required-host-proxied"}
    assert "required-host-proxied" not in selection.rules


def test_extend_adds_to_the_usual_rules() -> None:
    """Without a selection the usual rules are wanted; more can be added."""
    usual = {rule.name for rule in catalogue() if rule.by_default}

    assert usual == Selection.of().rules
    assert usual | {"evaluation-error"} == Selection.of(extend=("CO08",)).rules


def test_severities_and_the_least_of_them(lint_text: Callable[..., Report]) -> None:
    """A finding gets the severity that its rule was given, and is left out if that is too low."""
    report = lint_text('function FindProxyForURL(u, h) { return "PROXY p.example:80"; }')
    names = {finding.rule for finding in report.findings}
    lowered = Selection.of(severities=("RT01=error", "RT01=info")).apply(report)
    raised = Selection.of(severities=("ALL=error",)).apply(report)
    errors = Selection.of(severities=("RT01=info",), minimum=Severity.WARNING).apply(report)

    assert {Severity.INFO} == {
        finding.severity for finding in lowered.findings if finding.rule == "required-host-proxied"
    }
    assert {Severity.ERROR} == {finding.severity for finding in raised.findings}
    assert "required-host-proxied" in names - {finding.rule for finding in errors.findings}


def test_the_order_is_by_the_severity_that_is_shown() -> None:
    """The worst comes first, as severities are now."""
    first = Finding("evaluation-error", Severity.ERROR, Place("f", 1), "a", "w", "t")
    second = Finding("apex-not-covered", Severity.WARNING, Place("f", 2), "b", "w", "t")
    selection = Selection.of(severities=("CO08=info",))

    assert ["b", "a"] == [finding.message for finding in selection.choose((first, second))]


@pytest.mark.parametrize("text", ["RT01", "RT01=", "RT01=fatal", "RT01:info"])
def test_a_severity_needs_a_rule_and_a_level(text: str) -> None:
    """Anything else than RULE=LEVEL is wrong usage."""
    with pytest.raises(UsageError, match="is not of the form RULE=LEVEL"):
        Selection.of(severities=(text,))
