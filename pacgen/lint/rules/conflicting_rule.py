"""The rule ``conflicting-rule``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.rival_rule import RivalRule
from pacgen.lint.rivals import Relation, Rival
from pacgen.lint.wording import quoted

__all__ = ["ConflictingRule"]


class ConflictingRule(RivalRule):
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
    relation: ClassVar[Relation] = Relation.CONFLICT
    cure: ClassVar[str] = "remove the rule that is not meant"
    why: ClassVar[str] = (
        "the first rule decides, so the second is dead, though it may be the one that is meant"
    )
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "DIRECT";
if (host == "wiki.contoso.com") return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def said(self, rival: Rival) -> str:
        return (
            f'"{quoted(rival.later.pattern)}" was decided before, as {quoted(rival.earlier_result)}'
        )
