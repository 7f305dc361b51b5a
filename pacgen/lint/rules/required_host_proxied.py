"""The rule ``required-host-proxied``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["RequiredHostProxied"]


class RequiredHostProxied(Rule):
    """
    Checks for hosts of the endpoint list that go to a proxy.

    Why is this bad?
        Microsoft asks for a direct path to these hosts: a proxy adds delay, cuts long-lived
        connections, and is seldom built for the traffic of calls and meetings.
        Where the category is Default, Microsoft allows a proxy; then this is a warning.

    Known problems
        The hosts that a wildcard stands for are invented. A file that lists the real ones singly
        is reported, since Microsoft adds hosts below a wildcard without notice.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
        Microsoft, "Proxy servers for Teams or Skype for Business Online".
    """

    name: ClassVar[str] = "required-host-proxied"
    code: ClassVar[str] = "RT01"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "traffic to these hosts crosses the proxy, which adds delay and cuts long-lived "
        "connections; calls and meetings suffer first"
    )
    bad: ClassVar[str] = 'if (dnsDomainIs(host, ".contoso.example")) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for severity, answers in falling_short(context, Shortfall.PROXIED):
            names = subjects(answers)
            answer = common_answer(answers, "a proxy")
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to {answer}",
                tip="above every statement that returns a proxy for them, write\n"
                f"{direct_if(entry_tests(answers))}",
                answers=answers,
                severity=severity,
            )
