"""The rule ``lexical-entry-point``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.loading import syntax_fault
from pacgen.lint.program import ENTRY_POINTS
from pacgen.lint.rule import SMALLEST_FILE, Needs
from pacgen.lint.static import TextRule

__all__ = ["LexicalEntryPoint"]


class LexicalEntryPoint(TextRule):
    """
    Checks for ``FindProxyForURL`` declared with ``const``, ``let`` or ``class``.

    Why is this bad?
        Such names are no properties of the global object, and that is where clients look.
        The script is fine, and yet there is nothing to call.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc. Mozilla,
        netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "lexical-entry-point"
    code: ClassVar[str] = "CO05"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "clients look for a property of the global object, find none, and go DIRECT without a word"
    )
    bad: ClassVar[str] = 'const FindProxyForURL = (url, host) => "DIRECT";'
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        if _ENTRY_POINT not in context.tree.lexical_globals() or syntax_fault(context) is not None:
            return
        variable = context.program.names.top_level(_ENTRY_POINT)
        places = variable.declarations if variable else []
        yield self.at(
            context,
            places[0] if places else None,
            f"{_ENTRY_POINT} is declared so that clients do not find it",
            tip=f"define it as a function\n    function {_ENTRY_POINT}(url, host) {{",
            confidence=Confidence.PROVEN,
        )


_ENTRY_POINT = ENTRY_POINTS[0]
