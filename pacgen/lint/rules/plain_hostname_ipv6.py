"""The rule ``plain-hostname-ipv6``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Target
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.wording import listing, subjects

__all__ = ["PlainHostnameIpv6"]


class PlainHostnameIpv6(Rule):
    """
    Checks for tests for plain names that IPv6 addresses pass too.

    Why is this bad?
        ``2001:db8::1`` has no dot. To older helpers it is a plain name; Chromium and Firefox know
        better.

    Known problems
        Asked on request only: few IPv6 literals are ever asked for.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc.
    """

    name: ClassVar[str] = "plain-hostname-ipv6"
    code: ClassVar[str] = "PO15"
    severity: ClassVar[Severity] = Severity.INFO
    by_default: ClassVar[bool] = False
    why: ClassVar[str] = (
        "to older helpers an IPv6 address is a plain name, so every such address goes DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (isPlainHostName(host)) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (isPlainHostName(host) && host.indexOf(":") == -1) return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if "isPlainHostName" not in context.pac.text or context.asker is None:
            return
        proxied = [a for a in context.select(Role.CONTROL_ADDRESS) if ":" in a.probe.host]
        requests = [answer.decision.request for answer in proxied if answer.is_proxied]
        old = context.asker.decide(requests, Target.PACPARSER)
        if any(decision.fault is None and decision.is_direct for decision in old):
            yield self.finding(
                context,
                f"{listing(subjects(proxied))} is a plain name to older helpers, and goes DIRECT",
                tip='look for a colon\n    if (isPlainHostName(host) && host.indexOf(":") == -1)',
                answers=proxied,
            )
