"""The rule ``wrong-subject``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Call, Comparison, How, Program, Subject
from pacgen.lint.static import StaticRule
from pacgen.lint.urls import UrlFault, url_fault
from pacgen.lint.wording import quoted

__all__ = ["WrongSubject"]


class WrongSubject(StaticRule):
    """
    Checks for tests of the URL that only a host can pass, and the other way round.

    Why is this bad?
        A URL has a scheme in front and at least a slash behind: ``*.example.com`` never
        matches one. A host has neither scheme nor path. Helpers such as ``isPlainHostName``
        and ``dnsDomainIs`` are made for hosts.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Arguments passed to
        FindProxyForURL()".
    """

    name: ClassVar[str] = "wrong-subject"
    code: ClassVar[str] = "CO31"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "a test of the wrong argument never holds, so the rule is dead"
    bad: ClassVar[str] = 'if (shExpMatch(url, "*.contoso.com")) return "DIRECT";'
    good: ClassVar[str] = 'if (shExpMatch(host, "*.contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            if comparison.subject is Subject.HOST:
                if "/" in comparison.pattern and comparison.how is not How.REGEX:
                    yield self._host(context, comparison)
            elif (
                comparison.how in {How.SUFFIX, How.LOCAL} or url_fault(comparison) is UrlFault.NEVER
            ):
                yield self._url(context, comparison)
        for call in program.calls.of(*_FOR_HOSTS):
            if call.arguments and program.subject(call.arguments[0]) is Subject.URL:
                yield self.at(
                    context,
                    call.node,
                    f"{call.name} is asked about the URL",
                    tip=f"ask it about the host\n    {_with_host(context, call)}",
                )

    def _host(self, context: LintContext, comparison: Comparison) -> Finding:
        pattern = comparison.pattern
        return self.at(
            context,
            comparison.at,
            f'the host is compared with "{quoted(pattern)}", which looks like a URL',
            tip=f'compare it with the host alone\n    "{_host_of(pattern)}"',
            confidence=Confidence.PROVEN,
        )

    def _url(self, context: LintContext, comparison: Comparison) -> Finding:
        pattern = comparison.pattern
        return self.at(
            context,
            comparison.node if comparison.how is not How.EQUAL else comparison.at,
            f'the URL is compared with "{quoted(pattern)}", which the URL of no such host matches',
            tip="compare the host, where this is meant for hosts",
        )


_FOR_HOSTS = ("isPlainHostName", "isInNet", "dnsResolve", "isResolvable", "dnsDomainLevels")


def _host_of(pattern: str) -> str:
    return re.sub(r"^[^/]*://", "", pattern).split("/")[0]


def _with_host(context: LintContext, call: Call) -> str:
    rest = [context.tree.source(argument) for argument in call.arguments[1:]]
    return f"{call.name}({', '.join(['host', *rest])})"
