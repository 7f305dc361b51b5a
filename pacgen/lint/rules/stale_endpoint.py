"""The rule ``stale-endpoint``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Place, Severity
from pacgen.lint.published import stale_entries
from pacgen.lint.rule import Rule

__all__ = ["StaleEndpoint"]


class StaleEndpoint(Rule):
    """
    Checks for networks and names that left Microsoft's list.

    Why is this bad?
        What Teams no longer uses somebody else may: its traffic then passes by the proxy. And a
        file that still has them usually lacks what took their place.

    Known problems
        Known are those of Teams; the endpoint version that the file is held against is in the
        report.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
    """

    name: ClassVar[str] = "stale-endpoint"
    code: ClassVar[str] = "RT12"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "somebody else may have it by now, and a file that names it usually lacks what took "
        "its place"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||\n'
        '    dnsDomainIs(host, ".ecdn.microsoft.com"))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for stale in stale_entries(context):
            instead = f"; {stale.successor} took its place" if stale.successor else ""
            finding = self.finding(
                context,
                f"{stale.text} left Microsoft's list on {stale.since}{instead}",
                tip=f"replace it by {stale.successor}" if stale.successor else "remove it",
                answers=(stale.answer,),
            )
            yield replace(finding, place=Place.of(context.pac.name, stale.span))
