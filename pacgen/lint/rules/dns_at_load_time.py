"""The rule ``dns-at-load-time``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import DNS_HELPERS

__all__ = ["DnsAtLoadTime"]


class DnsAtLoadTime(StaticRule):
    """
    Checks for lookups outside of all functions.

    Why is this bad?
        They run when the file is loaded: the client waits at its start, and keeps the
        answer until it loads the file again, hours later or on another network.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8_tracing.cc.
    """

    name: ClassVar[str] = "dns-at-load-time"
    code: ClassVar[str] = "PE05"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "the client waits at its start, and keeps the answer for hours, also on another network"
    )
    bad: ClassVar[str] = """\
var address = myIpAddress();
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy" + (address.length % 2) + ".contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy" + (host.length % 2) + ".contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*DNS_HELPERS, "myIpAddress", "myIpAddressEx"):
            if program.index.function(call.node) == program.index.root:
                yield self.at(
                    context,
                    call.node,
                    f"{call.name} runs once, when the file is loaded",
                    tip="call it in FindProxyForURL, and only where it is needed",
                )
