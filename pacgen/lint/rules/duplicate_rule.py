"""The rule ``duplicate-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.rivals import Relation, rivals
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["DuplicateRule"]


class DuplicateRule(StaticRule):
    """
    Checks for tests that an earlier rule makes as well, with the same result.

    Why is this bad?
        The second one does nothing. It makes the file longer, and whoever changes one of
        them forgets the other.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "duplicate-rule"
    code: ClassVar[str] = "CO54"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "the second one does nothing, and whoever changes one of them forgets the other"
    )
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "DIRECT";
if (host == "wiki.contoso.com") return "DIRECT";
"""
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for rival in rivals(program):
            if rival.relation is Relation.DUPLICATE:
                yield self.at(
                    context,
                    rival.later.node,
                    f'"{quoted(rival.later.pattern)}" was tested before, with the same result',
                    tip="remove this test",
                    related=((rival.earlier.node, "this rule decides"),),
                )
