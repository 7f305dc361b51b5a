"""The rule ``missing-entry-point``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.loading import is_without_entry_point
from pacgen.lint.program import ENTRY_POINTS
from pacgen.lint.rule import SMALLEST_FILE, Needs
from pacgen.lint.static import TextRule
from pacgen.lint.vocabulary import nearest

__all__ = ["MissingEntryPoint"]


class MissingEntryPoint(TextRule):
    """
    Checks for scripts that define no ``FindProxyForURL``.

    Why is this bad?
        Clients call that function and no other; upper and lower case matter. Without it
        they go DIRECT for everything.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc.
    """

    name: ClassVar[str] = "missing-entry-point"
    code: ClassVar[str] = "CO04"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "clients find nothing to call and go DIRECT without a word, so the proxy is off for "
        "everything"
    )
    bad: ClassVar[str] = """\
function FindProxyForUrl(url, host) {
  return "DIRECT";
}
"""
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        if not is_without_entry_point(context):
            return
        program = context.program
        names = {v.name: v for v in program.names.variables if v.declarations or v.values}
        near = nearest(_ENTRY_POINT, names)
        if near == _ENTRY_POINT:
            yield self.at(
                context,
                (names[near].declarations or names[near].writes)[0],
                f"{_ENTRY_POINT} is not a function that clients can find",
                tip=f"define it at the top level\n    function {_ENTRY_POINT}(url, host) {{",
                confidence=Confidence.PROVEN,
            )
            return
        place = names[near].declarations if near else []
        yield self.at(
            context,
            place[0] if place else None,
            f"there is no function {_ENTRY_POINT}",
            tip=f"rename {near} to {_ENTRY_POINT}; upper and lower case matter"
            if near
            else f"define it as clients look for it\n    function {_ENTRY_POINT}(url, host) {{",
            confidence=Confidence.PROVEN,
        )


_ENTRY_POINT = ENTRY_POINTS[0]
