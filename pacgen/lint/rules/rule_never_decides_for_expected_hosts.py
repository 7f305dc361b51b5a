"""The rule ``rule-never-decides-for-expected-hosts``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness import verdicts_on_rules
from pacgen.lint.deadness_rule import DeadnessRule, taking
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program

__all__ = ["RuleNeverDecidesForExpectedHosts"]


class RuleNeverDecidesForExpectedHosts(DeadnessRule):
    """
    Checks for rules that send hosts of the endpoint list DIRECT and decide about none of those.

    Why is this bad?
        Earlier rules decide about all of these hosts. The rule looks like the one to change when
        Teams is to go another way, and to change it does nothing.

    Known problems
        It has something to say only where a proof was possible: see ``--prove``. A test that is
        about such hosts alone is a ``shadowed-rule``. A rule that
        never decides about any host at all is a ``dead-rule`` or a ``shadowed-rule``.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "rule-never-decides-for-expected-hosts"
    code: ClassVar[str] = "CO74"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "earlier rules decide about these hosts, so to change this one does nothing"
    )
    bad: ClassVar[str] = """\
if (/^[ab]\\.(news|teams)\\.microsoft\\.com$/.test(host))
  return "DIRECT";
"""
    good: ClassVar[str] = """\
if (/^[ab]\\.news\\.microsoft\\.com$/.test(host))
  return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        del program
        for found in verdicts_on_rules(context).idle:
            yield self.told(
                context,
                found,
                "this rule never decides about the hosts of the endpoint list that it is about: "
                f"{taking(context, found.covers)} all of them",
                tip="leave these hosts out of it, or remove what stands above",
            )
