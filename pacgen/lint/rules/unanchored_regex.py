"""The rule ``unanchored-regex``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.domains import is_domain_like
from pacgen.lint.expressions import alternatives, is_open_behind, is_open_in_front, names_a_domain
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Comparison, How, Program
from pacgen.lint.static import StaticRule, host_comparisons, severity_for
from pacgen.lint.wording import quoted

__all__ = ["UnanchoredRegex"]


class UnanchoredRegex(StaticRule):
    """
    Checks for regular expressions that find a domain anywhere in the host.

    Why is this bad?
        Without ``^`` or a dot in front, ``evil-contoso.com`` matches; without ``$`` behind,
        ``contoso.com.attacker.example`` does. Anybody can register such names, and then
        escapes the proxy.

    Known problems
        None.

    References
        ECMAScript, "Assertions".
    """

    name: ClassVar[str] = "unanchored-regex"
    code: ClassVar[str] = "SE05"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "hosts of others match as well, and escape the proxy"
    bad: ClassVar[str] = 'if (/teams\\.contoso\\.com/.test(host)) return "DIRECT";'
    good: ClassVar[str] = 'if (/(^|\\.)teams\\.contoso\\.com$/.test(host)) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, How.REGEX):
            parts = [part for part in alternatives(comparison.pattern) if names_a_domain(part)]
            ends = [
                name
                for name, is_open in (("in front", is_open_in_front), ("behind", is_open_behind))
                if any(map(is_open, parts))
            ]
            if ends:
                yield self.at(
                    context,
                    comparison.at,
                    f"this regular expression lets anything stand {' and '.join(ends)}",
                    tip=f"begin with (^|\\.) and end with $\n    {_anchored(comparison)}",
                    severity=severity_for(program, comparison, self.severity),
                    stranger=_stranger(parts[0]),
                )


def _stranger(part: str) -> str:
    """Return a name that *part* finds though nobody meant it; nothing if that is hard to say."""
    name = part.replace("\\.", ".").removeprefix("(^|.)").strip("^$.").removeprefix(".*")
    front = "" if part.startswith("^") else "evil"
    behind = "" if part.endswith("$") else ".attacker.example"
    return f"{front}{name}{behind}" if is_domain_like(name) else ""


def _anchored(comparison: Comparison) -> str:
    core = comparison.pattern.removeprefix("^").removesuffix("$")
    front = "" if core.startswith(("(^", r"\.")) else r"(^|\.)"
    core = f"({core})" if len(alternatives(core)) > 1 else core
    return quoted(f"/{front}{core}$/{comparison.flags}")
