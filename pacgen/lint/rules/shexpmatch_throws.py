"""The rule ``shexpmatch-throws``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.globs import GlobFault, faulty_globs
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["ShexpmatchThrows"]


class ShexpmatchThrows(StaticRule):
    """
    Checks for patterns of ``shExpMatch`` that browsers cannot read.

    Why is this bad?
        Browsers make a regular expression of the pattern and escape nothing but the dot. Of
        ``*c++*`` or ``(*.example`` none can be made: the helper throws, and the client goes
        DIRECT, or blocks the request.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/pac_js_library.h.
    """

    name: ClassVar[str] = "shexpmatch-throws"
    code: ClassVar[str] = "CO30"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the helper throws whenever it is asked, and clients meet that with DIRECT, without a word"
    )
    bad: ClassVar[str] = """\
if (host == "git.contoso.com") {
  if (shExpMatch(url, "http://git.contoso.com/c++/*")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "git.contoso.com") return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for glob in faulty_globs(program, GlobFault.THROWS):
            yield self.at(
                context,
                glob.text.node,
                f'shExpMatch throws for the pattern "{quoted(glob.text.value)}"',
                tip="leave * and ? as the only special characters, or compare without shExpMatch",
                confidence=Confidence.PROVEN,
            )
