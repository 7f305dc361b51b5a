"""The rule ``bracketed-ipv6-host``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons
from pacgen.lint.wording import quoted

__all__ = ["BracketedIpv6Host"]


class BracketedIpv6Host(StaticRule):
    """
    Checks for IPv6 addresses in brackets in what the host is compared with.

    Why is this bad?
        Chromium hands over an IPv6 address without the brackets that it has in a URL: the
        test never holds there.

    Known problems
        Other clients may keep the brackets; compare with both forms where that matters.

    References
        Chromium, "Proxy support in Chrome", section "Arguments passed to
        FindProxyForURL()".
    """

    name: ClassVar[str] = "bracketed-ipv6-host"
    code: ClassVar[str] = "CO40"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "Chromium, and so Teams, hands over IPv6 addresses without brackets: this test does "
        "not hold there"
    )
    bad: ClassVar[str] = 'if (host == "[2001:db8::1]") return "DIRECT";'
    good: ClassVar[str] = 'if (host == "2001:db8::1") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        compared = {c.pattern for c in host_comparisons(program, How.EQUAL, How.LOCAL)}
        for comparison in host_comparisons(program, How.EQUAL, How.LOCAL, How.PREFIX):
            pattern = comparison.pattern
            bare = pattern.strip("[]")
            if pattern.startswith("[") and ":" in pattern and bare not in compared:
                yield self.at(
                    context,
                    comparison.at,
                    f'the pattern "{quoted(pattern)}" has the brackets of a URL',
                    tip=f'leave the brackets away\n    "{bare}"',
                )
