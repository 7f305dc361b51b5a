"""The rule ``dangling-statement``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["DanglingStatement"]


class DanglingStatement(StaticRule):
    """
    Checks for statements that look as if they belonged to an ``if`` and do not.

    Why is this bad?
        Without braces an ``if`` has one statement. A second one in the same line, or below
        it with the same indentation, always runs.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "dangling-statement"
    code: ClassVar[str] = "CO45"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "what looks like a part of the rule runs for every host"
    bad: ClassVar[str] = """\
if (isPlainHostName(host)) {
  var local = 0;
  if (host == "intranet")
    local = 1;
    return local ? "DIRECT" : "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
if (isPlainHostName(host)) {
  var local = 0;
  if (host == "intranet") {
    local = 1;
  }
  return local ? "DIRECT" : "PROXY proxy.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes("if_statement"):
            body = program.index.field(node, "consequence")
            following = program.index.following(node)
            if body is None or following is None or body.type in _CLOSED:
                continue
            if program.index.field(node, "alternative") is None and _looks_inside(
                node, body, following
            ):
                yield self.at(
                    context,
                    following,
                    "this statement does not belong to the if before it",
                    tip="put braces around what belongs to the condition",
                    related=((node, "this if has one statement alone"),),
                )


_CLOSED = frozenset({"statement_block", "empty_statement", "if_statement", "for_statement"})
_LEAVING = frozenset({"return_statement", "throw_statement"})


def _looks_inside(node: Node, body: Node, following: Node) -> bool:
    begin, head = following.start_point, body.start_point
    if begin.row == body.end_point.row:
        # if (a) return x; return y; in one line is plain enough.
        return body.type not in _LEAVING
    below = begin.row > head.row > node.start_point.row
    return below and begin.column == head.column > node.start_point.column
