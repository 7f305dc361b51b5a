"""The rule ``indexof-as-boolean``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["IndexofAsBoolean"]


class IndexofAsBoolean(StaticRule):
    """
    Checks for ``indexOf`` and ``search`` whose result counts as true or false.

    Why is this bad?
        Both return a position, and -1 where they find nothing. -1 counts as true, 0 as
        false: the test holds for nearly all hosts that do not contain the text.

    Known problems
        ``!host.indexOf("x")``, which holds for hosts that begin with the text, is left
        alone.

    References
        ECMAScript, "String.prototype.indexOf" and "ToBoolean".
    """

    name: ClassVar[str] = "indexof-as-boolean"
    code: ClassVar[str] = "CO26"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        '"not found" is -1, which counts as true, so the test holds for hosts that do not '
        "contain the text"
    )
    bad: ClassVar[str] = (
        'if (host == "intranet.contoso.com" && url.indexOf("/login")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "intranet.contoso.com" && url.indexOf("/login") >= 0) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        positions = program.calls.by_node
        for node, asker in program.tests:
            call = positions.get(node.id)
            if call is None or call.name not in _POSITIONS or call.receiver is None:
                continue
            if asker.type != "unary_expression":
                yield self.at(
                    context,
                    node,
                    f"the position that {call.name} returns counts as true or false",
                    tip=f"compare it with 0\n    {quoted(program.index.text(node))} >= 0",
                )


_POSITIONS = frozenset({"indexOf", "lastIndexOf", "search"})
