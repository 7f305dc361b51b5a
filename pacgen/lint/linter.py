"""Runs all probes once, then all rules on the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.engine import Evaluator, FaultKind, PacFile, Target
from pacgen.lint.acceptance import checks
from pacgen.lint.context import Answer, LintContext, grouped
from pacgen.lint.finding import Finding
from pacgen.lint.probes import Probe, probes
from pacgen.lint.report import Outcome, Report, Tally
from pacgen.lint.rule import Needs, Rule
from pacgen.lint.rules import RULES
from pacgen.policy.expectation import Expectation

__all__ = ["lint"]

_FATAL = frozenset({FaultKind.TIMEOUT, FaultKind.MEMORY, FaultKind.CRASH})
"""After these, asking as another client would only cost the same time again."""


def lint(pac: PacFile, expectation: Expectation, *, rules: Sequence[Rule] = RULES) -> Report:
    """
    Hold a PAC file against what is expected of it.

    Never raises for anything that is in the file, and ends in a bounded time whatever it does.

    Args:
        pac: The file.
        expectation: What must be DIRECT and what must stay proxied.
        rules: The rules to ask.
    """
    unrun = LintContext(pac, expectation)
    findings = _ask(rules, Needs.ANYTHING, unrun)
    if findings:
        return _report(unrun, Outcome.NOT_A_PAC_FILE, findings)
    context = LintContext(pac, expectation, _answers(pac, tuple(probes(expectation))))
    findings = _ask(rules, Needs.SCRIPT, context)
    if context.whole_file_fault is not None:
        return _report(context, Outcome.NOT_LOADED, findings)
    findings += _ask(rules, Needs.ANSWERS, context)
    return _report(context, Outcome.ANSWERED, findings)


def _ask(rules: Sequence[Rule], needs: Needs, context: LintContext) -> list[Finding]:
    return [f for rule in rules if rule.needs is needs for f in rule.check(context)]


def _answers(pac: PacFile, wanted: Sequence[Probe]) -> list[Answer]:
    """Make all probes, one client after the other, and return the answers in their order."""
    answers: dict[int, Answer] = {}
    numbered = list(enumerate(wanted))
    for target, batch in grouped(numbered, lambda pair: pair[1].target).items():
        made = list(_answers_of(pac, target, batch))
        answers.update(made)
        if any(_is_fatal(answer) for _, answer in made):
            break
    return [answers[number] for number in sorted(answers)]


def _answers_of(
    pac: PacFile, target: Target, batch: Sequence[tuple[int, Probe]]
) -> Iterator[tuple[int, Answer]]:
    with Evaluator(pac.text, target=target) as evaluator:
        for environment, members in grouped(batch, lambda pair: pair[1].environment).items():
            decisions = evaluator.decide([probe.request for _, probe in members], environment)
            for (number, probe), decision in zip(members, decisions, strict=True):
                yield number, Answer(probe, decision)


def _is_fatal(answer: Answer) -> bool:
    fault = answer.decision.fault
    return fault is not None and (fault.kind.is_whole_file or fault.kind in _FATAL)


def _report(context: LintContext, outcome: Outcome, findings: Sequence[Finding]) -> Report:
    expectation = context.expectation
    return Report(
        pac=context.pac,
        instance=expectation.instance,
        version=expectation.version,
        preset=expectation.preset,
        targets=tuple(dict.fromkeys(answer.decision.target for answer in context.answers)),
        outcome=outcome,
        tally=Tally.of(context),
        default=context.default,
        default_is_direct=context.default_is_direct,
        findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        checks=checks(context),
    )
