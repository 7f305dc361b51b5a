"""The rule ``long-cache-lifetime``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["LongCacheLifetime"]

_DAY = 24 * 60 * 60


class LongCacheLifetime(DeliveryRule):
    """
    Checks for answers that clients may keep for more than a day.

    Why is this bad?
        A mistake in the file, or a new endpoint of Microsoft's, stays with the clients for so long.

    Known problems
        None.

    References
        RFC 9111, section 5.2.2.1.
    """

    name: ClassVar[str] = "long-cache-lifetime"
    code: ClassVar[str] = "DE06"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "a change, or the way back from one, reaches the clients late"
    tip: ClassVar[str] = "let the server send\n    Cache-Control: max-age=3600"
    bad: ClassVar[str] = GOOD_ANSWER.replace("3600", "604800")
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        lifetime = delivery.final.lifetime
        if lifetime is not None and lifetime > _DAY:
            days = f"{lifetime / _DAY:.3g}"
            yield self.finding(delivery, f"clients may keep the file for {days} days")
