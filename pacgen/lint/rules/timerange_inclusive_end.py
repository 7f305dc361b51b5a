"""The rule ``timerange-inclusive-end``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["TimerangeInclusiveEnd"]


class TimerangeInclusiveEnd(StaticRule):
    """
    Checks for ``timeRange`` with two hours.

    Why is this bad?
        Browsers take the last hour in: ``timeRange(8, 17)`` holds until 17:59. Other
        clients end at 17:00.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "timerange-inclusive-end"
    code: ClassVar[str] = "CO59"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "browsers take the last hour in, other clients do not"
    bad: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && timeRange(8, 17, "GMT")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && timeRange(8, 0, 16, 59, "GMT")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of("timeRange"):
            hours = [program.values.number(argument) for argument in call.arguments]
            numbers = [hour for hour in hours if hour is not None]
            if len(numbers) == len(("from", "to")) and numbers[0] <= numbers[1]:
                first, last = (int(number) for number in numbers)
                yield self.at(
                    context,
                    call.node,
                    f"timeRange({first}, {last}) holds until {last}:59 in browsers",
                    tip=f"write the minutes too\n    timeRange({first}, 0, {max(last - 1, 0)}, 59)",
                )
