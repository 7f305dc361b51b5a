"""The rule ``wildcard-outside-shexpmatch``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import How, Program, Subject
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["WildcardOutsideShexpmatch"]


class WildcardOutsideShexpmatch(StaticRule):
    """
    Checks for patterns with ``*`` or ``?`` where they are plain characters.

    Why is this bad?
        Only ``shExpMatch`` knows wildcards. ``dnsDomainIs``, ``==`` and ``indexOf`` look
        for a real asterisk, which no host has, so that the rule never holds.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", sections dnsDomainIs() and
        shExpMatch().
    """

    name: ClassVar[str] = "wildcard-outside-shexpmatch"
    code: ClassVar[str] = "CO25"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "no host has an asterisk in its name, so this test never holds and the rule is dead"
    )
    bad: ClassVar[str] = 'if (dnsDomainIs(host, "*.contoso.com")) return "DIRECT";'
    good: ClassVar[str] = 'if (dnsDomainIs(host, ".contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in program.comparisons:
            pattern = comparison.pattern
            if comparison.how not in _LITERAL or not {"*", "?"} & set(pattern):
                continue
            if comparison.subject is Subject.URL and "*" not in pattern:
                continue
            yield self.at(
                context,
                comparison.at,
                f'the pattern "{quoted(pattern)}" is compared as it stands, wildcards and all',
                tip=f"let shExpMatch compare it\n"
                f'    shExpMatch({comparison.subject.value}, "{quoted(pattern)}")',
                confidence=Confidence.PROVEN,
            )


_LITERAL = frozenset({How.SUFFIX, How.EQUAL, How.SUBSTRING, How.PREFIX})
