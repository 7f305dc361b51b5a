"""The rule ``redefined-builtin``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import EXTENDED, HELPERS

__all__ = ["RedefinedBuiltin"]


class RedefinedBuiltin(StaticRule):
    """
    Checks for files that define a helper of the client anew.

    Why is this bad?
        The new one replaces the client's, also where the client's other helpers call it.
        Whoever reads the file expects the usual one.

    Known problems
        A helper that is defined only where ``typeof`` finds it missing is left alone.

    References
        Mozilla, netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "redefined-builtin"
    code: ClassVar[str] = "CO50"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "it replaces the client's own helper, and whoever reads the file expects the usual one"
    )
    bad: ClassVar[str] = """\
function isPlainHostName(host) {
  return host.search(/[.:]/) < 0;
}
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  if (isPlainHostName(host)) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function isIntranet(host) {
  return host.search(/[.:]/) < 0;
}
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  if (isIntranet(host)) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for name in sorted(HELPERS.union(EXTENDED)):
            variable = program.names.top_level(name)
            if variable is None or program.is_probed(name):
                continue
            yield self.at(
                context,
                (variable.declarations or variable.writes)[0],
                f"{name} is a helper of the client, and is defined anew",
                tip="give the function another name, or remove it",
            )
