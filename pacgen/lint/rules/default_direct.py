"""The rule ``default-direct``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule

__all__ = ["DefaultDirect"]


class DefaultDirect(Rule):
    """
    Checks for files that send everything DIRECT that no rule names.

    Why is this bad?
        Where the proxy is to see all traffic, a host that was forgotten should go there. This file
        lets it pass.

    Known problems
        Many networks want that: asked on request only.

    References
        Chromium, "Proxy support in Chrome".
    """

    name: ClassVar[str] = "default-direct"
    code: ClassVar[str] = "SE08"
    severity: ClassVar[Severity] = Severity.INFO
    by_default: ClassVar[bool] = False
    why: ClassVar[str] = "whatever the file does not name passes by the proxy"
    bad: ClassVar[str] = 'return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if context.default_is_direct:
            answers = [a for a in context.select(Role.CONTROL_HOST) if a.is_clean_direct]
            yield self.finding(
                context,
                "hosts that the file does not name go DIRECT",
                tip='end with your proxy\n    return "PROXY proxy.example.com:8080";',
                answers=answers,
            )
