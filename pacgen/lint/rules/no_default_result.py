"""The rule ``no-default-result``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.troubles import TroubleKind, troubles
from pacgen.lint.wording import circumstances, counted, listing, subjects

__all__ = ["NoDefaultResult"]


class NoDefaultResult(Rule):
    """
    Checks for hosts for which ``FindProxyForURL`` ends without a result.

    Why is this bad?
        A function that falls off its end returns ``undefined``. Clients take that for a failure
        of the script and go DIRECT, silently, or block the request where the PAC is mandatory.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Proxy auto-config (PAC) scripts".
    """

    name: ClassVar[str] = "no-default-result"
    code: ClassVar[str] = "CO10"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients take a missing result for a failure and go DIRECT without a word, so the proxy "
        "is off for these hosts"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
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
        for trouble in troubles(context, TroubleKind.MISSING):
            names = subjects(trouble.shown)
            yield self.finding(
                context,
                f"FindProxyForURL ends without a result for {listing(names)} "
                f"({counted(trouble.requests, 'request')}){circumstances(trouble.answers)}",
                tip="make this the last statement of FindProxyForURL, with your proxy in it\n"
                '    return "PROXY proxy.example.com:8080";',
                answers=trouble.answers,
                shown=trouble.shown,
            )
