"""The rule ``blank-in-pattern``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["BlankInPattern"]


class BlankInPattern(StaticRule):
    """
    Checks for blanks in what the host or the URL is compared with.

    Why is this bad?
        No host and no URL has a blank. A pattern with one, often at its end where nobody
        sees it, never matches.

    Known problems
        None.

    References
        RFC 1123, section 2.1. RFC 3986, section 2.
    """

    name: ClassVar[str] = "blank-in-pattern"
    code: ClassVar[str] = "CO70"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "no host and no URL has a blank in it, so this test never holds and the rule is dead"
    )
    bad: ClassVar[str] = 'if (dnsDomainIs(host, ".contoso.com ")) return "DIRECT";'
    good: ClassVar[str] = 'if (dnsDomainIs(host, ".contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            pattern = comparison.pattern
            if (
                comparison.how is How.REGEX
                or comparison.is_negated
                or not re.search(r"\s", pattern)
            ):
                continue
            yield self.at(
                context,
                comparison.at,
                f'the pattern "{quoted(pattern)}" has a blank in it',
                tip=f'remove the blank\n    "{quoted("".join(pattern.split()))}"',
                confidence=Confidence.PROVEN,
            )
