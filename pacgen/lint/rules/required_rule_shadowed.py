"""The rule ``required-rule-shadowed``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import Answer
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Place, Related, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shadows import Shadow, shadowed
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["RequiredRuleShadowed"]


class RequiredRuleShadowed(Rule):
    """
    Checks for rules that send Teams DIRECT and never get their turn.

    Why is this bad?
        A PAC file is read from top to bottom. A broader rule that stands above, and returns a
        proxy, decides about Teams too. The line that wins and the line that loses are both shown.

    Known problems
        None: the winning rule was switched off, and the file then went DIRECT by the losing one.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "required-rule-shadowed"
    code: ClassVar[str] = "RT06"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the rule for Teams is there, but an earlier one decides, so that calls and meetings "
        "cross the proxy"
    )
    bad: ClassVar[str] = (
        'if (dnsDomainIs(host, ".microsoft.com")) return "PROXY other.example.com:8080";\n'
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (dnsDomainIs(host, ".microsoft.com")) return "PROXY other.example.com:8080";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for severity, answers in falling_short(context, Shortfall.SHADOWED):
            owned = {id(answer.probe) for answer in answers}
            for shadow in shadowed(context):
                hidden = [a for a in shadow.answers if id(a.probe) in owned]
                if hidden:
                    yield self._finding(context, hidden, shadow, severity)

    def _finding(
        self, context: LintContext, hidden: list[Answer], shadow: Shadow, severity: Severity
    ) -> Finding:
        names = subjects(hidden)
        loser = Place.of(context.pac.name, shadow.loser)
        return self.finding(
            context,
            f"{listing(names)} {verb(names, 'goes', 'go')} to {common_answer(hidden, 'a proxy')}; "
            f"the rule in line {loser.line} would say DIRECT and never gets its turn",
            tip=f"move the rule of line {loser.line} in front of the one that wins",
            answers=hidden,
            severity=severity,
            related=(Related(loser, "this never gets its turn"),),
        )
