"""The rule ``winhttp-ignores-failover``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Target
from pacgen.lint.answers import grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.wording import quoted
from pacgen.routes import HopKind

__all__ = ["WinhttpIgnoresFailover"]


class WinhttpIgnoresFailover(Rule):
    """
    Checks for results with a second proxy, which Windows' own resolver never uses.

    Why is this bad?
        WinHTTP hands programs the first proxy only; failing over is up to them, and most do not.
        Browsers take the next after seconds, and come back after minutes.

    Known problems
        Browsers do fail over, so this is asked on request only.

    References
        Microsoft, "AutoProxy issues in WinHTTP".
    """

    name: ClassVar[str] = "winhttp-ignores-failover"
    code: ClassVar[str] = "PO13"
    severity: ClassVar[Severity] = Severity.INFO
    by_default: ClassVar[bool] = False
    why: ClassVar[str] = "services and updaters on Windows stop when the first proxy does"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY a.example.com:8080; PROXY b.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxies.example.com:8080";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if Target.WINHTTP not in context.targets:
            return
        controls = context.select(Role.CONTROL_HOST)
        for returned, answers in grouped(controls, lambda a: a.returned).items():
            hops = answers[0].decision.route.hops
            if answers[0].is_proxied and sum(hop.kind is not HopKind.DIRECT for hop in hops) > 1:
                yield self.finding(
                    context,
                    f"winhttp uses the first proxy alone of {quoted(returned)}",
                    tip="give the proxies one address that is always there, and name that",
                    answers=answers,
                )
