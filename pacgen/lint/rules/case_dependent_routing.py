"""The rule ``case-dependent-routing``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Variant
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import strayed
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["CaseDependentRouting"]


class CaseDependentRouting(Rule):
    """
    Checks for hosts that are DIRECT in lower case and something else in upper case.

    Why is this bad?
        Browsers hand the host to the script in lower case. WinHTTP, which services, updaters and
        Office add-ins use, hands it over as the application wrote it, and all comparisons in a
        PAC file tell case apart.

    Known problems
        It is checked only where WinHTTP is among the clients.

    References
        Microsoft, "Managing Microsoft 365 endpoints" (the switch -Lowercase of Get-PacFile).
    """

    name: ClassVar[str] = "case-dependent-routing"
    code: ClassVar[str] = "RT15"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "browsers hand the host over in lower case, WinHTTP clients as the application wrote it, "
        "so some programs use the proxy"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.replace(/\\.$/, "");
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
        answers = strayed(context, Variant.UPPER_CASE)
        if not answers:
            return
        names = subjects(answers)
        answer = common_answer(answers, "a proxy")
        yield self.finding(
            context,
            f"{listing(names)} {verb(names, 'goes', 'go')} to {answer} when written in upper case",
            tip="make this the first statement of FindProxyForURL\n    host = host.toLowerCase();",
            answers=answers,
        )
