"""The rule ``wrong-arity``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Call, Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import ARITY, SIGNATURES
from pacgen.lint.wording import counted

__all__ = ["WrongArity"]


class WrongArity(StaticRule):
    """
    Checks for helpers that are called with too few or too many arguments.

    Why is this bad?
        With too few, clients throw or answer false, each in its own way. What is too much
        is ignored: ``dnsDomainIs(host, ".a.example", ".b.example")`` says nothing of the
        second domain.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "wrong-arity"
    code: ClassVar[str] = "CO33"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients throw, answer false, or ignore what is too much, and the rule does not do "
        "what it says"
    )
    bad: ClassVar[str] = 'if (isInNet(host, "10.0.0.0")) return "DIRECT";'
    good: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host) && isInNet(host, "10.0.0.0", "255.0.0.0")) {
  return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*ARITY):
            count = len(call.arguments)
            if not call.is_spread and count not in ARITY[call.name]:
                wanted = " or ".join(str(number) for number in ARITY[call.name])
                yield self.at(
                    context,
                    call.node,
                    f"{call.name} has {counted(count, 'argument')}, it takes {wanted}",
                    tip=_tip(call, count, context),
                )


def _tip(call: Call, count: int, context: LintContext) -> str:
    if count < min(ARITY[call.name]):
        return f"write all of them\n    {SIGNATURES[call.name]}"
    text = context.tree.source
    extra = [text(argument) for argument in call.arguments[1:]]
    if call.name in {"dnsDomainIs", "shExpMatch"} and count < len("too many"):
        calls = [f"{call.name}({text(call.arguments[0])}, {pattern})" for pattern in extra]
        return "call it once for each of them\n    " + " || ".join(calls)
    return f"call it as it is defined\n    {SIGNATURES[call.name]}"
