"""The rule ``undefined-variable``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import BROWSER, KNOWN, nearest
from pacgen.lint.wording import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["UndefinedVariable"]


class UndefinedVariable(StaticRule):
    """
    Checks for names that nothing defines, as in ``return DIRECT`` without quotes.

    Why is this bad?
        Using the name throws a ReferenceError, though only for the hosts that come so far:
        the rest of the file works, which hides it. Clients meet it with DIRECT, or block
        the request.

    Known problems
        A name that the file looks for with ``typeof`` first is left alone.

    References
        ECMAScript, "ReferenceError".
    """

    name: ClassVar[str] = "undefined-variable"
    code: ClassVar[str] = "CO71"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "using the name throws, and clients meet that with DIRECT, without a word"
    bad: ClassVar[str] = 'if (host == "unused.contoso.com") return DIRECT;'
    good: ClassVar[str] = 'if (host == "unused.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if program.index.has("with_statement"):
            return
        for name, places in program.names.free.items():
            called = [place for place in places if self._is_called(program, place)]
            if name in KNOWN or name in BROWSER or program.is_probed(name) or called:
                continue
            near = nearest(name, {variable.name for variable in program.names.variables})
            yield self.at(
                context,
                places[0],
                f"nothing defines {quoted(name)}",
                tip=f'put it in quotes\n    "{name}"'
                if name.upper() in _RESULTS
                else f"write {near}; upper and lower case matter"
                if near
                else "define it, or put it in quotes",
            )

    def _is_called(self, program: Program, place: Node) -> bool:
        parent = program.index.parent(place)
        return (
            parent is not None
            and parent.type == "call_expression"
            and program.index.field(parent, "function") == place
        )


_RESULTS = frozenset({"DIRECT", "PROXY", "SOCKS", "HTTPS"})
