"""The rule ``too-many-dns-lookups``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.wording import listing, subjects

__all__ = ["TooManyDnsLookups"]


class TooManyDnsLookups(Rule):
    """
    Checks for requests for which more than twenty names are looked up.

    Why is this bad?
        After twenty different names in one run Chromium answers every further lookup with a
        failure, so the file decides otherwise than it was meant to. Long before that every request
        waits.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8_tracing.cc.
    """

    name: ClassVar[str] = "too-many-dns-lookups"
    code: ClassVar[str] = "PE04"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "after the twentieth every lookup fails in Chromium, so the file decides otherwise than it "
        "was meant to"
    )
    bad: ClassVar[str] = (
        "var i;\n"
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        "for (i = 0; i < 21; i += 1) {\n"
        '  if (isResolvable("probe" + i + ".example.com")) return "DIRECT";\n'
        "}"
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (dnsDomainIs(host, ".corp.example.com")) return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        answers = [a for a in context.in_all_worlds if len(set(a.decision.dns)) > _MOST]
        if answers:
            most = max(len(set(answer.decision.dns)) for answer in answers)
            yield self.finding(
                context,
                f"{most} names are looked up for one request, {listing(subjects(answers))} for one",
                tip="compare names as text; look up one test name at most",
                answers=answers,
            )


_MOST = 20
"""What Chromium allows."""
