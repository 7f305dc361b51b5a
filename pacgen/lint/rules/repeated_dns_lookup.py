"""The rule ``repeated-dns-lookup``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.lookups import lookups
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import counted

__all__ = ["RepeatedDnsLookup"]


class RepeatedDnsLookup(StaticRule):
    """
    Checks for a host that is looked up more than once.

    Why is this bad?
        Clients without a memory of their own ask the DNS each time, and wait each time.
        ``isInNet`` with a name is a lookup too.

    Known problems
        Two lookups are left alone: most computers remember the answer for a while.

    References
        Microsoft, "Optimize PAC performance".
    """

    name: ClassVar[str] = "repeated-dns-lookup"
    code: ClassVar[str] = "PE02"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "some clients ask the DNS each time, and every request waits for it"
    bad: ClassVar[str] = """\
if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";
if (isInNet(host, "172.16.0.0", "255.240.0.0")) return "DIRECT";
if (isInNet(host, "192.168.0.0", "255.255.0.0")) return "DIRECT";
"""
    good: ClassVar[str] = """\
var ip = dnsResolve(host);
if (ip && isInNet(ip, "10.0.0.0", "255.0.0.0")) return "DIRECT";
if (ip && isInNet(ip, "172.16.0.0", "255.240.0.0")) return "DIRECT";
if (ip && isInNet(ip, "192.168.0.0", "255.255.0.0")) return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        calls = list(lookups(program))
        if len(calls) > _FEW:
            yield self.at(
                context,
                calls[1].node,
                f"the host is looked up again: {counted(len(calls), 'lookup')} in all",
                tip="look it up once, and keep the answer\n    var ip = dnsResolve(host);",
                related=((calls[0].node, "it was looked up here"),),
            )


_FEW = 2
