"""The rule ``regex-in-shexpmatch``."""

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

__all__ = ["RegexInShexpmatch"]


class RegexInShexpmatch(StaticRule):
    """
    Checks for regular expressions in ``shExpMatch``.

    Why is this bad?
        ``shExpMatch`` takes patterns as shells have them: ``*`` and ``?``. Anchors, ``.*``
        and escaped dots mean something else there, mostly nothing that a host could match.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section shExpMatch().
    """

    name: ClassVar[str] = "regex-in-shexpmatch"
    code: ClassVar[str] = "CO29"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "shExpMatch does not read regular expressions, so the test does not hold for the "
        "hosts that were meant"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, ".*\\\\.contoso\\\\.com")) return "DIRECT";'
    good: ClassVar[str] = 'if (shExpMatch(host, "*.contoso.com")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for glob in faulty_globs(program, GlobFault.REGEX):
            pattern = glob.text.value
            yield self.at(
                context,
                glob.text.node,
                f'the pattern "{quoted(pattern)}" of shExpMatch is a regular expression',
                tip=f'write it with * and ? alone\n    "{quoted(_as_glob(pattern))}"',
            )


def _as_glob(pattern: str) -> str:
    """Return the pattern that was probably meant."""
    pattern = re.sub(r"^\^|\$$|[()]", "", pattern)
    return re.sub(r"\.[*+]", "*", pattern).replace("\\.", ".").replace("\\", "")
