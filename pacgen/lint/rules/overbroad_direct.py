"""The rule ``overbroad-direct``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import is_shared_suffix
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons

__all__ = ["OverbroadDirect"]


class OverbroadDirect(StaticRule):
    """
    Checks for rules that send a top-level domain, or a cloud that anybody can rent, DIRECT.

    Why is this bad?
        Below ``.com``, ``.azureedge.net`` or ``.cloudfront.net`` anybody can have a name.
        Whatever is there escapes the proxy. Microsoft advises against allowing such domains
        as a whole.

    Known problems
        The list of clouds is short, and a country's domain may be meant. For ``.com`` and
        its like it is an error.

    References
        Microsoft, "Managing Microsoft 365 endpoints". Public Suffix List.
    """

    name: ClassVar[str] = "overbroad-direct"
    code: ClassVar[str] = "SE07"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "anybody can have a name below this domain, and all of them escape the proxy"
    )
    bad: ClassVar[str] = 'if (shExpMatch(host, "*.azureedge.net")) return "DIRECT";'
    good: ClassVar[str] = 'if (shExpMatch(host, "contoso.azureedge.net")) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.GLOB, How.SUFFIX):
            pattern = comparison.pattern
            domain = pattern.lstrip("*").removeprefix(".")
            is_whole = comparison.how is How.SUFFIX or pattern.startswith("*")
            result = program.outcomes.result(comparison.node)
            if is_whole and result is not None and is_shared_suffix(domain) and _is_direct(result):
                yield self.at(
                    context,
                    comparison.at,
                    f'everything below "{domain}" goes DIRECT, whoever it belongs to',
                    tip="name the hosts that are meant",
                    severity=Severity.ERROR if domain in _MOST else self.severity,
                )


_MOST = frozenset({"com", "net", "org", "info"})
"""Where most of the Internet is."""


def _is_direct(result: str) -> bool:
    return result.strip().upper().startswith("DIRECT")
