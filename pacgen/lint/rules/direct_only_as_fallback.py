"""The rule ``direct-only-as-fallback``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["DirectOnlyAsFallback"]


class DirectOnlyAsFallback(Rule):
    """
    Checks for hosts of the endpoint list that get DIRECT only behind a proxy.

    Why is this bad?
        Clients try the elements from left to right. As long as the proxy can be reached, the
        traffic goes there; DIRECT stands in the file and is never used.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Proxy fallback".
    """

    name: ClassVar[str] = "direct-only-as-fallback"
    code: ClassVar[str] = "RT04"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients try a route from left to right; as long as the proxy can be reached, DIRECT is "
        "never used"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "PROXY proxy.example.com:8080; DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for severity, answers in falling_short(context, Shortfall.FALLBACK):
            names = subjects(answers)
            answer = common_answer(answers, "a proxy first, DIRECT later")
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'gets', 'get')} DIRECT "
                f"only as a fallback: {answer}",
                tip="above every statement that returns a proxy for them, write\n"
                f"{direct_if(entry_tests(answers))}",
                answers=answers,
                severity=severity,
            )
