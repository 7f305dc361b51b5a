"""The rule ``conflicting-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.rivals import Relation, rivals
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["ConflictingRule"]


class ConflictingRule(StaticRule):
    """
    Checks for tests that an earlier rule makes as well, with another result.

    Why is this bad?
        The first rule decides and the second never gets its turn, though it may be the
        newer one.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "conflicting-rule"
    code: ClassVar[str] = "CO55"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "the first rule decides, so the second is dead, though it may be the one that is meant"
    )
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "DIRECT";
if (host == "wiki.contoso.com") return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for rival in rivals(program):
            if rival.relation is Relation.CONFLICT:
                yield self.at(
                    context,
                    rival.later.node,
                    f'"{quoted(rival.later.pattern)}" was decided before, as '
                    f"{quoted(rival.earlier_result)}",
                    tip="remove the rule that is not meant",
                    related=((rival.earlier.node, "this rule decides"),),
                )
