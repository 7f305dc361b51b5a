"""The rule ``shadowed-rule``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness import Deadness, Reason, verdicts_on_rules
from pacgen.lint.deadness_rule import DeadnessRule, taking
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.followed import Cover
from pacgen.lint.program import Program
from pacgen.lint.rivals import Relation, Rival, rivals
from pacgen.lint.wording import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["ShadowedRule"]

_SAME = frozenset({Relation.DUPLICATE, Relation.CONFLICT})
_SUPERFLUOUS = "it has the same result as what decides, so it does nothing"


class ShadowedRule(DeadnessRule):
    """
    Checks for rules, and single tests of rules, whose hosts earlier rules decide about.

    Why is this bad?
        What stands above takes all of these hosts, so the rule below never gets its turn: an
        exception that is written behind the broader rule is none. Where both have the same
        result, the lower one is merely superfluous: an info. A specific rule in front of a
        broader one is how exceptions are written, and no finding.

    Known problems
        Without a proof, see ``--prove``, and where a proof gave up, the text alone is compared:
        one rule with one broader rule, and confidence is ``likely``. Proofs are about lower-case
        hosts without a final dot.

    References
        Zscaler, "Best Practices for Writing PAC Files".
        Al-Shaer and Hamed, "Modeling and Management of Firewall Policies".
    """

    name: ClassVar[str] = "shadowed-rule"
    code: ClassVar[str] = "CO56"
    severity: ClassVar[Severity] = Severity.WARNING
    needs_proof: ClassVar[bool] = False
    why: ClassVar[str] = "what stands above comes first and decides, so this never gets its turn"
    bad: ClassVar[str] = """\
if (shExpMatch(host, "*.contoso.com")) return "DIRECT";
if (host == "news.contoso.com") return "PROXY other.contoso.com:8080";
"""
    good: ClassVar[str] = """\
if (host == "news.contoso.com") return "PROXY other.contoso.com:8080";
if (shExpMatch(host, "*.contoso.com")) return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        verdicts = verdicts_on_rules(context)
        # The very same test has rules of its own.
        same = {r.later.at.id for r in rivals(program) if r.relation in _SAME}
        for found in verdicts.dead:
            is_same = all(part.named.at.id in same for part in found.parts)
            is_told = is_same or any(_takes_everything(program, c) for c in found.covers)
            if found.reason is Reason.COVERED and not is_told:
                yield self._proven(context, found)
        for rival in rivals(program):
            is_open = rival.later.at.id not in verdicts.settled or _stand_together(program, rival)
            if is_open and rival.relation not in _SAME:
                yield self._likely(context, rival)

    def _proven(self, context: LintContext, found: Deadness) -> Finding:
        is_single = len(found.parts) == 1
        subject = f'"{quoted(found.parts[0].named.pattern)}"' if is_single else "this rule"
        if not found.others:
            difference = "with the same result"
        elif all(cover.result != found.clause.result for cover in found.covers):
            difference = "with another result"
        else:
            difference = "some with another result"
        is_info = not found.others
        return self.told(
            context,
            found,
            f"{subject} never gets its turn: "
            f"{taking(context, found.covers)} all of its hosts, {difference}",
            tip=f"remove this {'rule' if found.is_whole else 'test'}"
            if is_info
            else "move this in front of what decides",
            why=_SUPERFLUOUS if is_info else "",
            severity=Severity.INFO if is_info else None,
        )

    def _likely(self, context: LintContext, rival: Rival) -> Finding:
        is_dead = rival.relation is Relation.SHADOWED
        first = quoted(rival.earlier.pattern)
        return self.at(
            context,
            rival.later.node,
            f'"{quoted(rival.later.pattern)}" never gets its turn: "{first}" comes first'
            if is_dead
            else f'"{quoted(rival.later.pattern)}" is a part of "{first}", which comes first',
            tip="move this rule in front of the broader one" if is_dead else "remove this test",
            why="" if is_dead else _SUPERFLUOUS,
            severity=None if is_dead else Severity.INFO,
            related=((rival.earlier.node, "this rule decides"),),
        )


def _stand_together(program: Program, rival: Rival) -> bool:
    """Say whether both tests are parts of one condition, where none can be told to decide."""
    return _statement(program, rival.earlier.node) == _statement(program, rival.later.node)


def _statement(program: Program, node: Node) -> Node | None:
    return next((a for a in program.index.ancestors(node) if a.type == "if_statement"), None)


def _takes_everything(program: Program, cover: Cover) -> bool:
    """Say whether nothing below *cover* ever runs: that is one mistake, with rules of its own."""
    index = program.index
    statement = index.parent(cover.node)
    around = index.parent(statement) if statement is not None else None
    if cover.clause is None:
        return around is not None and around == index.field(index.function(cover.node), "body")
    return index.bare(cover.clause.condition).type in _CONSTANTS


_CONSTANTS = frozenset({"true", "number", "string", "assignment_expression"})
