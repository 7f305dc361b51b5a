"""The rule ``apex-not-covered``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["ApexNotCovered"]


class ApexNotCovered(Rule):
    """
    Checks for names that go to a proxy while the hosts below them go DIRECT.

    Why is this bad?
        ``*.teams.microsoft.com`` and ``.teams.microsoft.com`` never match ``teams.microsoft.com``
        itself: the leading dot is part of the test. The endpoint list has both as entries of
        their own, and the name itself is what users open.

    Known problems
        None: only names which the endpoint list has as entries of their own are asked about.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
        Mozilla, "Proxy Auto-Configuration (PAC) file", section dnsDomainIs().
    """

    name: ClassVar[str] = "apex-not-covered"
    code: ClassVar[str] = "RT03"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the dot that leads a suffix is part of the test, so the name itself is not matched; "
        "it is what users open"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, "*.teams.microsoft.com")) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || shExpMatch(host, "*.teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for severity, answers in falling_short(context, Shortfall.APEX):
            names = subjects(answers)
            answer = common_answer(answers, "a proxy")
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to {answer}, "
                f"hosts below {verb(names, 'it', 'them')} go DIRECT",
                tip=f"test for the name itself as well\n{direct_if(entry_tests(answers))}",
                answers=answers,
                severity=severity,
            )
