"""The rule ``unguarded-dns-result``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Target
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.troubles import TroubleKind, troubles
from pacgen.lint.wording import counted, listing, quoted, subjects

__all__ = ["UnguardedDnsResult"]


class UnguardedDnsResult(Rule):
    """
    Checks for scripts that throw when a name does not resolve.

    Why is this bad?
        ``dnsResolve`` gives ``null`` (Chromium, Firefox) or ``false`` (Windows) where it finds
        nothing, and behind a proxy the names of the Internet often do not resolve at all. A
        method called on that throws, and clients meet it with DIRECT.

    Known problems
        None: the script was run both with a name that resolves and with one that does not.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc (the table of return values).
    """

    name: ClassVar[str] = "unguarded-dns-result"
    code: ClassVar[str] = "CO09"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "names that do not resolve are common behind a proxy; the script then throws, and clients "
        "go DIRECT without a word"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (dnsResolve(host).indexOf("10.") == 0) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        "var ip = dnsResolve(host);\n"
        'if (ip && ip.indexOf("10.") == 0) return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        told: dict[tuple[str, ...], tuple[Target, ...]] = {}
        for trouble in troubles(context, TroubleKind.UNGUARDED_DNS):
            names = subjects(trouble.shown)
            # What null does to one client, false does to another, a few characters further on.
            if not set(trouble.targets) & set(told.setdefault(names, ())) and told[names]:
                continue
            told[names] += trouble.targets
            yield self.finding(
                context,
                f"FindProxyForURL throws when the name does not resolve, for {listing(names)} "
                f"({counted(trouble.requests, 'request')}): {quoted(trouble.fault.message)}",
                tip="keep the answer, and look whether there is one\n"
                "    var ip = dnsResolve(host);\n"
                '    if (ip && ip.indexOf("10.") == 0) return "DIRECT";',
                answers=trouble.answers,
                shown=trouble.shown,
                fault=trouble.fault,
            )
