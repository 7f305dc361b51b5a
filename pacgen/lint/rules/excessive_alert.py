"""The rule ``excessive-alert``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.wording import counted, quoted

__all__ = ["ExcessiveAlert"]


class ExcessiveAlert(Rule):
    """
    Checks for scripts that call ``alert``.

    Why is this bad?
        Windows' resolvers and Android write the text, often a URL, into a log for every request;
        Internet Explorer showed a window. After two kilobytes Chromium goes over to the slow way of
        DNS.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8_tracing.cc.
    """

    name: ClassVar[str] = "excessive-alert"
    code: ClassVar[str] = "PE09"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "URLs end up in logs, and after two kilobytes of text Chromium resolves names the slow way"
    )
    bad: ClassVar[str] = (
        'if (host) alert("asked for " + host);\n'
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        answers = [answer for answer in context.answers if answer.decision.alerts]
        if answers:
            first = answers[0].decision.alerts[0]
            yield self.finding(
                context,
                f'the script calls alert for {counted(len(answers), "request")}: "{quoted(first)}"',
                tip="remove the call",
                answers=answers,
            )
