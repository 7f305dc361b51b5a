"""The rule ``trailing-dot-dependent-routing``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Variant
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import strayed
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["TrailingDotDependentRouting"]


class TrailingDotDependentRouting(Rule):
    """
    Checks for hosts that are DIRECT as usual and something else with a dot at their end.

    Why is this bad?
        ``teams.microsoft.com.`` is the same name (RFC 1034). Some clients, on iOS with a VPN for
        one, hand it to the script in this form; comparisons of text then fail.

    Known problems
        Few clients do this.

    References
        RFC 1034, section 3.1.
    """

    name: ClassVar[str] = "trailing-dot-dependent-routing"
    code: ClassVar[str] = "RT16"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "with the dot it is the same name; the few clients that write it (iOS with a VPN) use the "
        "proxy"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""

    def check(self, context: LintContext) -> Iterator[Finding]:
        answers = strayed(context, Variant.TRAILING_DOT)
        if not answers:
            return
        names = subjects(answers)
        answer = common_answer(answers, "a proxy")
        yield self.finding(
            context,
            f"{listing(names)} {verb(names, 'goes', 'go')} to {answer} when a dot ends the name",
            tip="make this the first statement of FindProxyForURL\n"
            '    host = host.replace(/\\.$/, "");',
            answers=answers,
        )
