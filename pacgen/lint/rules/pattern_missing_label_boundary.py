"""The rule ``pattern-missing-label-boundary``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import is_address, is_domain_like
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons, severity_for
from pacgen.lint.wording import quoted

__all__ = ["PatternMissingLabelBoundary"]


class PatternMissingLabelBoundary(StaticRule):
    """
    Checks for patterns of ``shExpMatch`` with an asterisk right in front of a domain.

    Why is this bad?
        ``*contoso.com`` also matches ``evilcontoso.com``, which anybody can register, and
        which then escapes the proxy.

    Known problems
        Where the test leads to a proxy, no host escapes one, and this is an info.

    References
        Chromium, services/proxy_resolver/pac_js_library.h.
    """

    name: ClassVar[str] = "pattern-missing-label-boundary"
    code: ClassVar[str] = "SE01"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "domains of others that end the same way match as well, and escape the proxy"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, "*contoso.com")) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "contoso.com" || shExpMatch(host, "*.contoso.com")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.GLOB):
            pattern = comparison.pattern
            domain = pattern.lstrip("*")
            if pattern != domain and is_domain_like(domain) and not is_address(domain):
                yield self.at(
                    context,
                    comparison.at,
                    f'the pattern "{quoted(pattern)}" also matches other domains, as evil{domain}',
                    tip=f"test for the name itself and for what is below it\n"
                    f'    host == "{domain}" || shExpMatch(host, "*.{domain}")',
                    severity=severity_for(program, comparison, self.severity),
                    stranger=f"evil{domain}",
                )
