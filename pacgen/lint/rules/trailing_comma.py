"""The rule ``trailing-comma``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.editions import newer_syntax
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["TrailingComma"]


class TrailingComma(StaticRule):
    """
    Checks for a comma behind the last element of a list or a table.

    Why is this bad?
        Old engines of Windows count one more element in a list, which is undefined, and
        cannot load a file with such a table.

    Known problems
        None.

    References
        ECMA-262, 3rd edition, sections 11.1.4 and 11.1.5.
    """

    name: ClassVar[str] = "trailing-comma"
    code: ClassVar[str] = "PO06"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "old engines count one more element, or cannot load the file at all"
    bad: ClassVar[str] = """\
var NAMES = ["wiki.contoso.com", "news.contoso.com",];
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  for (var i = 0; i < NAMES.length; i++) if (host == NAMES[i]) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
var NAMES = ["wiki.contoso.com", "news.contoso.com"];
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  for (var i = 0; i < NAMES.length; i++) if (host == NAMES[i]) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if newer_syntax(program):
            # Such an engine does not come so far.
            return
        for node in program.index.nodes("array", "object"):
            tokens = [child for child in node.children if child.type != "comment"]
            if len(tokens) > len("[]") and tokens[-2].type == ",":
                kind = "list" if node.type == "array" else "table"
                yield self.at(
                    context,
                    tokens[-2],
                    f"this comma stands behind the last element of the {kind}",
                    tip="remove it",
                )
