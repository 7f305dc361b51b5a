"""The rule ``port-dependent-routing``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Variant
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import strayed
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["PortDependentRouting"]


class PortDependentRouting(Rule):
    """
    Checks for hosts that are DIRECT on the usual port and something else on another.

    Why is this bad?
        A port that is not the usual one stays in the URL, so a pattern such as
        ``https://*.teams.microsoft.com/*`` does not match it. The host never has a port.

    Known problems
        Teams uses the usual ports; other programs on the same hosts may not.

    References
        Chromium, "Proxy support in Chrome".
    """

    name: ClassVar[str] = "port-dependent-routing"
    code: ClassVar[str] = "RT14"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "the URL holds the port where it is not the usual one, and a pattern for the URL then fails"
    )
    bad: ClassVar[str] = (
        "if (!/:[0-9]+[/]$/.test(url) &&\n"
        '    (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        # Where the scheme matters the pattern is one for URLs: said already.
        by_scheme = [*strayed(context, Variant.HTTP), *strayed(context, Variant.WSS)]
        known = {answer.probe.subject for answer in by_scheme}
        answers = [a for a in strayed(context, Variant.PORT) if a.probe.subject not in known]
        if answers:
            names = subjects(answers)
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to "
                f"{common_answer(answers, 'a proxy')} on another port",
                tip="test the host, and leave the URL out of it",
                answers=answers,
            )
