"""Runs all probes once as every client, then all rules on the answers."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.engine import PacFile, Target
from pacgen.lint.acceptance import checks
from pacgen.lint.answers import ask
from pacgen.lint.asker import Asker
from pacgen.lint.causes import MISWRITTEN
from pacgen.lint.confirmation import confirmed
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding
from pacgen.lint.literals import named_hosts, string_literals
from pacgen.lint.precedence import most_specific
from pacgen.lint.probes import probes
from pacgen.lint.proof import NO_PROOF, Proving
from pacgen.lint.proving import find_proof
from pacgen.lint.refutations import refutations
from pacgen.lint.remedies import with_fixes
from pacgen.lint.report import Outcome, Report, Tally
from pacgen.lint.rule import Needs, Rule
from pacgen.lint.rules import RULES
from pacgen.lint.rules.file_too_large import FileTooLarge
from pacgen.lint.suppression import suppress
from pacgen.policy.expectation import Expectation

__all__ = ["DEFAULT_RULES", "DEFAULT_TARGETS", "lint"]

DEFAULT_TARGETS = (Target.CHROMIUM, Target.WINHTTP)
"""What Teams on Windows needs: the client itself, and what runs beside it."""

DEFAULT_RULES = tuple(rule for rule in RULES if rule.by_default)
"""All rules but those that are a matter of policy or taste."""


def lint(
    pac: PacFile,
    expectation: Expectation,
    *,
    rules: Sequence[Rule] = DEFAULT_RULES,
    targets: Sequence[Target] = DEFAULT_TARGETS,
    proving: Proving = NO_PROOF,
) -> Report:
    """
    Hold a PAC file against what is expected of it.

    Never raises for anything that is in the file, and ends in a bounded time whatever it does.

    Args:
        pac: The file.
        expectation: What must be DIRECT and what must stay proxied.
        rules: The rules to ask.
        targets: The clients to reproduce; the first of them that can load the file is the one
            whose answers are counted.
        proving: Whether to prove what is expected of the hosts, and for how long to try.
    """
    unrun = LintContext(pac, expectation)
    findings = _ask(rules, Needs.ANYTHING, unrun)
    if findings:
        return _finished(_report(unrun, Outcome.NOT_A_PAC_FILE, findings), rules)
    if pac.is_cut:
        findings = [
            f for rule in rules if rule.name == FileTooLarge.name for f in rule.check(unrun)
        ]
        return _finished(_report(unrun, Outcome.TOO_LARGE, findings), rules)
    named = named_hosts(string_literals(pac.text))
    with Asker(pac.text, targets) as asker:
        answers = ask(asker, tuple(probes(expectation, named)))
        context = LintContext(pac, expectation, asker=asker, answers=answers, targets=targets)
        findings = _ask(rules, Needs.SCRIPT, context)
        if context.whole_file_fault is not None:
            return _finished(_report(context, Outcome.NOT_LOADED, findings), rules)
        context.proof = find_proof(context, proving)
        if context.proof is not None and not context.proof.reason:
            context.proof_seconds = proving.seconds
        # What is wrong with the text first: the others look for what came of it.
        suspicious = [rule for rule in rules if rule.name in MISWRITTEN]
        context.suspects = tuple(_ask(suspicious, Needs.ANSWERS, context))
        others = [rule for rule in rules if rule.name not in MISWRITTEN]
        findings += [*context.suspects, *_ask(others, Needs.ANSWERS, context)]
        findings = confirmed(context, findings)
        findings += refutations(context, findings, rules)
        return _finished(_report(context, Outcome.ANSWERED, findings), rules)


def _ask(rules: Sequence[Rule], needs: Needs, context: LintContext) -> list[Finding]:
    return [f for rule in rules if rule.needs is needs for f in rule.check(context)]


def _report(context: LintContext, outcome: Outcome, findings: Sequence[Finding]) -> Report:
    expectation = context.expectation
    kept = most_specific(findings)
    return Report(
        pac=context.pac,
        instance=expectation.instance,
        version=expectation.version,
        preset=expectation.preset,
        targets=context.targets,
        outcome=outcome,
        tally=Tally.of(context),
        default=context.default,
        default_is_direct=context.default_is_direct,
        findings=tuple(sorted(kept, key=lambda finding: finding.sort_key)),
        checks=checks(context),
        proof=context.proof,
    )


def _finished(report: Report, rules: Sequence[Rule]) -> Report:
    """Leave out what comments silence, and add what can be mended by a change of the file."""
    return with_fixes(suppress(report, rules))
