"""The rule ``missing-loopback-bypass``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Request, Target
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Probe, Role
from pacgen.lint.rule import Rule
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["MissingLoopbackBypass"]


class MissingLoopbackBypass(Rule):
    """
    Checks for files that send the computer itself to the proxy.

    Why is this bad?
        Browsers on Chromium go DIRECT to ``localhost``, 127.0.0.0/8 and their like without asking.
        Other programs ask, and a proxy cannot reach somebody else's loopback.

    Known problems
        Asked on request only: many programs never ask.

    References
        Chromium, "Proxy support in Chrome", section "Implicit bypass rules".
    """

    name: ClassVar[str] = "missing-loopback-bypass"
    code: ClassVar[str] = "PO17"
    severity: ClassVar[Severity] = Severity.INFO
    by_default: ClassVar[bool] = False
    why: ClassVar[str] = (
        "programs that ask a PAC file about this computer are sent to a proxy, which cannot "
        "reach it"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (isPlainHostName(host) || host == "127.0.0.1") return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if Target.WINHTTP not in context.targets:
            return
        probes = [Probe(Role.EXTRA, host, Request.for_host(host)) for host in _LOOPBACK]
        answers = [
            answer
            for answer in context.ask(probes)
            if answer.target is Target.WINHTTP and answer.is_proxied
        ]
        if answers:
            names = subjects(answers)
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} to "
                f"{common_answer(answers, 'a proxy')}",
                tip="make this the first rule\n"
                '    if (isPlainHostName(host) || host == "127.0.0.1") {\n'
                '      return "DIRECT";\n'
                "    }",
                answers=answers,
            )


_LOOPBACK = ("localhost", "127.0.0.1")
