"""The rule ``slow-evaluation``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Needs, Rule
from pacgen.lint.troubles import TroubleKind, troubles
from pacgen.lint.wording import listing, subjects

__all__ = ["SlowEvaluation"]


class SlowEvaluation(Rule):
    """
    Checks for scripts that do not end in time.

    Why is this bad?
        Every request waits for the script. Windows' own resolver gives up after a minute,
        browsers hang for as long as the script does, and then go DIRECT or nowhere.

    Known problems
        Only scripts that run for seconds are reported: how fast a script is in milliseconds is
        not the same on two machines.

    References
        Microsoft, "AutoProxy issues in WinHTTP".
    """

    name: ClassVar[str] = "slow-evaluation"
    code: ClassVar[str] = "PE06"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "every request waits for the script; clients hang, and then go DIRECT without a word"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        "while (host) { url += host; url = url.substring(1); }"
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for trouble in troubles(context, TroubleKind.SLOW):
            names = subjects(trouble.shown)
            yield self.finding(
                context,
                f"the script does not end in time for {listing(names)}",
                tip="look for loops that never end and for regular expressions with nested stars",
                answers=trouble.shown,
                fault=trouble.fault,
            )
