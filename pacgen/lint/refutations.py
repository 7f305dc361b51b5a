"""Findings about hosts that a proof came upon, and that no sample did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.proving import counterexample
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import by_demand
from pacgen.lint.wording import listing, subjects

__all__ = ["refutations"]

_ASTRAY = "required-host-proxied"
_FAILED = "evaluation-error"


def refutations(
    context: LintContext, findings: Sequence[Finding], rules: Sequence[Rule]
) -> Iterator[Finding]:
    """
    Yield one finding for each line that sends a host astray which only a proof came upon.

    Args:
        context: The file, with its proof.
        findings: Those of the rules; a pattern that one of them is about is not reported again.
        rules: The rules that are asked.
    """
    known = {
        subject
        for finding in findings
        if finding.severity is not Severity.INFO
        for subject in finding.subjects
    }
    patterns = context.proof.patterns if context.proof is not None else ()
    astray = [
        answer
        for proof in patterns
        if proof.pattern not in known
        for answer in counterexample(context, proof)[:1]
    ]
    by_name = {rule.name: rule for rule in rules}
    for (name, _), answers in grouped(astray, lambda a: (_rule(a), _place(context, a))).items():
        rule = by_name.get(name)
        if rule is not None:
            for severity, members in by_demand(answers).items():
                yield _finding(context, rule, members, severity)


def _rule(answer: Answer) -> str:
    return _ASTRAY if answer.decision.fault is None else _FAILED


def _place(context: LintContext, answer: Answer) -> object:
    (trace,) = context.trace([answer])
    if trace is None or trace.deciding is None:
        return answer.returned
    return trace.deciding.span


def _finding(
    context: LintContext, rule: Rule, answers: list[Answer], severity: Severity
) -> Finding:
    first = answers[0]
    host, label = first.probe.host, first.probe.world.label
    when = f" when {label}" if label else ""
    others = [subject for subject in subjects(answers) if subject != first.probe.subject]
    besides = f"; {listing(others)} likewise" if others else ""
    what = f"goes to {first.returned}" if first.decision.fault is None else "gets no answer"
    return rule.finding(
        context,
        f"not every host of {first.probe.subject} is DIRECT: {host} {what}{when}{besides}",
        tip="above every statement that returns a proxy for them, write\n"
        f"{direct_if(entry_tests(answers))}",
        answers=answers,
        severity=severity,
    )
