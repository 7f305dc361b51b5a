"""The rule ``missing-leading-dot``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import is_address, is_domain_like
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons, severity_for

__all__ = ["MissingLeadingDot"]


class MissingLeadingDot(StaticRule):
    """
    Checks for ``dnsDomainIs`` with a domain that has no dot in front.

    Why is this bad?
        ``dnsDomainIs`` compares the end of the text and knows nothing of labels:
        ``"example.com"`` also matches ``evil-example.com``, which anybody can register.
        Some other clients take such an argument for an exact name, so that hosts below it
        are not matched at all.

    Known problems
        Where the test leads to a proxy, no host escapes one, and this is an info.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js. Chromium,
        services/proxy_resolver/pac_js_library.h.
    """

    name: ClassVar[str] = "missing-leading-dot"
    code: ClassVar[str] = "CO24"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "dnsDomainIs compares nothing but the end of the name, so hosts of others match, and "
        "browsers and other clients disagree on the rest"
    )
    bad: ClassVar[str] = 'if (dnsDomainIs(host, "contoso.com")) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "contoso.com" || dnsDomainIs(host, ".contoso.com")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.SUFFIX):
            domain = comparison.pattern
            if is_domain_like(domain) and not is_address(domain):
                yield self.at(
                    context,
                    comparison.at,
                    f'dnsDomainIs with "{domain}" also matches other domains, as evil-{domain}',
                    tip=f"test for the name itself and for what is below it\n"
                    f'    host == "{domain}" || dnsDomainIs(host, ".{domain}")',
                    severity=severity_for(program, comparison, self.severity),
                    stranger=f"evil-{domain}",
                )
