"""The rule ``long-or-chain``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["LongOrChain"]


class LongOrChain(StaticRule):
    """
    Checks for conditions of more than a hundred alternatives.

    Why is this bad?
        They are tried one after the other for every request, some services refuse them, and
        nobody can review a change of them.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "long-or-chain"
    code: ClassVar[str] = "PE07"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "each request tries them one after the other, and nobody can review a change of them"
    )
    bad: ClassVar[str] = """\
if (host == "h0" || host == "h1" || host == "h2" || host == "h3" || host == "h4" ||
    host == "h5" || host == "h6" || host == "h7" || host == "h8" || host == "h9" ||
    host == "h10" || host == "h11" || host == "h12" || host == "h13" || host == "h14" ||
    host == "h15" || host == "h16" || host == "h17" || host == "h18" || host == "h19" ||
    host == "h20" || host == "h21" || host == "h22" || host == "h23" || host == "h24" ||
    host == "h25" || host == "h26" || host == "h27" || host == "h28" || host == "h29" ||
    host == "h30" || host == "h31" || host == "h32" || host == "h33" || host == "h34" ||
    host == "h35" || host == "h36" || host == "h37" || host == "h38" || host == "h39" ||
    host == "h40" || host == "h41" || host == "h42" || host == "h43" || host == "h44" ||
    host == "h45" || host == "h46" || host == "h47" || host == "h48" || host == "h49" ||
    host == "h50" || host == "h51" || host == "h52" || host == "h53" || host == "h54" ||
    host == "h55" || host == "h56" || host == "h57" || host == "h58" || host == "h59" ||
    host == "h60" || host == "h61" || host == "h62" || host == "h63" || host == "h64" ||
    host == "h65" || host == "h66" || host == "h67" || host == "h68" || host == "h69" ||
    host == "h70" || host == "h71" || host == "h72" || host == "h73" || host == "h74" ||
    host == "h75" || host == "h76" || host == "h77" || host == "h78" || host == "h79" ||
    host == "h80" || host == "h81" || host == "h82" || host == "h83" || host == "h84" ||
    host == "h85" || host == "h86" || host == "h87" || host == "h88" || host == "h89" ||
    host == "h90" || host == "h91" || host == "h92" || host == "h93" || host == "h94" ||
    host == "h95" || host == "h96" || host == "h97" || host == "h98" || host == "h99" ||
    host == "h100") {
  return "DIRECT";
}
"""
    good: ClassVar[str] = 'if (host == "a.contoso.com" || host == "b.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        inner: set[int] = set()
        for node in program.index.nodes("binary_expression"):
            if program.index.operator(node) != "||" or node.id in inner:
                continue
            count = 1
            left: Node | None = node
            while left is not None and program.index.operator(left) == "||":
                inner.add(left.id)
                count += 1
                left = program.index.field(left, "left")
            if count > _MOST:
                yield self.at(
                    context,
                    node,
                    f"this condition has {count:,} alternatives",
                    tip="look the host up in a table\n    if (TABLE[host] === 1)",
                )


_MOST = 100
