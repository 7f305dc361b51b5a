"""The rule ``dead-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness import Deadness, dead_clauses
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import listing

__all__ = ["DeadRule"]


class DeadRule(StaticRule):
    """
    Checks for rules that never decide about any host.

    Why is this bad?
        Either earlier rules take all hosts that it could be about, or no host passes its test.
        Where the earlier rules have another result, it is not what somebody wanted; where they
        have the same, it is merely superfluous: an info.

    Known problems
        It has something to say only where a proof was possible: see ``--prove``. Looked at are
        rules of the entry point whose test is about the host.

    References
        Al-Shaer and Hamed, "Modeling and Management of Firewall Policies".
    """

    name: ClassVar[str] = "dead-rule"
    code: ClassVar[str] = "CO73"
    severity: ClassVar[Severity] = Severity.WARNING
    needs_proof: ClassVar[bool] = True
    why: ClassVar[str] = "the rule does nothing, though somebody wrote it for a reason"
    bad: ClassVar[str] = """\
if (shExpMatch(host, "a*.contoso.com") || shExpMatch(host, "b*.contoso.com")) return "DIRECT";
if (/^[ab]x\\.contoso\\.com$/.test(host)) return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = """\
if (/^[ab]x\\.contoso\\.com$/.test(host)) return "PROXY other.contoso.com:8080";
if (shExpMatch(host, "a*.contoso.com") || shExpMatch(host, "b*.contoso.com")) return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        del program
        for found in dead_clauses(context):
            yield self._finding(context, found)

    def _finding(self, context: LintContext, found: Deadness) -> Finding:
        others = {clause.result for clause in found.covering} - {found.clause.result}
        if found.is_void:
            message = "this rule never decides: no host passes its test"
            tip = "correct the test; hosts are in lower case, and made of letters, digits, '-', '.'"
        else:
            lines = [str(clause.span.line) for clause in found.covering]
            taking = f"line {lines[0]} takes" if len(lines) == 1 else f"lines {listing(lines)} take"
            message = f"this rule never decides: {taking} all of its hosts"
            tip = "move it in front of those" if others else "remove it"
        is_info = bool(found.covering) and not others
        return self.at(
            context,
            found.clause.condition,
            message,
            tip=tip,
            why="the rules that take its hosts have the same result" if is_info else "",
            severity=Severity.INFO if is_info else self.severity,
            confidence=Confidence.PROVEN,
            related=tuple((c.value, "this decides") for c in found.covering[:3]),
        )
