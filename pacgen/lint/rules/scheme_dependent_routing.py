"""The rule ``scheme-dependent-routing``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Variant
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import strayed
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["SchemeDependentRouting"]


class SchemeDependentRouting(Rule):
    """
    Checks for hosts that are DIRECT over https and something else over http or wss.

    Why is this bad?
        Teams gets its notifications and its presence over WebSockets (wss). A pattern that begins
        with ``https://`` does not match them, and they go to the proxy alone.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Resolving WebSocket URLs".
    """

    name: ClassVar[str] = "scheme-dependent-routing"
    code: ClassVar[str] = "RT13"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "Teams keeps WebSockets (wss) open for messages and presence; a test for https alone "
        "leaves them on the proxy"
    )
    bad: ClassVar[str] = (
        'if (url.substring(0, 6) == "https:" &&\n'
        '    (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        by_scheme = {v: strayed(context, v) for v in (Variant.WSS, Variant.HTTP)}
        answers = [answer for found in by_scheme.values() for answer in found]
        if not answers:
            return
        names = subjects(answers)
        answer = common_answer(answers, "a proxy")
        schemes = " and ".join(variant.value for variant, found in by_scheme.items() if found)
        yield self.finding(
            context,
            f"{listing(names)} {verb(names, 'goes', 'go')} to {answer} over {schemes}",
            tip="test the host, and leave the URL's scheme out of it",
            answers=answers,
        )
