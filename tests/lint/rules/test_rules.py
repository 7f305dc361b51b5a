"""All rules alike: registration, names, documentation, examples."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pacgen.engine import PacFile
from pacgen.lint import RULES, Report, Rule, lint, rules
from pacgen.lint.linter import DEFAULT_RULES
from pacgen.lint.proof import NO_PROOF, Proving
from pacgen.patterns import HostPattern
from pacgen.policy.expectation import Expectation

BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
SECTIONS = ["Why is this bad?", "Known problems", "References"]


_REPORTS: dict[tuple[str, PacFile], Report] = {}
"""By rule and file: several tests look at one report."""


def _linted(rule: Rule, pac: PacFile, expecting: Callable[..., Expectation]) -> Report:
    """Hold an example of *rule* against what it is about, and ask the rule in any case."""
    key = rule.name, pac
    if key not in _REPORTS:
        _REPORTS[key] = _lint(rule, pac, expecting)
    return _REPORTS[key]


def _lint(
    rule: Rule,
    pac: PacFile,
    expecting: Callable[..., Expectation],
    asked: Sequence[Rule] | None = None,
) -> Report:
    expectation = replace(
        expecting(*rule.example_entries, companions=rule.example_companions),
        proxied=tuple(map(HostPattern.parse, rule.example_proxied)),
        assertions=rule.example_assertions,
    )
    usual = DEFAULT_RULES if rule.by_default else (*DEFAULT_RULES, rule)
    proving = Proving(seconds=60) if rule.needs_proof else NO_PROOF
    return lint(pac, expectation, rules=usual if asked is None else asked, proving=proving)


def test_every_rule_is_registered() -> None:
    """The tuple holds the classes of all modules in the folder, sorted by name, and no others."""
    modules = sorted(info.name for info in pkgutil.iter_modules(rules.__path__))

    assert modules == [rule.name.replace("-", "_") for rule in RULES]


@BY_NAME
def test_a_rule_is_the_only_class_of_its_module(rule: Rule) -> None:
    """A module holds one rule, named as the module is."""
    module = importlib.import_module(type(rule).__module__)

    assert module.__all__ == [type(rule).__name__]
    assert type(rule).__name__.lower() == rule.name.replace("-", "")


def test_codes_are_unique() -> None:
    """No two rules share a code."""
    assert len(RULES) == len({rule.code for rule in RULES})


@BY_NAME
def test_a_rule_is_documented(rule: Rule) -> None:
    """The docstring has the fixed form: what it checks for, then three sections in order."""
    lines = inspect.cleandoc(type(rule).__doc__ or "").splitlines()

    assert lines[0].startswith("Checks for ")
    assert [line for line in lines if line in SECTIONS] == SECTIONS


@BY_NAME
def test_the_bad_example_has_this_finding_alone(
    rule: Rule, expecting: Callable[..., Expectation]
) -> None:
    """The bad example gives one finding, of this rule."""
    report = _linted(rule, rule.bad_file(), expecting)

    assert [rule.name] == [finding.rule for finding in report.findings]


@BY_NAME
def test_without_the_rule_nobody_finds_it(
    rule: Rule, expecting: Callable[..., Expectation]
) -> None:
    """The finding of the bad example is this rule's work: no other would have this to say."""
    before = _linted(rule, rule.bad_file(), expecting)
    others = [other for other in DEFAULT_RULES if other.name != rule.name]
    report = _lint(rule, rule.bad_file(), expecting, asked=others)

    assert rule.name not in [finding.rule for finding in report.findings]
    assert {finding.message for finding in before.findings}.isdisjoint(
        finding.message for finding in report.findings
    )


@BY_NAME
def test_the_good_example_has_no_finding(rule: Rule, expecting: Callable[..., Expectation]) -> None:
    """The good example gives no finding at all."""
    report = _linted(rule, rule.good_file(), expecting)

    assert [] == [finding.message for finding in report.findings]


@BY_NAME
def test_a_finding_reads_like_all_others(rule: Rule, expecting: Callable[..., Expectation]) -> None:
    """A message is a fact without a full stop; why and tip are there, in the same style."""
    (finding,) = _linted(rule, rule.bad_file(), expecting).findings

    for text in (finding.message, finding.why, finding.tip):
        assert text
        assert not text.endswith(".")
        assert not re.match(r"(?!Teams)[A-Z][a-z]+ ", text)


@BY_NAME
def test_the_cure_in_a_tip_is_balanced_code(
    rule: Rule, expecting: Callable[..., Expectation]
) -> None:
    """Code in a tip closes what it opens, unless it is the head of the function."""
    (finding,) = _linted(rule, rule.bad_file(), expecting).findings
    code = "\n".join(line for line in finding.tip.splitlines() if line.startswith("    "))

    if "function" not in code:
        assert code.count("{") == code.count("}")
    assert code.count("(") == code.count(")")
