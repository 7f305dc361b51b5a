"""The rule ``non-deterministic-result``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.repetition import repeated
from pacgen.lint.rule import Rule
from pacgen.lint.wording import listing, quoted, subjects, verb

__all__ = ["NonDeterministicResult"]


class NonDeterministicResult(Rule):
    """
    Checks for requests that get another answer when they are asked again.

    Why is this bad?
        Browsers run a script again after every DNS answer, keep several copies of it, and Windows
        remembers the first answer for a host. A script that rolls dice or counts gives users
        different routes for parts of one page, and no fault can be reproduced.

    Known problems
        Each request is asked eight times in a row in one copy of the script.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8_tracing.cc.
        Microsoft, KB 271361.
    """

    name: ClassVar[str] = "non-deterministic-result"
    code: ClassVar[str] = "RT20"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "users get different routes for parts of one page, and no fault can be reproduced"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return Math.random() < 0.5 ? "PROXY a.example.com:8080" : "PROXY b.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return host.length % 2 ? "PROXY a.example.com:8080" : "PROXY b.example.com:8080";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if not context.may_keep_state or context.tree.is_broken:
            return
        plain = context.select(Role.HOST, Role.CONTROL_HOST)
        first = [group[0] for group in grouped(plain, lambda a: a.probe.subject).values()]
        varying = []
        for answer, returned in zip(first, repeated(context, first), strict=False):
            if len(set(returned)) > 1:
                varying.append((answer, returned))
        if varying:
            answers = [answer for answer, _ in varying]
            seen = list(dict.fromkeys(varying[0][1]))
            names = subjects(answers)
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'gets', 'get')} another answer when asked again: "
                f"{', then '.join(quoted(text) for text in seen[:2])}",
                tip="let the host alone decide; to share load, take its length or its characters",
                answers=answers,
            )
