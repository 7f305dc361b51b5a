"""The rule ``uppercase-pattern``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.expressions import has_upper_case
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Comparison, How, Program, Subject
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["UppercasePattern"]


class UppercasePattern(StaticRule):
    """
    Checks for capital letters in what the host is compared with.

    Why is this bad?
        Browsers hand over the host in lower case, and all comparisons tell case apart: the
        test never holds. Clients that hand over the host as it was typed match now and
        then.

    Known problems
        The path of a URL keeps its case, so that part of a pattern is left alone.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc. Mozilla,
        netwerk/base/nsPACMan.cpp.
    """

    name: ClassVar[str] = "uppercase-pattern"
    code: ClassVar[str] = "CO38"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "browsers hand over every host in lower case, so this test never holds there and the "
        "rule is dead"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, "*.Contoso.com")) return "DIRECT";'
    good: ClassVar[str] = 'if (shExpMatch(host, "*.contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            if comparison.is_negated or not _has_capitals(comparison):
                continue
            yield self.at(
                context,
                comparison.at,
                f'the pattern "{quoted(comparison.pattern)}" has capital letters, hosts have none',
                tip=f'write it in lower case\n    "{quoted(comparison.pattern.lower())}"'
                if comparison.how is not How.REGEX
                else "write it in lower case, or give the regular expression the flag i",
            )


def _has_capitals(comparison: Comparison) -> bool:
    if comparison.how is How.REGEX:
        is_host = comparison.subject is Subject.HOST
        return is_host and "i" not in comparison.flags and has_upper_case(comparison.pattern)
    pattern = comparison.pattern
    if comparison.subject is Subject.URL:
        pattern = "/".join(pattern.split("/", 3)[:3])
    return pattern != pattern.lower()
