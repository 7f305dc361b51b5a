"""The rule ``isresolvable-use``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program, Subject
from pacgen.lint.static import StaticRule

__all__ = ["IsresolvableUse"]


class IsresolvableUse(StaticRule):
    """
    Checks for ``isResolvable`` of the host that is asked for.

    Why is this bad?
        For every name that does not resolve it waits until the resolver gives up. Behind a
        proxy that is nearly every name of the Internet.

    Known problems
        None.

    References
        Microsoft, "Optimize PAC performance".
    """

    name: ClassVar[str] = "isresolvable-use"
    code: ClassVar[str] = "PE03"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "for every name that does not resolve it waits until the resolver gives up"
    bad: ClassVar[str] = (
        'if (dnsDomainIs(host, ".contoso.com") && isResolvable(host)) return "DIRECT";'
    )
    good: ClassVar[str] = 'if (dnsDomainIs(host, ".contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of("isResolvable"):
            if call.arguments and program.subject(call.arguments[0]) is Subject.HOST:
                yield self.at(
                    context,
                    call.node,
                    "isResolvable waits for the DNS, longest for names that do not resolve",
                    tip="test the host's domain instead",
                )
