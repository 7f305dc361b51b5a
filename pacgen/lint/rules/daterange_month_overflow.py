"""The rule ``daterange-month-overflow``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["DaterangeMonthOverflow"]


class DaterangeMonthOverflow(StaticRule):
    """
    Checks for ``dateRange`` with two months of which the last one has fewer than 31 days.

    Why is this bad?
        Browsers make the end of the range from the 31st: ``dateRange("JAN", "FEB")`` still
        holds on 3 March.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "daterange-month-overflow"
    code: ClassVar[str] = "CO60"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "browsers make the end from the 31st, so the range runs into the next month"
    )
    bad: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && dateRange("JAN", "FEB", "GMT")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && dateRange(1, "JAN", 28, "FEB", "GMT")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of("dateRange"):
            words = [program.values.string(argument) for argument in call.arguments]
            months = [word for word in words if word != "GMT"]
            first, last = months if len(months) == len(("from", "to")) else (None, None)
            if first is None or last is None or last not in _SHORT:
                continue
            yield self.at(
                context,
                call.node,
                f'a range from "{first}" to "{last}" runs into the month after it',
                tip=f'write the days too\n    dateRange(1, "{first}", {_SHORT[last]}, "{last}")',
            )


_SHORT = {"FEB": 28, "APR": 30, "JUN": 30, "SEP": 30, "NOV": 30}
