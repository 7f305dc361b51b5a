"""The rule ``constant-condition``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import HELPERS
from pacgen.lint.wording import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["ConstantCondition"]


class ConstantCondition(StaticRule):
    """
    Checks for conditions that do not depend on anything: a bare string, a function that is not
    called.

    Why is this bad?
        ``host == "a.example" || "b.example"`` does not compare the host twice: a string
        that is not empty counts as true, and so does a function without its parentheses.
        The condition always holds.

    Known problems
        ``true``, ``false`` and numbers are taken as meant: as a switch, or for an endless
        loop.

    References
        ECMAScript, "ToBoolean".
    """

    name: ClassVar[str] = "constant-condition"
    code: ClassVar[str] = "CO43"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "what is no comparison counts as true, so the rule applies to every host"
    bad: ClassVar[str] = """\
if (isPlainHostName(host)) {
  if (host == "intranet" || "wiki") return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (isPlainHostName(host)) {
  if (host == "intranet" || host == "wiki") return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        reported = set()
        for node, _ in program.tests:
            what = self._constant(program, node)
            if what:
                reported.add(node.id)
                yield self._finding(context, program, node, what)
        for node in program.index.nodes("binary_expression"):
            if program.index.operator(node) not in {"||", "&&"}:
                continue
            left = program.index.field(node, "left")
            left = program.index.bare(left) if left is not None else None
            what = self._constant(program, left) if left is not None else ""
            if what and left is not None and left.id not in reported:
                yield self._finding(context, program, left, what)

    def _constant(self, program: Program, node: Node) -> str:
        """Say what a constant is, ``""`` if *node* is none."""
        if node.type in {"string", "regex"}:
            return f"the bare {_KINDS[node.type]}"
        if node.type == "identifier":
            variable = program.names.variable(node)
            if variable is None and program.index.text(node) in HELPERS:
                return "the function, which is not called:"
        return ""

    def _finding(self, context: LintContext, program: Program, node: Node, what: str) -> Finding:
        text = program.index.text(node)
        comparison = f"{text}(host)" if node.type == "identifier" else f"host == {quoted(text)}"
        return self.at(
            context,
            node,
            f"{what} {quoted(text)} always counts the same, whatever the host",
            tip=f"write the whole test\n    {comparison}",
        )


_KINDS = {"string": "string", "regex": "regular expression"}
