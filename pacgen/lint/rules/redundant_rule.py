"""The rule ``redundant-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness_rule import lines_of
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.redundancy import Redundancy, redundant_rules
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import listing, quoted, verb

__all__ = ["RedundantRule"]

_SHOWN = 3


class RedundantRule(StaticRule):
    """
    Checks for rules that could be removed without changing any answer.

    Why is this bad?
        What stands below, a broader rule or what the file returns in the end, gives the same to
        all hosts that the rule decides about. Each such rule makes the file longer, and whoever
        changes the lower one has to know about both.

    Known problems
        It has something to say only where a proof was possible: see ``--prove``. Of rules in
        front of code that looks at the URL nothing is said. Rules that send hosts of the endpoint
        list DIRECT are left alone: they keep rules that are written later from taking these.

    References
        Al-Shaer and Hamed, "Modeling and Management of Firewall Policies".
    """

    name: ClassVar[str] = "redundant-rule"
    code: ClassVar[str] = "CO75"
    severity: ClassVar[Severity] = Severity.INFO
    needs_proof: ClassVar[bool] = True
    why: ClassVar[str] = (
        "it makes the file longer, and whoever changes the lower one has to know about both"
    )
    bad: ClassVar[str] = """\
if (host == "news.contoso.com") return "PROXY other.contoso.com:8080";
if (dnsDomainIs(host, ".contoso.com")) return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = """\
if (dnsDomainIs(host, ".contoso.com")) return "PROXY other.contoso.com:8080";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        del program
        for found in redundant_rules(context):
            yield self._finding(context, found)

    def _finding(self, context: LintContext, found: Redundancy) -> Finding:
        lines = lines_of(context, [successor.node for successor in found.successors])
        below = f"{verb(lines, 'line', 'lines')} {listing(lines)} {verb(lines, 'gives', 'give')}"
        finding = self.at(
            context,
            found.clause.condition,
            f"this rule could be removed: {below} all of its hosts {quoted(found.clause.result)}, "
            "too",
            tip="remove it, or say in a comment why it is there",
            confidence=Confidence.PROVEN,
            related=tuple(
                (s.node, f"this would decide about {s.host}") for s in found.successors[:_SHOWN]
            ),
        )
        return replace(finding, evidence=(found.evidence,), count=1)
