"""The base of the rules about tests that never decide, since an earlier rule does."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding
from pacgen.lint.program import Program
from pacgen.lint.rivals import Relation, Rival, rivals
from pacgen.lint.static import StaticRule

__all__ = ["RivalRule"]


class RivalRule(StaticRule):
    """A rule about one relation between two tests. Subclasses say which."""

    relation: ClassVar[Relation]
    cure: ClassVar[str]

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        """See :meth:`pacgen.lint.static.StaticRule.inspect`."""
        for rival in rivals(program):
            if rival.relation is self.relation:
                yield self.at(
                    context,
                    rival.later.node,
                    self.said(rival),
                    tip=self.cure,
                    related=((rival.earlier.node, "this rule decides"),),
                )

    @abstractmethod
    def said(self, rival: Rival) -> str:
        """Return what is the matter with *rival*."""
