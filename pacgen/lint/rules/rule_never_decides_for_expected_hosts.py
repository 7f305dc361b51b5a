"""The rule ``rule-never-decides-for-expected-hosts``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness import idle_clauses
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import listing

__all__ = ["RuleNeverDecidesForExpectedHosts"]


class RuleNeverDecidesForExpectedHosts(StaticRule):
    """
    Checks for rules that send hosts of the endpoint list DIRECT and decide about none of those.

    Why is this bad?
        Earlier rules decide about all of these hosts. The rule looks like the one to change when
        Teams is to go another way, and to change it does nothing.

    Known problems
        It has something to say only where a proof was possible: see ``--prove``. A rule that
        never decides about any host at all is a ``dead-rule``.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "rule-never-decides-for-expected-hosts"
    code: ClassVar[str] = "CO74"
    severity: ClassVar[Severity] = Severity.INFO
    needs_proof: ClassVar[bool] = True
    why: ClassVar[str] = (
        "earlier rules decide about these hosts, so to change this one does nothing"
    )
    bad: ClassVar[str] = """\
if (/^(www\\.)?contoso\\.com$/.test(host) || /^[ab]\\.teams\\.microsoft\\.com$/.test(host))
  return "DIRECT";
"""
    good: ClassVar[str] = 'if (/^(www\\.)?contoso\\.com$/.test(host)) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        del program
        for found in idle_clauses(context):
            lines = [str(clause.span.line) for clause in found.covering]
            taking = f"line {lines[0]} takes" if len(lines) == 1 else f"lines {listing(lines)} take"
            yield self.at(
                context,
                found.clause.condition,
                "this rule never decides about the hosts of the endpoint list that it is about: "
                f"{taking} all of them",
                tip="leave these hosts out of it, or remove what stands above",
                confidence=Confidence.PROVEN,
                related=tuple((c.value, "this decides") for c in found.covering[:3]),
            )
