"""The rule ``unescaped-regex-dot``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.expressions import bare_dots
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons, severity_for
from pacgen.lint.wording import counted

__all__ = ["UnescapedRegexDot"]


class UnescapedRegexDot(StaticRule):
    r"""
    Checks for dots in regular expressions that stand in a domain or an address without a
    backslash.

    Why is this bad?
        A dot alone is any character: ``/contoso.com$/`` also matches ``contosoxcom``, and
        ``/^(\d+.){3}\d+$/`` takes ``1a2b3c4`` for an address.

    Known problems
        None.

    References
        ECMAScript, "Patterns".
    """

    name: ClassVar[str] = "unescaped-regex-dot"
    code: ClassVar[str] = "CO27"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "a dot without a backslash is any character, so other hosts match too"
    bad: ClassVar[str] = 'if (/(^|\\.)teams.contoso\\.com$/.test(host)) return "DIRECT";'
    good: ClassVar[str] = 'if (/(^|\\.)teams\\.contoso\\.com$/.test(host)) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.REGEX):
            dots = list(bare_dots(comparison.pattern))
            if dots:
                pattern = comparison.pattern
                for position in reversed(dots):
                    pattern = f"{pattern[:position]}\\{pattern[position:]}"
                yield self.at(
                    context,
                    comparison.at,
                    f"{counted(len(dots), 'dot')} of this regular expression "
                    f"{'is' if len(dots) == 1 else 'are'} any character",
                    tip=f"put a backslash in front\n    /{pattern}/{comparison.flags}",
                    severity=severity_for(program, comparison, self.severity),
                )
