"""The rule ``required-host-depends-on-client-ip``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.swayed_rule import SwayedRule
from pacgen.lint.worlds import WorldKind

__all__ = ["RequiredHostDependsOnClientIp"]


class RequiredHostDependsOnClientIp(SwayedRule):
    """
    Checks for hosts of the endpoint list whose answer depends on the client's address.

    Why is this bad?
        ``myIpAddress`` gives one of several addresses, another one on a VPN, or 127.0.0.1. Users in
        one office, or at home, get Teams through the proxy, and a test from the next office finds
        nothing wrong.

    Known problems
        A site may want that on purpose; then silence it with a comment. The addresses tried: one of
        each private range, of carrier NAT, public, IPv6, and on both sides of the edges of the
        networks in the file.

    References
        Chromium, "Proxy support in Chrome", section "myIpAddress()".
    """

    name: ClassVar[str] = "required-host-depends-on-client-ip"
    code: ClassVar[str] = "RT18"
    severity: ClassVar[Severity] = Severity.WARNING
    kind: ClassVar[WorldKind] = WorldKind.CLIENT
    plain: ClassVar[str] = "the client's address is 192.0.2.1"
    why: ClassVar[str] = (
        "users in some networks get Teams through the proxy, and a test from another network "
        "finds nothing"
    )
    bad: ClassVar[str] = (
        'if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0"))\n'
        '  return "PROXY branch.example.com:8080";\n'
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )
