"""The rule ``subnet-wider-than-published``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Place, Severity
from pacgen.lint.published import wider
from pacgen.lint.rule import Rule
from pacgen.lint.wording import listing

__all__ = ["SubnetWiderThanPublished"]


class SubnetWiderThanPublished(Rule):
    """
    Checks for networks in the file that reach far beyond a published one.

    Why is this bad?
        The addresses around Microsoft's belong to other customers of the cloud. With too short a
        mask their hosts pass by the proxy as well.

    Known problems
        Only networks that hold a published one are looked at.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
    """

    name: ClassVar[str] = "subnet-wider-than-published"
    code: ClassVar[str] = "RT11"
    severity: ClassVar[Severity] = Severity.WARNING
    example_entries: ClassVar[tuple[str, ...]] = ("teams.microsoft.com", "52.112.0.0/14")
    why: ClassVar[str] = "addresses of strangers pass by the proxy and its filters"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || isInNet(host, "52.0.0.0", "255.0.0.0"))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || isInNet(host, "52.112.0.0", "255.252.0.0"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for wide in wider(context):
            finding = self.finding(
                context,
                f"{wide.named.network} reaches beyond {listing(wide.published)}: "
                f"{wide.outside.probe.host} goes DIRECT",
                tip="name the published networks alone",
                answers=(wide.outside,),
            )
            yield replace(finding, place=Place.of(context.pac.name, wide.named.span))
