"""The rule ``unused-suppression``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule

__all__ = ["UnusedSuppression"]


class UnusedSuppression(Rule):
    """
    Checks for comments that tell the linter to be silent where it has nothing to say.

    Why is this bad?
        Such a comment says that something is wrong where nothing is, and will hide the next
        mistake that somebody makes there. Comments that name no rule, or one that does not exist,
        hide nothing although they look as if they did.

    Known problems
        A finding may come and go with the endpoint data and the clients asked about; the comment
        is then unused in some runs only.

    References
        None.
    """

    name: ClassVar[str] = "unused-suppression"
    code: ClassVar[str] = "ST08"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "the comment hides nothing today, and will hide the next mistake made here"
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  // pacgen: ignore[required-host-proxied] until the new proxy is there
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
        # Which comments are unused is known only when all rules have been asked:
        # see pacgen.lint.suppression.
        del context
        return iter(())
