"""The rule ``unified-domain-missing``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["UnifiedDomainMissing"]


class UnifiedDomainMissing(Rule):
    """
    Checks for files that know Teams by its former domains and not by those below ``.microsoft``.

    Why is this bad?
        Teams moves to ``teams.cloud.microsoft``, and with it ``*.cloud.microsoft``,
        ``*.static.microsoft`` and ``*.usercontent.microsoft``. A file from before that sends the
        new names to the proxy: the commonest way in which a PAC file grows stale.

    Known problems
        None.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
        Microsoft, "Unified cloud.microsoft domain for Microsoft 365 apps".
    """

    name: ClassVar[str] = "unified-domain-missing"
    code: ClassVar[str] = "RT07"
    severity: ClassVar[Severity] = Severity.ERROR
    example_entries: ClassVar[tuple[str, ...]] = (
        *("teams.microsoft.com", "*.teams.microsoft.com"),
        *("teams.cloud.microsoft", "*.teams.cloud.microsoft"),
    )
    why: ClassVar[str] = (
        "Teams moves to these names; a file that knows only the former ones sends a growing "
        "part of it to the proxy"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||\n'
        '    host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft"))\n'
        '  return "DIRECT";\n'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for severity, answers in falling_short(context, Shortfall.UNIFIED):
            names = subjects(answers)
            answer = common_answer(answers, "a proxy")
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to {answer}, "
                "only the former domains of Teams go DIRECT",
                tip="above every statement that returns a proxy for them, write\n"
                f"{direct_if(entry_tests(answers))}",
                answers=answers,
                severity=severity,
            )
