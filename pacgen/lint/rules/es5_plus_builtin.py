"""The rule ``es5-plus-builtin``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Target
from pacgen.lint.context import LintContext
from pacgen.lint.editions import newer_builtins, newer_syntax
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["Es5PlusBuiltin"]


class Es5PlusBuiltin(StaticRule):
    """
    Checks for functions and objects that are newer than ECMAScript 3.

    Why is this bad?
        The engine in which Windows runs PAC files for everything but browsers may lack
        them: ``endsWith``, ``forEach``, ``Array.indexOf``. The script then throws for the
        hosts that come so far.

    Known problems
        Where Windows' own resolver is not among the clients, it is an info. Functions that
        the file adds itself are left alone.

    References
        Microsoft, "AutoProxy Issues in WinHTTP". ECMA-262, 3rd edition.
    """

    name: ClassVar[str] = "es5-plus-builtin"
    code: ClassVar[str] = "PO05"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "Windows' own resolver may lack it; the script then throws, and Office add-ins and "
        "sign-in go DIRECT without a word"
    )
    bad: ClassVar[str] = (
        'if (host == "unused.contoso.com" && url.startsWith("http:")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "unused.contoso.com" && url.indexOf("http:") == 0) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if newer_syntax(program):
            # Such an engine does not come so far.
            return
        concerned = Target.WINHTTP in context.targets
        for name, node in newer_builtins(program).items():
            yield self.at(
                context,
                node,
                f"{name} is newer than the language of old engines",
                tip=_TIPS.get(name, "write it with what ECMAScript 3 has: indexOf, substring, for"),
                severity=self.severity if concerned else Severity.INFO,
                targets=(Target.WINHTTP,),
            )


_TIPS = {
    "endsWith": 'let dnsDomainIs compare the end\n    dnsDomainIs(host, ".example.com")',
    "startsWith": 'compare the position\n    host.indexOf("www.") == 0',
    "includes": 'compare the position\n    host.indexOf("-dev") >= 0',
    "trim": "leave it away: neither host nor url has blanks around it",
}
