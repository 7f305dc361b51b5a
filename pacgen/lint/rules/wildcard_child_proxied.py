"""The rule ``wildcard-child-proxied``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects

__all__ = ["WildcardChildProxied"]


class WildcardChildProxied(Rule):
    """
    Checks for hosts of a wildcard that go to a proxy while their relatives go DIRECT.

    Why is this bad?
        The file knows the domain, but names single hosts, or stops at a certain depth.
        ``*.teams.microsoft.com`` means every host below, at any depth; Microsoft adds hosts
        there without notice, and they go to the proxy from their first day.

    Known problems
        The hosts asked about are invented: one, two and three labels below the wildcard.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
    """

    name: ClassVar[str] = "wildcard-child-proxied"
    code: ClassVar[str] = "RT02"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the file knows the domain, but not all hosts in it; those that Microsoft adds, or names "
        "more deeply, go to the proxy"
    )
    bad: ClassVar[str] = 'if (host == "teams.microsoft.com") return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for severity, answers in falling_short(context, Shortfall.CHILD):
            names = subjects(answers)
            answer = common_answer(answers, "a proxy")
            yield self.finding(
                context,
                f"hosts of {listing(names)} go to {answer}, their relatives go DIRECT",
                tip="test for the whole domain, not for single hosts in it\n"
                f"{direct_if(entry_tests(answers))}",
                answers=answers,
                severity=severity,
            )
