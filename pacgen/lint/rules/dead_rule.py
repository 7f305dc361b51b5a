"""The rule ``dead-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness import Reason, verdicts_on_rules
from pacgen.lint.deadness_rule import DeadnessRule
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program

__all__ = ["DeadRule"]


class DeadRule(DeadnessRule):
    """
    Checks for rules whose test never holds, so that they decide about no host.

    Why is this bad?
        No host passes the test, or none that gets as far as the rule in any environment. Mostly
        it was written otherwise than it was meant: ``&&`` where ``||`` was, or in a form in which
        no client hands over a host.

    Known problems
        It has something to say only where a proof was possible: see ``--prove``. Looked at are
        rules of the entry point whose test is about the host. A rule whose hosts earlier rules
        take is a ``shadowed-rule``.

    References
        Al-Shaer and Hamed, "Modeling and Management of Firewall Policies".
    """

    name: ClassVar[str] = "dead-rule"
    code: ClassVar[str] = "CO73"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "the rule does nothing, though somebody wrote it for a reason"
    bad: ClassVar[str] = """\
if (dnsDomainIs(host, ".contoso.com") && dnsDomainIs(host, ".fabrikam.com"))
  return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = """\
if (dnsDomainIs(host, ".contoso.com") || dnsDomainIs(host, ".fabrikam.com"))
  return "PROXY other.contoso.com:8080";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        del program
        for found in verdicts_on_rules(context).dead:
            match found.reason:
                case Reason.VOID:
                    yield self.told(
                        context,
                        found,
                        "this rule never decides: no host passes its test",
                        tip="correct the test; hosts are in lower case, and made of letters, "
                        "digits, '-', '.'",
                    )
                case Reason.UNMET:
                    yield self.told(
                        context,
                        found,
                        "this rule never decides: its test never holds where it is reached",
                        tip="correct the test, or remove the rule",
                    )
                case Reason.COVERED:
                    continue
