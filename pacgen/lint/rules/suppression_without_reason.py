"""The rule ``suppression-without-reason``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Rule

__all__ = ["SuppressionWithoutReason"]


class SuppressionWithoutReason(Rule):
    """
    Checks for comments that silence the linter and do not say why.

    Why is this bad?
        PAC files live longer than jobs. Whoever finds the comment in five years must know whether
        it still holds, and dares not touch it otherwise.

    Known problems
        Any text counts as a reason, a ticket's number for one.

    References
        None.
    """

    name: ClassVar[str] = "suppression-without-reason"
    code: ClassVar[str] = "ST09"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "whoever comes after cannot tell whether the exception still holds"
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  // pacgen: ignore-file[trailing-dot-dependent-routing]
  host = host.toLowerCase();
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  // pacgen: ignore-file[trailing-dot-dependent-routing] no client here writes the dot
  host = host.toLowerCase();
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""

    def check(self, context: LintContext) -> Iterator[Finding]:
        # Comments are read when all rules have been asked: see pacgen.lint.suppression.
        del context
        return iter(())
