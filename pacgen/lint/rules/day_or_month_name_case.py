"""The rule ``day-or-month-name-case``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import TIME_HELPERS
from pacgen.lint.wording import quoted

__all__ = ["DayOrMonthNameCase"]


class DayOrMonthNameCase(StaticRule):
    """
    Checks for days and months that are not in capital letters.

    Why is this bad?
        Browsers look the names up as they stand, ``MON`` and ``JAN``. With any other the
        helper answers false.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "day-or-month-name-case"
    code: ClassVar[str] = "CO61"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "browsers know the names in capital letters alone, so this test never holds"
    )
    bad: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && weekdayRange("Mon", "Fri", "GMT")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "wiki.contoso.com" && weekdayRange("MON", "FRI", "GMT")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*TIME_HELPERS):
            words = [program.values.string(argument) for argument in call.arguments]
            wrong = [word for word in words if word is not None and word not in _NAMES]
            if wrong:
                yield self.at(
                    context,
                    call.node,
                    f'{call.name} does not know "{quoted(wrong[0])}"',
                    tip=f'write three letters, all of them capital\n    "{wrong[0].upper()[:3]}"',
                )


_NAMES = frozenset(
    {
        *("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "GMT"),
        *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
        *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
    }
)
