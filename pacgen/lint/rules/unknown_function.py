"""The rule ``unknown-function``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import BROWSER, HELPERS, KNOWN, STRING_METHODS, nearest
from pacgen.lint.wording import quoted

__all__ = ["UnknownFunction"]


class UnknownFunction(StaticRule):
    """
    Checks for calls of functions that neither clients nor the file define.

    Why is this bad?
        The call throws a ReferenceError, though only for the hosts that come so far: the
        rest of the file works, which hides it. Clients meet it with DIRECT, or block the
        request.

    Known problems
        A name that the file looks for with ``typeof`` first is left alone.

    References
        Microsoft, "Optimize PAC performance", which prints ShExMatch for shExpMatch.
    """

    name: ClassVar[str] = "unknown-function"
    code: ClassVar[str] = "CO48"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "the call throws, and clients meet that with DIRECT, without a word"
    bad: ClassVar[str] = (
        'if (host == "unused.contoso.com" && dnsDomainls(host, ".contoso.com")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "unused.contoso.com" && dnsDomainIs(host, ".contoso.com")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if program.index.has("with_statement"):
            return
        defined = {variable.name for variable in program.names.variables if variable.values}
        for call in program.calls.all_functions:
            name = call.name
            if name in KNOWN or name in BROWSER or program.is_probed(name):
                continue
            near = nearest(name, HELPERS | defined)
            yield self.at(
                context,
                call.callee,
                f"there is no function {quoted(name)}",
                tip=f"write {near}; upper and lower case matter"
                if near
                else "define it, or remove it",
            )
        for call in program.calls.all_methods:
            if call.name in STRING_METHODS or program.subject(call.receiver) is None:
                continue
            if f"prototype.{call.name}" in context.pac.text:
                continue
            near = nearest(call.name, STRING_METHODS)
            yield self.at(
                context,
                call.callee,
                f"strings have no method {quoted(call.name)}",
                tip=f"write {near}; upper and lower case matter"
                if near
                else "use one that they have",
            )
