"""The rule ``direct-with-proxy-tail``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects

__all__ = ["DirectWithProxyTail"]


class DirectWithProxyTail(Rule):
    """
    Checks for hosts of the endpoint list whose route begins with DIRECT but names a proxy too.

    Why is this bad?
        After a failed direct attempt the client moves to the proxy and stays there for minutes.
        WinHTTP reads such a route differently from browsers.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Proxy fallback".
    """

    name: ClassVar[str] = "direct-with-proxy-tail"
    code: ClassVar[str] = "RT05"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "one failed direct attempt moves a client to the proxy for minutes, and clients differ in "
        "when they do that"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT; PROXY proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        answers = [a for _, found in falling_short(context, Shortfall.TAIL) for a in found]
        if not answers:
            return
        names = subjects(answers)
        answer = common_answer(answers, "DIRECT first, a proxy later")
        yield self.finding(
            context,
            f"{listing(names)} may go to a proxy after all: {answer}",
            tip=f"return DIRECT alone\n{direct_if(entry_tests(answers))}",
            answers=answers,
        )
