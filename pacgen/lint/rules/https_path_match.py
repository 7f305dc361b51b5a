"""The rule ``https-path-match``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program, Subject
from pacgen.lint.static import StaticRule
from pacgen.lint.urls import UrlFault, url_fault
from pacgen.lint.wording import quoted

__all__ = ["HttpsPathMatch"]


class HttpsPathMatch(StaticRule):
    """
    Checks for paths in what ``https`` URLs are compared with.

    Why is this bad?
        Browsers cut path and query off a secure URL before the script sees it: the test
        never holds there.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/proxy_resolution_url_sanitizer.cc. Mozilla,
        netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "https-path-match"
    code: ClassVar[str] = "CO41"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "browsers, and so Teams, show the script no path of a secure URL: the test never "
        "holds there"
    )
    bad: ClassVar[str] = (
        'if (shExpMatch(url, "https://wiki.contoso.com/public/*")) return "DIRECT";'
    )
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            if comparison.subject is not Subject.URL or url_fault(comparison) is not UrlFault.PATH:
                continue
            host = comparison.pattern.split("/")[2]
            yield self.at(
                context,
                comparison.at,
                f'"{quoted(comparison.pattern)}" has a path, which browsers do not show',
                tip=f'test the host\n    host == "{host}"',
            )
