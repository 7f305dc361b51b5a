"""The rule ``local-time-range``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import TIME_HELPERS

__all__ = ["LocalTimeRange"]


class LocalTimeRange(StaticRule):
    """
    Checks for tests of time and date that go by the clock of the computer.

    Why is this bad?
        Whoever travels, or has a clock that is wrong, gets another route than the
        colleagues.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section weekdayRange().
    """

    name: ClassVar[str] = "local-time-range"
    code: ClassVar[str] = "PO03"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "each computer goes by its own clock and zone"
    bad: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && timeRange(8, 0, 17, 59)) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && timeRange(8, 0, 17, 59, "GMT")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*TIME_HELPERS):
            if not call.arguments or program.values.string(call.arguments[-1]) == "GMT":
                continue
            arguments = [program.index.text(argument) for argument in call.arguments]
            yield self.at(
                context,
                call.node,
                f"{call.name} goes by the local clock",
                tip=f'let it go by GMT\n    {call.name}({", ".join(arguments)}, "GMT")',
            )
