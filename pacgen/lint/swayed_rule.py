"""The base of the rules about hosts whose answer depends on something outside the request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import by_demand, swayed
from pacgen.lint.wording import common_answer, listing, subjects, verb
from pacgen.lint.worlds import WorldKind

__all__ = ["SwayedRule"]


class SwayedRule(Rule):
    """A rule about one kind of world. Subclasses say which."""

    kind: ClassVar[WorldKind]

    plain: ClassVar[str]
    """What the plain world is like, to follow "when"."""

    def check(self, context: LintContext) -> Iterator[Finding]:
        """See :meth:`pacgen.lint.rule.Rule.check`."""
        astray = [a for answers in swayed(context, self.kind).values() for a in answers]
        for severity, answers in by_demand(astray).items():
            names = subjects(answers)
            answer = common_answer(answers, "a proxy")
            world = answers[0].probe.world.label or self.plain
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to {answer} when {world}",
                tip="above every statement that asks for it, write\n"
                f"{direct_if(entry_tests(answers))}",
                answers=answers,
                severity=self._level(severity),
            )

    def _level(self, demanded: Severity) -> Severity:
        return max(self.severity, demanded, key=lambda severity: severity.rank)
