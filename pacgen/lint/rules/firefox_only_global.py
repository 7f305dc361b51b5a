"""The rule ``firefox-only-global``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["FirefoxOnlyGlobal"]


class FirefoxOnlyGlobal(StaticRule):
    """
    Checks for ``pacUseMultihomedDNS``.

    Why is this bad?
        It changes what ``myIpAddress`` answers in Firefox, and means nothing to everything
        else, Teams included.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Resolving client's IP address within a
        PAC script".
    """

    name: ClassVar[str] = "firefox-only-global"
    code: ClassVar[str] = "PO10"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "it means nothing to clients other than Firefox"
    bad: ClassVar[str] = """\
var pacUseMultihomedDNS = true;
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        variable = program.names.top_level("pacUseMultihomedDNS")
        if variable is not None:
            yield self.at(
                context,
                (variable.declarations or variable.writes)[0],
                "pacUseMultihomedDNS changes myIpAddress in Firefox alone",
                tip="remove it, or do not let routes depend on myIpAddress",
            )
