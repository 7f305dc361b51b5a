"""The rule ``unreachable-code``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["UnreachableCode"]


class UnreachableCode(StaticRule):
    """
    Checks for statements behind a ``return``, ``throw``, ``break`` or ``continue``.

    Why is this bad?
        They never run. Rules that were added below the default result have no effect.

    Known problems
        A ``break`` behind a ``return``, common in ``switch``, is left alone.

    References
        ECMAScript, "The return Statement".
    """

    name: ClassVar[str] = "unreachable-code"
    code: ClassVar[str] = "CO53"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "what stands behind a return never runs, so rules there have no effect"
    bad: ClassVar[str] = """\
if (isPlainHostName(host)) {
  return "DIRECT";
  if (host == "intranet") return "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
if (isPlainHostName(host)) {
  if (host == "intranet") return "PROXY proxy.contoso.com:8080";
  return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes(*_LEAVING):
            following = program.index.following(node)
            while following is not None and following.type in _HARMLESS:
                following = program.index.following(following)
            parent = program.index.parent(node)
            if following is None or parent is None or parent.type not in _BLOCKS:
                continue
            bare = not program.index.parts(node) and not program.index.text(node).endswith(";")
            if bare and following.type == "expression_statement":
                # The value of a return that a line break cut off has a rule of its own.
                continue
            yield self.at(
                context,
                following,
                f"this never runs: it stands behind a {node.type.partition('_')[0]}",
                tip="move it in front of that, or remove it",
                related=((node, "nothing behind this runs"),),
            )


_LEAVING = ("return_statement", "throw_statement", "break_statement", "continue_statement")
_BLOCKS = frozenset({"statement_block", "switch_case", "switch_default"})
_HARMLESS = frozenset({"function_declaration", "empty_statement", "break_statement", "else_clause"})
