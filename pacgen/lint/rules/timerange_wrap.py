"""The rule ``timerange-wrap``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["TimerangeWrap"]


class TimerangeWrap(StaticRule):
    """
    Checks for ``timeRange`` with two hours of which the first is the later one.

    Why is this bad?
        The form with two hours does not run past midnight: ``timeRange(22, 6)`` never
        holds.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "timerange-wrap"
    code: ClassVar[str] = "CO58"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "two hours do not run past midnight, so this test never holds"
    bad: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && timeRange(22, 6, "GMT")) return "DIRECT";'
    )
    good: ClassVar[str] = """\
if (host == "wiki.contoso.com") {
  if (timeRange(22, 0, 23, 59, "GMT") || timeRange(0, 0, 5, 59, "GMT")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of("timeRange"):
            hours = [program.values.number(argument) for argument in call.arguments]
            numbers = [hour for hour in hours if hour is not None]
            if len(numbers) == len(("from", "to")) and numbers[0] > numbers[1]:
                first, last = (int(number) for number in numbers)
                yield self.at(
                    context,
                    call.node,
                    f"timeRange({first}, {last}) never holds: it does not run past midnight",
                    tip=f"write two ranges\n"
                    f"    timeRange({first}, 0, 23, 59) || timeRange(0, 0, {max(last - 1, 0)}, 59)",
                )
