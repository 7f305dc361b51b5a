"""The rule ``ip-literal-proxied``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, network_test
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.published import narrower
from pacgen.lint.rule import Rule
from pacgen.lint.wording import common_answer, listing, subjects
from pacgen.policy.expectation import ExpectedNetwork

__all__ = ["IpLiteralProxied"]


class IpLiteralProxied(Rule):
    """
    Checks for addresses of the endpoint list that go to a proxy when they stand in place of a host.

    Why is this bad?
        When UDP is blocked, media falls back to TCP towards addresses, not names. Such a request
        has an IP literal for its host, which no test for a name matches.

    Known problems
        Asked about are the first, the middle and the last address of each network.
        IPv6 is an info only: no helper for it is known to all clients.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
    """

    name: ClassVar[str] = "ip-literal-proxied"
    code: ClassVar[str] = "RT09"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "media that falls back to TCP asks for addresses, not names; no test for a name matches "
        "them, so calls cross the proxy"
    )
    example_entries: ClassVar[tuple[str, ...]] = ("teams.microsoft.com", "52.112.0.0/14")
    bad: ClassVar[str] = 'if (host == "teams.microsoft.com") return "DIRECT";'
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || isInNet(host, "52.112.0.0", "255.252.0.0"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        partly = {str(narrow.published) for narrow in narrower(context)}
        astray = [
            answer
            for answer in context.select(Role.ADDRESS)
            if answer.decision.fault is None
            and not answer.is_direct
            and answer.probe.subject not in partly
        ]
        by_cause = grouped(astray, lambda answer: (_ip_version(answer), context.cause(answer)))
        for (version, _), answers in by_cause.items():
            names = subjects(answers)
            yield self.finding(
                context,
                f"addresses of {listing(names)} go to {common_answer(answers, 'a proxy')}",
                tip=_tip(answers, version),
                answers=answers,
                severity=Severity.WARNING if version == _IPV4 else Severity.INFO,
            )


_IPV4 = 4


def _ip_version(answer: Answer) -> int:
    return 6 if ":" in answer.probe.host else _IPV4


def _tip(answers: list[Answer], version: int) -> str:
    if version != _IPV4:
        return (
            "no helper for IPv6 is known to all clients; a file that pacgen generates compares "
            "the address itself"
        )
    wanted = [answer.probe.wanted for answer in answers]
    networks = [entry.network for entry in wanted if isinstance(entry, ExpectedNetwork)]
    return (
        "above every statement that returns a proxy for them, write\n"
        f"{direct_if(network_test(network) for network in networks)}"
    )
