"""The rule ``unused-variable``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import FUNCTIONS, Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import KNOWN

__all__ = ["UnusedVariable"]


class UnusedVariable(StaticRule):
    """
    Checks for variables that nothing reads.

    Why is this bad?
        They are left over, and cost time where their value is a lookup.

    Known problems
        None.

    References
        ESLint, no-unused-vars.
    """

    name: ClassVar[str] = "unused-variable"
    code: ClassVar[str] = "ST05"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "it is left over; a lookup whose answer nobody reads only costs time"
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") {
  var length = host.length;
  return "DIRECT";
}
"""
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if program.calls.uses("eval"):
            return
        tested = {
            program.index.text(left)
            for node, _ in program.tests
            if node.type == "assignment_expression"
            and (left := program.index.field(node, "left")) is not None
        }
        for variable in program.names.variables:
            # What is set in a condition was meant to be compared there: a rule of its own says so.
            if variable.reads or variable.name in tested:
                continue
            if variable.index is not None or variable.elements_of is not None:
                continue
            if variable.is_implicit or variable.name in KNOWN or variable.name.startswith("_"):
                continue
            if variable.is_opaque and not variable.writes:
                # A part of a pattern, an exception, a key in a loop: it has to be there.
                continue
            if not any(value.type in _DEFINITIONS for value in variable.values):
                yield self.at(
                    context,
                    variable.declarations[0],
                    f"nothing reads {variable.name}",
                    tip="remove it",
                )


_DEFINITIONS = FUNCTIONS | {"class_declaration"}
