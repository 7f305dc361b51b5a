"""The rule ``dynamic-code``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["DynamicCode"]


class DynamicCode(StaticRule):
    """
    Checks for code that is put together while the script runs.

    Why is this bad?
        Nobody can review what ``eval`` will run. PAC files have no use for it; attacks on
        PAC files look like this.

    Known problems
        None.

    References
        Google Project Zero, "aPAColypse now", 2017. CVE-2021-23406.
    """

    name: ClassVar[str] = "dynamic-code"
    code: ClassVar[str] = "SE13"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "nobody can review what will run, and attacks on PAC files look like this"
    bad: ClassVar[str] = "if (host == \"unused.contoso.com\") return eval(\"'DI' + 'RECT'\");"
    good: ClassVar[str] = 'if (host == "unused.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        end = (0, 0)
        for finding in sorted(self._found(context, program), key=lambda f: f.sort_key):
            # In eval(unescape(...)) one hides what the other runs.
            inside = (finding.place.end_line or 0, finding.place.end_column or 0)
            if inside > end:
                yield finding
            end = max(end, inside)

    def _found(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*_CALLED):
            yield self._finding(context, call.node, call.name)
        for call in program.calls.methods("fromCharCode"):
            if len(call.arguments) >= _MANY:
                yield self._finding(context, call.node, "String.fromCharCode")
        for node in program.index.nodes("new_expression"):
            constructor = program.index.field(node, "constructor")
            name = program.index.text(constructor) if constructor is not None else ""
            if name in {"Function", "ActiveXObject"}:
                yield self._finding(context, node, name)

    def _finding(self, context: LintContext, node: Node, name: str) -> Finding:
        return self.at(
            context,
            node,
            f"{name} runs or hides code that nobody can review",
            tip="write the code itself; if you do not know it, find out how it came into the file",
        )


_CALLED = ("eval", "Function", "unescape", "execScript", "GetObject", "ActiveXObject")
_MANY = 8
