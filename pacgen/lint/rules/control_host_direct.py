"""The rule ``control-host-direct``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import diverging
from pacgen.lint.wording import listing, quoted, subjects, verb

__all__ = ["ControlHostDirect"]


class ControlHostDirect(Rule):
    """
    Checks for hosts of nobody that go DIRECT though the file sends its traffic to a proxy.

    Why is this bad?
        These hosts have nothing to do with Microsoft, nor with the company. If they are DIRECT, a
        rule matches far more than it was meant to.

    Known problems
        A file that answers a plain DIRECT for most of these hosts is taken to mean it, and is not
        blamed. IP literals of nobody are an info only: many files send all literals DIRECT on
        purpose.

    References
        RFC 2606, RFC 5737 (names and addresses that nobody has).
        Chromium, "Proxy support in Chrome", section "Proxy auto-config (PAC) scripts".
    """

    name: ClassVar[str] = "control-host-direct"
    code: ClassVar[str] = "RT21"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the proxy, and what it filters and logs, is off for hosts that have nothing to do with "
        "Microsoft or with you"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (host.charAt(0) == "n") return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (isPlainHostName(host)) return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if not context.default_is_direct:
            yield from self._too_broad(context)

    def _too_broad(self, context: LintContext) -> Iterator[Finding]:
        for role, severity in _SEVERITIES.items():
            astray = {id(answer.probe) for answer in diverging(context, role)}
            answers = [
                answer
                for answer in context.select(role)
                if answer.is_clean_direct and id(answer.probe) not in astray
            ]
            if answers:
                names = subjects(answers)
                yield self.finding(
                    context,
                    f"{listing(names)} {verb(names, 'goes', 'go')} DIRECT, {_others(context)}",
                    tip="find the rule that matches them, and make it match what it was meant for",
                    answers=answers,
                    severity=severity,
                )


_SEVERITIES = {Role.CONTROL_HOST: Severity.ERROR, Role.CONTROL_ADDRESS: Severity.INFO}


def _others(context: LintContext) -> str:
    return f"others get {quoted(context.default or 'a proxy')}"
