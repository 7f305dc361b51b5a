"""The rule ``duplicate-entry-point``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import ENTRY_POINTS, FUNCTIONS, Program
from pacgen.lint.static import StaticRule

__all__ = ["DuplicateEntryPoint"]


class DuplicateEntryPoint(StaticRule):
    """
    Checks for files with ``FindProxyForURL`` more than once.

    Why is this bad?
        The last one wins, silently. Usually two PAC files were put one behind the other,
        and the rules of the first are dead.

    Known problems
        None.

    References
        ECMAScript, "GlobalDeclarationInstantiation".
    """

    name: ClassVar[str] = "duplicate-entry-point"
    code: ClassVar[str] = "CO06"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "the last one wins, so all rules in the others are dead"
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  return "PROXY old.contoso.com:8080";
}
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY new.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY new.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for name in ENTRY_POINTS:
            variable = program.names.top_level(name)
            values = variable.values if variable else []
            functions = [value for value in values if value.type in FUNCTIONS]
            places = [program.index.field(node, "name") or node for node in functions]
            for place in places[:-1]:
                yield self.at(
                    context,
                    place,
                    f"{name} is defined {len(places)} times, and the last one wins",
                    tip="remove the ones that are not meant",
                    related=((places[-1], "this one wins"),),
                )
