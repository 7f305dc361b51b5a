"""The rule ``open-ended-pattern``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import is_address, is_domain_like, without_wildcards
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Comparison, How, Program, Subject
from pacgen.lint.static import StaticRule, severity_for
from pacgen.lint.urls import UrlFault, url_fault
from pacgen.lint.wording import quoted

__all__ = ["OpenEndedPattern"]


class OpenEndedPattern(StaticRule):
    """
    Checks for patterns with a domain that may go on behind its end.

    Why is this bad?
        ``*.contoso.com*`` also matches ``a.contoso.com.attacker.example``. Anybody can have
        such a name, and then escapes the proxy.

    Known problems
        Where the test leads to a proxy, no host escapes one, and this is an info.

    References
        Chromium, services/proxy_resolver/pac_js_library.h.
    """

    name: ClassVar[str] = "open-ended-pattern"
    code: ClassVar[str] = "SE02"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "names of others that begin the same way match as well, and escape the proxy"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, "*.contoso.com*")) return "DIRECT";'
    good: ClassVar[str] = 'if (shExpMatch(host, "*.contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            if comparison.is_negated or not _is_open(comparison):
                continue
            pattern = comparison.pattern
            domain = without_wildcards(pattern).rpartition("/")[2]
            yield self.at(
                context,
                comparison.at,
                f'"{quoted(pattern)}" also matches names that go on, as {domain}.attacker.example',
                tip=f"end the pattern where the name ends\n"
                f'    host == "{domain}" || dnsDomainIs(host, ".{domain}")',
                severity=severity_for(program, comparison, self.severity),
                stranger=f"{'a.' if pattern.startswith('*.') else ''}{domain}.attacker.example",
            )


_ADDRESS_ANYWHERE = re.compile(r"\*\d+(\.\d+){1,3}\*")


def _is_open(comparison: Comparison) -> bool:
    pattern = comparison.pattern
    if comparison.subject is Subject.URL:
        return url_fault(comparison) is UrlFault.OPEN
    match comparison.how:
        case How.GLOB:
            domain = pattern.strip("*")
            if _ADDRESS_ANYWHERE.fullmatch(pattern):
                return True
            is_open = pattern.endswith("*") and "/" not in pattern
            return is_open and is_domain_like(domain.strip(".")) and not is_address(domain)
        case How.PREFIX:
            return is_domain_like(pattern) and not is_address(pattern) and pattern.count(".") > 1
        case _:
            return False
