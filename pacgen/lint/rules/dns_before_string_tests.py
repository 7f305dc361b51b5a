"""The rule ``dns-before-string-tests``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.lookups import lookups
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons
from pacgen.lint.wording import counted

__all__ = ["DnsBeforeStringTests"]


class DnsBeforeStringTests(StaticRule):
    """
    Checks for lookups of the host that are made before plain comparisons.

    Why is this bad?
        Every request waits for the DNS, though a comparison that costs nothing would have
        decided. Behind a proxy, names of the Internet often do not resolve at all, and the
        wait is long.

    Known problems
        ``isInNet(host, ...)`` looks the host up as well, unless a test for an address
        guards it.

    References
        Microsoft, "Optimize PAC performance". Zscaler, "Best Practices for Writing PAC
        Files".
    """

    name: ClassVar[str] = "dns-before-string-tests"
    code: ClassVar[str] = "PE01"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "every request waits for the DNS first, also those of Teams"
    bad: ClassVar[str] = """\
var ip = dnsResolve(host);
if (host == "wiki.contoso.com") return "DIRECT";
if (ip && ip.indexOf("10.") == 0) return "DIRECT";
"""
    good: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "DIRECT";
var ip = dnsResolve(host);
if (ip && ip.indexOf("10.") == 0) return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for first in lookups(program):
            function = program.index.function(first.node)
            behind = [
                comparison
                for comparison in host_comparisons(
                    program, How.EQUAL, How.SUFFIX, How.GLOB, How.REGEX
                )
                if comparison.node.start_byte > first.node.start_byte
                and program.index.function(comparison.node) == function
            ]
            if behind:
                yield self.at(
                    context,
                    first.node,
                    f"{first.name} asks the DNS before {counted(len(behind), 'plain test')}",
                    tip="move the plain tests in front of it",
                    related=((behind[0].node, "this costs nothing"),),
                )
            return
