"""The rule ``sign-in-host-direct``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.wording import joined, subjects, verb

__all__ = ["SignInHostDirect"]


class SignInHostDirect(Rule):
    """
    Checks for hosts of sign-in that go DIRECT where ``tenant_restrictions`` is set.

    Why is this bad?
        The proxy adds the header that says which tenants may be signed in to. Whoever bypasses it
        can sign in to any tenant, and take the company's files there.

    Known problems
        Asked only if ``pacgen.yaml`` says ``tenant_restrictions: true``; without it these hosts
        may go DIRECT, and the bad example is a good one. Restrictions that Windows or the network
        itself adds need no proxy.

    References
        Microsoft, "Restrict access to a tenant".
    """

    name: ClassVar[str] = "sign-in-host-direct"
    code: ClassVar[str] = "SE18"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the proxy cannot add the header of tenant restrictions, so people can sign in to any "
        "tenant"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || host == "login.microsoftonline.com" ||\n'
        '    dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" ||\n'
        '    dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";'
    )
    example_proxied: ClassVar[tuple[str, ...]] = ("login.microsoftonline.com",)

    def check(self, context: LintContext) -> Iterator[Finding]:
        answers = [a for a in context.select(Role.SIGN_IN_HOST) if not a.is_proxied]
        answers = [answer for answer in answers if answer.decision.fault is None]
        if answers:
            names = subjects(answers)
            tests = " || ".join(f'host == "{name}"' for name in names)
            proxy = context.default if context.default and not context.default_is_direct else None
            yield self.finding(
                context,
                f"{joined(names)} {verb(names, 'goes', 'go')} DIRECT, past tenant restrictions",
                tip="above every statement that returns DIRECT for them, write\n"
                f"    if ({tests}) {{\n"
                f'      return "{proxy or "PROXY proxy.example.com:8080"}";\n'
                "    }",
                answers=answers,
            )
