"""The rule ``slow-delivery``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["SlowDelivery"]

_SLOW = 5.0


class SlowDelivery(DeliveryRule):
    """
    Checks for servers that take seconds for the file.

    Why is this bad?
        Nothing loads before the PAC file is there. Chromium gives up after thirty seconds and goes
        DIRECT.

    Known problems
        The network from here need not be that of the clients.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "slow-delivery"
    code: ClassVar[str] = "DE12"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "nothing loads before the file is there; clients give up and go DIRECT"
    tip: ClassVar[str] = "serve it as a plain file, from a server near the clients"
    bad: ClassVar[str] = f"{GOOD_ANSWER}Seconds: 12\n"
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        seconds = sum(hop.seconds for hop in delivery.hops)
        if seconds > _SLOW:
            yield self.finding(delivery, f"the file took {seconds:.0f} seconds to arrive")
