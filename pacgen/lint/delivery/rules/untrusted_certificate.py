"""The rule ``untrusted-certificate``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["UntrustedCertificate"]


class UntrustedCertificate(DeliveryRule):
    """
    Checks for servers whose certificate is not trusted here.

    Why is this bad?
        Clients load a PAC file without asking anybody: a certificate that they do not trust ends
        in no PAC file at all, and in most clients in DIRECT for everything.

    Known problems
        Whom this machine trusts need not be whom the clients trust.

    References
        Chromium, "Proxy support in Chrome", section "Proxy auto-config (PAC) scripts".
    """

    name: ClassVar[str] = "untrusted-certificate"
    code: ClassVar[str] = "DE03"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "clients that do not trust the server load no PAC file, and go DIRECT"
    tip: ClassVar[str] = "use a certificate of a CA that all clients trust, for this very name"
    bad: ClassVar[str] = f"{GOOD_ANSWER}Certificate: self-signed certificate\n"
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        if delivery.certificate_problem:
            problem = delivery.certificate_problem
            yield self.finding(delivery, f"the server's certificate is not trusted: {problem}")
