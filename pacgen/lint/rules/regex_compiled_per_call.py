"""The rule ``regex-compiled-per-call``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["RegexCompiledPerCall"]


class RegexCompiledPerCall(StaticRule):
    """
    Checks for ``new RegExp`` with a constant inside a function.

    Why is this bad?
        It is compiled anew for every request. A literal is compiled once.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "regex-compiled-per-call"
    code: ClassVar[str] = "PE08"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "it is compiled anew for every request"
    bad: ClassVar[str] = 'if (new RegExp("^wiki[.]contoso[.]com$").test(host)) return "DIRECT";'
    good: ClassVar[str] = 'if (/^wiki[.]contoso[.]com$/.test(host)) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes("new_expression"):
            constructor = program.index.field(node, "constructor")
            arguments = program.index.parts(program.index.field(node, "arguments"))
            if constructor is None or program.index.text(constructor) != "RegExp" or not arguments:
                continue
            pattern = program.values.string(arguments[0])
            if pattern is not None and program.index.function(node) != program.index.root:
                yield self.at(
                    context,
                    node,
                    "this regular expression is made anew for every request",
                    tip=f"write it as a literal\n    /{quoted(pattern.replace('/', '[/]'))}/",
                )
