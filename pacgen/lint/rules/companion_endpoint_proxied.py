"""The rule ``companion-endpoint-proxied``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, entry_tests
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import Shortfall, falling_short
from pacgen.lint.wording import common_answer, listing, subjects, verb
from pacgen.policy.expectation import ExpectedHost, Feature

__all__ = ["CompanionEndpointProxied"]


class CompanionEndpointProxied(Rule):
    """
    Checks for hosts that Teams needs and does not own, on the proxy while Teams is DIRECT.

    Why is this bad?
        Sign-in, pages and icons, files, the calendar and telemetry belong to other services. With
        them on a proxy that asks for a password, inspects TLS or is far away, Teams starts slowly,
        asks again and again who you are, or shows empty tabs.

    Known problems
        They are looked at for the presets ``teams-signin`` and ``teams-full`` only; the hosts of
        town halls, where the configuration says ``town_hall: true``. The symptoms are inferred
        from what the hosts are for.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
        Microsoft, "Proxy servers for Teams or Skype for Business Online".
    """

    name: ClassVar[str] = "companion-endpoint-proxied"
    code: ClassVar[str] = "RT08"
    severity: ClassVar[Severity] = Severity.WARNING
    example_companions: ClassVar[tuple[str, ...]] = ("login.microsoftonline.com",)
    why: ClassVar[str] = (
        "Teams needs these hosts though they belong to another service; through a proxy that "
        "feature suffers"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||\n'
        '    host == "login.microsoftonline.com")\n'
        '  return "DIRECT";\n'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        found = falling_short(context, Shortfall.COMPANION)
        astray = [answer for _, answers in found for answer in answers]
        by_cause = grouped(astray, lambda answer: (_feature(answer), context.cause(answer)))
        for (feature, _), answers in by_cause.items():
            names = subjects(answers)
            answer = common_answer(answers, "a proxy")
            yield self.finding(
                context,
                f"{feature or 'other'}: {listing(names)} {verb(names, 'goes', 'go')} to {answer}",
                why=_SYMPTOMS[feature] if feature else "",
                tip="above every statement that returns a proxy for them, write\n"
                f"{direct_if(entry_tests(answers))}",
                answers=answers,
            )


_SYMPTOMS = {
    Feature.SIGN_IN: "users cannot sign in, or are asked again and again, where the proxy wants "
    "a password or inspects TLS",
    Feature.PAGES: "Teams starts with an empty window, with missing icons or an old look",
    Feature.FILES: "the tab for files stays empty, and sharing is slow",
    Feature.CALENDAR: "the calendar stays empty, and meetings cannot be joined from it",
    Feature.TELEMETRY: "Teams starts slowly, and features appear late or not at all",
    Feature.TOWN_HALLS: "a town hall fills the proxy and the line to it with one stream for each "
    "of its viewers",
}
"""What users notice."""


def _feature(answer: Answer) -> Feature | None:
    wanted = answer.probe.wanted
    return wanted.feature if isinstance(wanted, ExpectedHost) else None
