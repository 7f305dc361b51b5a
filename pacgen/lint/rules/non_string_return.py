"""The rule ``non-string-return``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.troubles import TroubleKind, troubles
from pacgen.lint.wording import counted, listing, subjects

__all__ = ["NonStringReturn"]


class NonStringReturn(Rule):
    """
    Checks for results that are no string: an array, a number, ``true``, ``null``.

    Why is this bad?
        Clients accept a string and nothing else. Whatever else comes they take for a failure of
        the script and go DIRECT, silently, or block the request where the PAC is mandatory.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc.
        Firefox, netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "non-string-return"
    code: ClassVar[str] = "CO11"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients accept a string alone; anything else is a failure to them, and they go DIRECT "
        "without a word"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return ["PROXY proxy.example.com:8080", "DIRECT"];'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080; DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for trouble in troubles(context, TroubleKind.NOT_A_STRING):
            names = subjects(trouble.shown)
            yield self.finding(
                context,
                f"{trouble.fault.message}, for {listing(names)} "
                f"({counted(trouble.requests, 'request')})",
                tip="return one string, its elements separated with ';'\n"
                '    return "PROXY proxy.example.com:8080; DIRECT";',
                answers=trouble.answers,
                shown=trouble.shown,
            )
