"""The rule ``url-substring-match``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import without_wildcards
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program, Subject
from pacgen.lint.static import StaticRule, severity_for
from pacgen.lint.urls import UrlFault, url_fault
from pacgen.lint.wording import quoted

__all__ = ["UrlSubstringMatch"]


class UrlSubstringMatch(StaticRule):
    """
    Checks for a domain that is looked for anywhere in the URL.

    Why is this bad?
        ``http://attacker.example/?contoso.com`` has it too. For plain http the script sees
        path and query, so anybody can write a URL that escapes the proxy.

    Known problems
        Where the test leads to a proxy, no host escapes one, and this is an info.

    References
        Chromium, net/proxy_resolution/proxy_resolution_url_sanitizer.cc.
    """

    name: ClassVar[str] = "url-substring-match"
    code: ClassVar[str] = "SE03"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "a URL of anybody that mentions the domain in its path matches as well, and escapes "
        "the proxy"
    )
    bad: ClassVar[str] = 'if (shExpMatch(url, "*wiki.contoso.com*")) return "DIRECT";'
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            if (
                comparison.subject is not Subject.URL
                or url_fault(comparison) is not UrlFault.ANYWHERE
            ):
                continue
            domain = without_wildcards(comparison.pattern).strip("/.")
            yield self.at(
                context,
                comparison.at,
                f'"{quoted(comparison.pattern)}" is looked for anywhere in the URL',
                tip=f'test the host\n    host == "{domain}" || dnsDomainIs(host, ".{domain}")',
                severity=severity_for(program, comparison, self.severity),
                stranger=f"http://attacker.example/?{domain}",
            )
