"""The rule ``lookalike-host-direct``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Request
from pacgen.lint.context import LintContext
from pacgen.lint.domains import registrable
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Probe, Role
from pacgen.lint.rule import Rule
from pacgen.lint.winners import grouped_by_place
from pacgen.lint.wording import listing, subjects, verb

__all__ = ["LookalikeHostDirect"]


class LookalikeHostDirect(Rule):
    """
    Checks for hosts of strangers that go DIRECT because their names look like Microsoft's.

    Why is this bad?
        Anybody can register ``evilteams.microsoft.com.example``'s like. A rule that searches for a
        name anywhere, or compares without the dot in front, lets such hosts pass the proxy and its
        filters.

    Known problems
        None: the names were invented, and the file was run with them.

    References
        Chromium, services/proxy_resolver/pac_js_library.h.
    """

    name: ClassVar[str] = "lookalike-host-direct"
    code: ClassVar[str] = "SE06"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "anybody can register such a name, and its traffic passes by the proxy and its filters"
    )
    bad: ClassVar[str] = 'if (host.split("teams.microsoft.com").length > 1) return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if context.default_is_direct:
            return
        probes = {probe: name for name, probe in _probes(context)}
        meant = {probe.subject: name for probe, name in reversed(probes.items())}
        answers = [a for a in context.ask(probes) if a.target is context.reference]
        direct = [answer for answer in answers if answer.is_clean_direct]
        for found in grouped_by_place(context, direct):
            names = subjects(found)
            yield self.finding(
                context,
                f"{listing(names)} {verb(names, 'goes', 'go')} DIRECT, though anybody can have "
                f"{verb(names, 'that name', 'those names')}",
                tip="compare whole names, or what ends in a dot and the name\n"
                f'    if (host == "{meant[names[0]]}" ||\n'
                f'        dnsDomainIs(host, ".{meant[names[0]]}"))',
                answers=found,
            )


def _probes(context: LintContext) -> Iterator[tuple[str, Probe]]:
    """Yield names of the endpoint list, each with a request that is only like it."""
    expected = [wanted.pattern for wanted in context.expectation.hosts]
    # What lies in a domain of the list itself, nobody else can have.
    owned = {registrable(pattern.suffix) for pattern in expected}
    hosts = {host: pattern.suffix for pattern in expected for host in pattern.lookalikes()}
    for host, name in hosts.items():
        if registrable(host) not in owned:
            yield name, Probe(Role.STRANGER, host, Request.for_host(host))
    for name in dict.fromkeys(pattern.suffix for pattern in expected):
        url = f"http://evil.example/?{name}"
        yield name, Probe(Role.STRANGER, "evil.example", Request.for_url(url))
