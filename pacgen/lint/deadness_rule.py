"""The base of the rules about rules that never decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.deadness import Deadness
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.followed import Cover
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import listing

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["DeadnessRule", "lines_of", "taking"]

_SHOWN = 3


class DeadnessRule(StaticRule):
    """A rule about rules that never decide. Subclasses say about which, and why."""

    needs_proof: ClassVar[bool] = True

    def told(
        self,
        context: LintContext,
        found: Deadness,
        message: str,
        *,
        tip: str,
        why: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """Return the finding about the line that loses, with those that win and what was asked."""
        winners = tuple((c.node, f"this decides about {c.host}") for c in found.shortest[:_SHOWN])
        finding = self.at(
            context,
            found.clause.condition if found.is_whole else found.parts[0].named.node,
            message,
            tip=tip,
            why=why,
            severity=severity,
            confidence=Confidence.PROVEN,
            related=winners,
        )
        if found.evidence is None:
            return finding
        return replace(finding, evidence=(found.evidence,), count=1, targets=())


def taking(context: LintContext, covers: Sequence[Cover]) -> str:
    """Return which lines take what a rule is about: ``line 3 takes``, ``lines 3, 4 take``."""
    lines = lines_of(context, [cover.node for cover in covers])
    return f"line {lines[0]} takes" if len(lines) == 1 else f"lines {listing(lines)} take"


def lines_of(context: LintContext, nodes: Sequence[Node]) -> list[str]:
    """Return the numbers of the lines in which *nodes* stand, each once, in their order."""
    spans = [context.program.index.span(node) for node in nodes]
    return list(dict.fromkeys(str(line) for line in sorted(span.line for span in spans)))
