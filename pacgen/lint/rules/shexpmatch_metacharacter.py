"""The rule ``shexpmatch-metacharacter``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.globs import GlobFault, faulty_globs
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["ShexpmatchMetacharacter"]


class ShexpmatchMetacharacter(StaticRule):
    """
    Checks for characters in patterns of ``shExpMatch`` that some clients read as a regular
    expression.

    Why is this bad?
        ``|``, parentheses and brackets work in browsers because they are not escaped there;
        other clients take them as they stand. And ``"a.example|*.b.example"`` is anchored
        at one end only: it also holds for ``a.example.attacker.example``.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/pac_js_library.h. Mozilla, "Proxy
        Auto-Configuration (PAC) file", section shExpMatch().
    """

    name: ClassVar[str] = "shexpmatch-metacharacter"
    code: ClassVar[str] = "PO01"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients disagree on these characters, so the same file routes differently in "
        "browsers and in applications"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, "(*.contoso.com|contoso.com)")) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "contoso.com" || shExpMatch(host, "*.contoso.com")) return "DIRECT";'
    )

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for glob in faulty_globs(program, GlobFault.META):
            pattern = glob.text.value
            characters = "".join(dict.fromkeys(re.findall(r"[|()\[\]{}+^$]", pattern)))
            text = context.tree.source(glob.call.arguments[0])
            parts = [part for part in re.split(r"[|()]", pattern) if part]
            tests = " || ".join(f'shExpMatch({text}, "{part}")' for part in parts[:_SHOWN])
            yield self.at(
                context,
                glob.text.node,
                f'the pattern "{quoted(pattern)}" has characters that clients read differently: '
                f"{characters}",
                tip=f"write one test for each alternative\n    {tests}",
            )


_SHOWN = 4
