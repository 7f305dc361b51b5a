"""The rule ``fail-open-list``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.wording import quoted

__all__ = ["FailOpenList"]


class FailOpenList(Rule):
    """
    Checks for results that let traffic pass by the proxy when the proxy is away.

    Why is this bad?
        ``PROXY ...; DIRECT`` keeps people working when the proxy stops, and lets everything out
        unfiltered, also where somebody makes it stop.

    Known problems
        A matter of policy: asked on request only.

    References
        Chromium, "Proxy support in Chrome", section "Proxy fallback".
    """

    name: ClassVar[str] = "fail-open-list"
    code: ClassVar[str] = "SE09"
    severity: ClassVar[Severity] = Severity.INFO
    by_default: ClassVar[bool] = False
    why: ClassVar[str] = "when the proxy cannot be reached, everything goes out unfiltered"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080; DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        controls = context.select(Role.CONTROL_HOST)
        for returned, answers in grouped(controls, lambda a: a.returned).items():
            if answers[0].is_proxied and answers[0].decision.route.has_direct:
                yield self.finding(
                    context,
                    f"{quoted(returned)} goes DIRECT when the proxy cannot be reached",
                    tip="name a second proxy instead of DIRECT",
                    answers=answers,
                )
