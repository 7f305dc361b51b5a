"""The rule ``assignment-in-condition``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["AssignmentInCondition"]


class AssignmentInCondition(StaticRule):
    """
    Checks for ``=`` in a condition where ``==`` was meant.

    Why is this bad?
        An assignment is no question: the condition always holds, and the variable, often
        the host, has a new value for all that follows.

    Known problems
        An assignment of a call's result, as ``if (ip = dnsResolve(host))``, and one in
        parentheses of its own are taken as meant.

    References
        ECMAScript, "Assignment Operators".
    """

    name: ClassVar[str] = "assignment-in-condition"
    code: ClassVar[str] = "CO42"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the condition always holds, and what is assigned to has lost its value for "
        "everything after it"
    )
    bad: ClassVar[str] = """\
if (isPlainHostName(host)) {
  var site = "paris";
  if (site = "tokyo") return "DIRECT";
  if (site == "paris") return "PROXY paris.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
if (isPlainHostName(host)) {
  var site = "paris";
  if (site == "tokyo") return "DIRECT";
  if (site == "paris") return "PROXY paris.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node, _ in program.tests:
            if node.type != "assignment_expression":
                continue
            left, right = program.index.field(node, "left"), program.index.field(node, "right")
            if left is None or right is None or program.index.bare(right).type not in _PLAIN:
                continue
            if program.subject(left) is None and self._is_wrapped(program, node):
                continue
            text = program.index.text
            yield self.at(
                context,
                node,
                f"{text(left)} is set to {quoted(text(right))} here, not compared with it",
                tip=f"compare with two equals signs\n    {text(left)} == {quoted(text(right))}",
            )

    def _is_wrapped(self, program: Program, node: Node) -> bool:
        """Say whether the assignment has parentheses besides those of the statement."""
        parent = program.index.parent(node)
        around = program.index.parent(parent) if parent is not None else None
        return around is not None and around.type == "parenthesized_expression"


_PLAIN = frozenset({"string", "number", "identifier", "true", "false", "null", "template_string"})
