"""The rule ``jscript-conditional-comment``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["JscriptConditionalComment"]


class JscriptConditionalComment(StaticRule):
    """
    Checks for comments that old engines of Windows run as code.

    Why is this bad?
        Between ``/*@cc_on`` and ``@*/`` JScript runs what all others skip: the file says
        one thing and does another.

    Known problems
        None.

    References
        Microsoft, "Conditional Compilation (JavaScript)".
    """

    name: ClassVar[str] = "jscript-conditional-comment"
    code: ClassVar[str] = "PO07"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "Windows' own resolver runs this comment, everything else skips it"
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  /*@cc_on return "PROXY other.contoso.com:8080"; @*/
  return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes("comment"):
            if re.match(r"/[*/]@(cc_on|if|set)\b", program.index.text(node)):
                yield self.at(
                    context,
                    node,
                    "old engines of Windows run this comment as code",
                    tip="remove it",
                )
