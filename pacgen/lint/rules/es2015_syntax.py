"""The rule ``es2015-syntax``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Target
from pacgen.lint.context import LintContext
from pacgen.lint.editions import newer_syntax
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.rule import Needs
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import listing

__all__ = ["Es2015Syntax"]


class Es2015Syntax(StaticRule):
    """
    Checks for syntax that is newer than ECMAScript 3.

    Why is this bad?
        Windows runs PAC files for everything but browsers in an old engine: ``let``,
        ``const``, arrow functions and template strings are syntax errors there, and the
        whole file is lost. Other tools with old engines do the same.

    Known problems
        Where Windows' own resolver is not among the clients, it is an info.

    References
        Microsoft, "AutoProxy Issues in WinHTTP". ECMA-262, 3rd edition.
    """

    name: ClassVar[str] = "es2015-syntax"
    code: ClassVar[str] = "PO04"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "Windows' own resolver cannot load the file, so Office add-ins, sign-in and updates "
        "go DIRECT without a word"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  const name = host.toLowerCase().replace(/\\.$/, "");
  if (name == "teams.microsoft.com" || dnsDomainIs(name, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/\\.$/, "");
  if (name == "teams.microsoft.com" || dnsDomainIs(name, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if any(target is not Target.WINHTTP for target in context.failing_targets):
            # Nobody can load it, for another reason.
            return
        found = newer_syntax(program)
        if found:
            names = list(found)
            concerned = Target.WINHTTP in context.targets
            yield self.at(
                context,
                found[names[0]],
                f"the file uses syntax that old engines cannot load: {listing(names)}",
                tip="write var, function and string concatenation instead",
                severity=self.severity if concerned else Severity.INFO,
                related=tuple((found[name], name) for name in names[1:]),
                targets=(Target.WINHTTP,),
            )
