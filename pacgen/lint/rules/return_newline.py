"""The rule ``return-newline``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["ReturnNewline"]


class ReturnNewline(StaticRule):
    """
    Checks for ``return`` at the end of a line, with its value in the next one.

    Why is this bad?
        JavaScript puts a semicolon behind a ``return`` that ends its line. The function
        returns ``undefined``, which clients take for a failure.

    Known problems
        None.

    References
        ECMAScript, "Automatic Semicolon Insertion".
    """

    name: ClassVar[str] = "return-newline"
    code: ClassVar[str] = "CO46"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the line break ends the return, so the function returns nothing, and clients go "
        "DIRECT without a word"
    )
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  return
    "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes("return_statement"):
            following = program.index.following(node)
            if (
                program.index.parts(node)
                or following is None
                or program.index.text(node).endswith(";")
            ):
                continue
            if following.type == "expression_statement":
                value = quoted(program.index.text(following).rstrip(";"))
                yield self.at(
                    context,
                    node,
                    "the value of this return stands in the next line, so nothing is returned",
                    tip=f"write it in the same line\n    return {value};",
                    related=((following, "this never runs"),),
                    confidence=Confidence.PROVEN,
                )
