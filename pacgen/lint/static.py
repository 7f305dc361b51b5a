"""
What rules about the text of a file have in common.

They read the program, not the answers: what they find is likely, unless the rule could have it
evaluated. Of a file that does not load they say nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.engine import Span, Target
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Fix, Place, Related, Severity
from pacgen.lint.program import Comparison, How, Program, Subject
from pacgen.lint.rule import Rule

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["StaticRule", "TextRule", "host_comparisons", "severity_for"]


class TextRule(Rule):
    """Base of the rules about the text of a file, also of one that does not load."""

    example_before: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )

    def at(
        self,
        context: LintContext,
        where: Node | Span | None,
        message: str,
        *,
        tip: str,
        why: str = "",
        severity: Severity | None = None,
        confidence: Confidence = Confidence.LIKELY,
        related: tuple[tuple[Node, str], ...] = (),
        targets: tuple[Target, ...] = (),
        fix: Fix | None = None,
        stranger: str = "",
    ) -> Finding:
        """
        Return a finding of this rule about a piece of the text.

        Args:
            context: What was checked.
            where: The piece of text; ``None`` for the file as a whole.
            message: The fact.
            tip: The cure.
            why: What it means, if the class does not say it well enough.
            severity: If it is not the usual one.
            confidence: How sure this is.
            related: Other pieces, each with what it has to do with this one.
            targets: The clients that it holds for, if not all of them.
            fix: The cure as a change.
            stranger: A host or URL of nobody's that should show it.
        """
        name, span = context.pac.name, context.tree.span
        return Finding(
            rule=self.name,
            severity=severity or self.severity,
            place=Place.of(
                name, where if where is None or isinstance(where, Span) else span(where)
            ),
            message=message,
            why=why or self.why,
            tip=tip,
            confidence=confidence,
            targets=targets,
            related=tuple(Related(Place.of(name, span(n)), label) for n, label in related),
            fix=fix,
            stranger=stranger,
        )


class StaticRule(TextRule):
    """Base of the rules about what a file says, made for files that load."""

    def check(self, context: LintContext) -> Iterator[Finding]:
        """See :meth:`Rule.check`; here the work is that of :meth:`inspect`."""
        if not context.tree.is_broken:
            yield from self.inspect(context, context.program)

    @abstractmethod
    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        """Yield one finding for each cause; *program* is that of *context*."""


def host_comparisons(program: Program, *hows: How) -> Iterator[Comparison]:
    """Yield the comparisons of the host, in one of these ways."""
    for comparison in program.comparisons:
        if comparison.subject is Subject.HOST and comparison.how in hows:
            yield comparison


def severity_for(program: Program, comparison: Comparison, usual: Severity) -> Severity:
    """
    Return how much a pattern that matches too much matters.

    Where it leads to a proxy, no host escapes one.
    """
    return usual if program.sends_direct(comparison.node) else Severity.INFO
