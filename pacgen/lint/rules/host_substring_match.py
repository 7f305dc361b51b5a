"""The rule ``host-substring-match``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import is_address, is_domain_like
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons, severity_for
from pacgen.lint.wording import quoted

__all__ = ["HostSubstringMatch"]


class HostSubstringMatch(StaticRule):
    """
    Checks for a domain that is looked for anywhere in the host.

    Why is this bad?
        ``contoso.com.attacker.example`` and ``evilcontoso.com`` have it too. Anybody can
        register such names, and then escapes the proxy.

    Known problems
        Where the test leads to a proxy, no host escapes one, and this is an info.

    References
        ECMAScript, "String.prototype.indexOf".
    """

    name: ClassVar[str] = "host-substring-match"
    code: ClassVar[str] = "SE04"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "names of others that contain the domain match as well, and escape the proxy"
    )
    bad: ClassVar[str] = 'if (host.indexOf("contoso.com") >= 0) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "contoso.com" || dnsDomainIs(host, ".contoso.com")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.SUBSTRING):
            domain = comparison.pattern.strip(".")
            if comparison.is_negated or not is_domain_like(domain) or is_address(domain):
                continue
            yield self.at(
                context,
                comparison.at,
                f'"{quoted(comparison.pattern)}" is looked for anywhere in the host',
                tip=f"test the end of the host\n"
                f'    host == "{domain}" || dnsDomainIs(host, ".{domain}")',
                severity=severity_for(program, comparison, self.severity),
                stranger=f"evil{domain}.attacker.example",
            )
