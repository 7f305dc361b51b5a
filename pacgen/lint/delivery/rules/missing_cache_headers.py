"""The rule ``missing-cache-headers``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["MissingCacheHeaders"]


class MissingCacheHeaders(DeliveryRule):
    """
    Checks for answers that do not say how long they hold.

    Why is this bad?
        Each client then keeps the file as long as it likes: a change reaches some at once and
        others next week, and nobody can tell which.

    Known problems
        Chromium loads the file anew after a change of network, whatever the headers say.

    References
        RFC 9111, section 4.2.2.
    """

    name: ClassVar[str] = "missing-cache-headers"
    code: ClassVar[str] = "DE05"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "each client keeps the file as long as it likes"
    tip: ClassVar[str] = "let the server send\n    Cache-Control: max-age=3600"
    bad: ClassVar[str] = GOOD_ANSWER.replace("Cache-Control: max-age=3600\n", "")
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        if {"cache-control", "expires"}.isdisjoint(delivery.final.headers):
            yield self.finding(delivery, "the answer does not say how long it may be kept")
