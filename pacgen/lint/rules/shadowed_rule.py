"""The rule ``shadowed-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.rivals import Relation, rivals
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["ShadowedRule"]


class ShadowedRule(StaticRule):
    """
    Checks for tests of hosts that an earlier, broader rule has decided about.

    Why is this bad?
        The broader rule comes first, so the exception below it never gets its turn. Where
        both have the same result, the narrower one is merely superfluous: an info.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "shadowed-rule"
    code: ClassVar[str] = "CO56"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "the broader rule comes first and decides, so this one never gets its turn"
    bad: ClassVar[str] = """\
if (shExpMatch(host, "*.contoso.com")) return "DIRECT";
if (host == "news.contoso.com") return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = """\
if (host == "news.contoso.com") return "PROXY other.contoso.com:8080";
if (shExpMatch(host, "*.contoso.com")) return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for rival in rivals(program):
            if rival.relation not in {Relation.SHADOWED, Relation.REDUNDANT}:
                continue
            is_dead = rival.relation is Relation.SHADOWED
            first = quoted(rival.earlier.pattern)
            yield self.at(
                context,
                rival.later.node,
                f'"{quoted(rival.later.pattern)}" never gets its turn: "{first}" comes first'
                if is_dead
                else f'"{quoted(rival.later.pattern)}" is a part of "{first}", which comes first',
                tip="move this rule in front of the broader one" if is_dead else "remove this test",
                why=""
                if is_dead
                else "it has the same result as the broader rule, so it does nothing",
                severity=self.severity if is_dead else Severity.INFO,
                related=((rival.earlier.node, "this rule decides"),),
            )
