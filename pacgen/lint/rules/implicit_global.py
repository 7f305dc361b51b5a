"""The rule ``implicit-global``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import KNOWN

__all__ = ["ImplicitGlobal"]


class ImplicitGlobal(StaticRule):
    """
    Checks for variables that no ``var`` declares.

    Why is this bad?
        They become globals, which outlive the call. In strict mode the assignment throws.

    Known problems
        None.

    References
        ECMAScript, "PutValue".
    """

    name: ClassVar[str] = "implicit-global"
    code: ClassVar[str] = "CO51"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "it becomes a global, which the next request finds as this one left it"
    bad: ClassVar[str] = """\
if (isPlainHostName(host)) {
  local = host.length;
  if (local > 3) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (isPlainHostName(host)) {
  var local = host.length;
  if (local > 3) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for variable in program.names.variables:
            if variable.is_implicit and variable.writes and variable.name not in KNOWN:
                yield self.at(
                    context,
                    variable.writes[0],
                    f"no var declares {variable.name}",
                    tip=f"declare it\n    var {variable.name};",
                )
