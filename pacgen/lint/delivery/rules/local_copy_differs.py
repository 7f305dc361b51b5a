"""The rule ``local-copy-differs``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["LocalCopyDiffers"]


class LocalCopyDiffers(DeliveryRule):
    """
    Checks for a served file that is not the local copy it was compared with.

    Why is this bad?
        What was reviewed and tested is not what clients get: a deployment did not arrive, or
        somebody changed the file in place.

    Known problems
        None: every byte counts, line ends too.

    References
        None.
    """

    name: ClassVar[str] = "local-copy-differs"
    code: ClassVar[str] = "DE11"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "clients do not get the file that was reviewed"
    tip: ClassVar[str] = "find out which of the two is meant, and publish it"
    bad: ClassVar[str] = f"{GOOD_ANSWER}Local-Copy: function New() {{}}\n"
    good: ClassVar[str] = f"{GOOD_ANSWER}Local-Copy: function FindProxyForURL() {{}}\n"

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        if delivery.local is None or delivery.local[1] == delivery.final.body:
            return
        name, data = delivery.local
        served = delivery.final.body
        if data.split() == served.split():
            yield self.finding(delivery, f"the file is {name} with other blanks or line ends")
            return
        pairs = zip(data.splitlines(), served.splitlines(), strict=False)
        same = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), None)
        where = f"from line {same} on" if same else "at its end"
        yield self.finding(delivery, f"the file is not {name}: they differ {where}")
