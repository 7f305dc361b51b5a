"""The rule ``required-host-needs-dns``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.swayed_rule import SwayedRule
from pacgen.lint.worlds import WorldKind

__all__ = ["RequiredHostNeedsDns"]


class RequiredHostNeedsDns(SwayedRule):
    """
    Checks for hosts of the endpoint list whose answer depends on DNS.

    Why is this bad?
        Behind a proxy the names of the Internet often do not resolve at all; elsewhere they resolve
        to IPv6, or to addresses that are not on the list yet. The same file is then right in one
        network and wrong in the next.

    Known problems
        The worlds tried: the name does not resolve; it resolves into a published network, beside
        it, to a private address, to IPv6.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc.
        Microsoft, "Optimize PAC performance".
    """

    name: ClassVar[str] = "required-host-needs-dns"
    code: ClassVar[str] = "RT17"
    severity: ClassVar[Severity] = Severity.ERROR
    kind: ClassVar[WorldKind] = WorldKind.DNS
    plain: ClassVar[str] = "the name does not resolve"
    why: ClassVar[str] = (
        "the same file is right where DNS answers as hoped, and sends calls to the proxy "
        "where it does not"
    )
    bad: ClassVar[str] = (
        'if (isInNet(dnsResolve(host), "52.112.0.0", "255.252.0.0")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )
