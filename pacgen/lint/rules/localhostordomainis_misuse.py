"""The rule ``localhostordomainis-misuse``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import without_wildcards
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons
from pacgen.lint.wording import quoted

__all__ = ["LocalhostordomainisMisuse"]


class LocalhostordomainisMisuse(StaticRule):
    """
    Checks for ``localHostOrDomainIs`` with something that is no full name.

    Why is this bad?
        It holds for exactly that name and for its first label alone, ``www`` for
        ``www.example.com``. It is no test for a suffix, and knows no wildcards.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section localHostOrDomainIs().
    """

    name: ClassVar[str] = "localhostordomainis-misuse"
    code: ClassVar[str] = "CO57"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "the test holds for one name alone, not for the hosts below it"
    bad: ClassVar[str] = 'if (localHostOrDomainIs(host, ".corp.contoso.com")) return "DIRECT";'
    good: ClassVar[str] = 'if (dnsDomainIs(host, ".corp.contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.LOCAL):
            pattern = comparison.pattern
            if pattern.startswith((".", "*")):
                yield self.at(
                    context,
                    comparison.at,
                    f'localHostOrDomainIs never holds for a host below "{quoted(pattern)}"',
                    tip=f"let dnsDomainIs test for the suffix\n"
                    f'    dnsDomainIs(host, ".{without_wildcards(pattern)}")',
                )
