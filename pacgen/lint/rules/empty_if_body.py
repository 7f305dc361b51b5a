"""The rule ``empty-if-body``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["EmptyIfBody"]


class EmptyIfBody(StaticRule):
    """
    Checks for a semicolon right behind the condition of an ``if`` or a loop.

    Why is this bad?
        The semicolon is the whole body. What follows looks as if it depended on the
        condition, and always runs.

    Known problems
        None.

    References
        ECMAScript, "Empty Statement".
    """

    name: ClassVar[str] = "empty-if-body"
    code: ClassVar[str] = "CO44"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "the semicolon ends the statement, so what follows runs for every host"
    bad: ClassVar[str] = """\
if (isPlainHostName(host)) {
  if (host == "intranet"); return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (isPlainHostName(host)) {
  if (host == "intranet") return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes("if_statement"):
            body = program.index.field(node, "consequence")
            if body is not None and body.type == "empty_statement":
                condition = program.index.field(node, "condition") or node
                text = quoted(program.index.text(condition))
                yield self.at(
                    context,
                    body,
                    "this semicolon is all that the condition decides about",
                    tip=f"put braces around what belongs to the if\n    if {text} {{ }}",
                )
