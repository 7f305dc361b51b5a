"""The rule ``duplicate-rule``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.rival_rule import RivalRule
from pacgen.lint.rivals import Relation, Rival
from pacgen.lint.wording import quoted

__all__ = ["DuplicateRule"]


class DuplicateRule(RivalRule):
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
    relation: ClassVar[Relation] = Relation.DUPLICATE
    cure: ClassVar[str] = "remove this test"
    why: ClassVar[str] = (
        "the second one does nothing, and whoever changes one of them forgets the other"
    )
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "DIRECT";
if (host == "wiki.contoso.com") return "DIRECT";
"""
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def said(self, rival: Rival) -> str:
        return f'"{quoted(rival.later.pattern)}" was tested before, with the same result'
