"""The rule ``prefer-host-over-url``."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Variant
from pacgen.lint.program import Program, Subject
from pacgen.lint.shortfall import strayed
from pacgen.lint.static import StaticRule
from pacgen.lint.urls import UrlFault, url_fault
from pacgen.lint.wording import quoted

__all__ = ["PreferHostOverUrl"]


class PreferHostOverUrl(StaticRule):
    """
    Checks for tests of the URL that say nothing but what its host is.

    Why is this bad?
        A test of the host is exact and holds for every scheme and port. In a pattern for
        the URL an asterisk also runs across slashes: ``http://*.contoso.com/*`` holds for
        ``http://attacker.example/.contoso.com/``.

    Known problems
        None.

    References
        Zscaler, "Writing a PAC File".
    """

    name: ClassVar[str] = "prefer-host-over-url"
    code: ClassVar[str] = "ST07"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "tests of the host are exact, and hold for WebSockets and other ports too"
    bad: ClassVar[str] = 'if (shExpMatch(url, "*://wiki.contoso.com/*")) return "DIRECT";'
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        # What that does to Teams in other schemes and on other ports, rules of their own say.
        told = {
            answer.probe.host
            for variant in (Variant.HTTP, Variant.WSS, Variant.PORT)
            for answer in strayed(context, variant)
        }
        for comparison in program.comparisons:
            if comparison.subject is not Subject.URL or url_fault(comparison) is not UrlFault.HOST:
                continue
            host = comparison.pattern.split("/")[2]
            if any(fnmatchcase(name, host) for name in told):
                continue
            test = f'shExpMatch(host, "{host}")' if "*" in host else f'host == "{host}"'
            yield self.at(
                context,
                comparison.at,
                f'"{quoted(comparison.pattern)}" tests nothing but the host',
                tip=f"test the host\n    {test}",
            )
