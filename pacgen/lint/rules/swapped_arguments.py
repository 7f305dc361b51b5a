"""The rule ``swapped-arguments``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["SwappedArguments"]


class SwappedArguments(StaticRule):
    """
    Checks for helpers whose arguments stand in the wrong order.

    Why is this bad?
        The host or the URL comes first, the constant after it. The other way round the
        helper asks whether the constant ends in the host, which never is so.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section "Predefined functions and
        environment".
    """

    name: ClassVar[str] = "swapped-arguments"
    code: ClassVar[str] = "CO32"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "with its arguments the other way round this test never holds, and the rule is dead"
    )
    bad: ClassVar[str] = 'if (dnsDomainIs(".contoso.com", host)) return "DIRECT";'
    good: ClassVar[str] = 'if (dnsDomainIs(host, ".contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of("dnsDomainIs", "shExpMatch", "localHostOrDomainIs", "isInNet"):
            if len(call.arguments) < len(("host", "pattern")):
                continue
            first = call.arguments[0]
            places = [i for i, a in enumerate(call.arguments) if program.subject(a) is not None]
            if program.values.texts(first) and places:
                right = [call.arguments[places[0]]]
                right += [argument for argument in call.arguments if argument not in right]
                written = ", ".join(quoted(program.index.text(argument)) for argument in right)
                yield self.at(
                    context,
                    call.node,
                    f"{call.name} has its arguments in the wrong order",
                    tip=f"write the host first\n    {call.name}({written})",
                )
