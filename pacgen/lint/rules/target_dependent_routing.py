"""The rule ``target-dependent-routing``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import diverging, has_ex_entry
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["TargetDependentRouting"]


class TargetDependentRouting(Rule):
    """
    Checks for hosts that one client sends DIRECT and another to a proxy.

    Why is this bad?
        The helpers are not the same everywhere: patterns with ``|`` or brackets, DNS answers and
        the form of URL and host differ. A file that is tried in one browser may do something else
        in Teams, or in a service.

    Known problems
        Where clients read one result differently, the rules about results say so instead.

    References
        Chromium, "Proxy support in Chrome".
        Firefox, netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "target-dependent-routing"
    code: ClassVar[str] = "PO25"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "what was tried in one program is not what another does on the same computer"
    )
    bad: ClassVar[str] = (
        'if (typeof isValidIpAddress == "undefined") return "PROXY other.example.com:8080";\n'
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if has_ex_entry(context):
            return
        found = diverging(context, Role.HOST, Role.NAMED_HOST, Role.CONTROL_HOST)
        for target, answers in grouped(found, lambda answer: answer.target).items():
            names = subjects(answers)
            here = common_answer(answers, "a proxy" if answers[0].is_proxied else "DIRECT")
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to {here} in {target}, "
                f"to {'DIRECT' if answers[0].is_proxied else 'a proxy'} in {context.reference}",
                tip="use what all clients share: comparisons, dnsDomainIs with a leading dot, and "
                "'*' and '?' alone in patterns",
                answers=answers,
            )
