"""The rule ``browser-api``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import BROWSER

__all__ = ["BrowserApi"]


class BrowserApi(StaticRule):
    """
    Checks for objects of web pages and other environments, as ``window`` or ``require``.

    Why is this bad?
        PAC files run in an environment of their own with none of them. Using one throws a
        ReferenceError, and clients meet that with DIRECT. ``console`` is there in Chromium
        alone.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc.
    """

    name: ClassVar[str] = "browser-api"
    code: ClassVar[str] = "CO49"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "no client has it while it runs a PAC file: the script throws, and clients go DIRECT "
        "without a word"
    )
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  if (navigator.onLine) return "DIRECT";
}
"""
    good: ClassVar[str] = 'if (host == "unused.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for name, places in program.names.free.items():
            if name in BROWSER and not program.is_probed(name):
                yield self.at(
                    context,
                    places[0],
                    f"{name} does not exist where PAC files run",
                    tip="use the helpers of PAC files and plain JavaScript alone",
                )
