"""The rule ``path-dependent-delivery``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, GOOD_HEADERS, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["PathDependentDelivery"]


class PathDependentDelivery(DeliveryRule):
    """
    Checks for another file under the other usual name, ``/wpad.dat`` or ``/proxy.pac``.

    Why is this bad?
        WPAD asks for ``/wpad.dat``, policies usually name ``/proxy.pac``. When only one of them is
        changed, half of the clients do not notice.

    Known problems
        Two files may be meant.

    References
        None.
    """

    name: ClassVar[str] = "path-dependent-delivery"
    code: ClassVar[str] = "DE10"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "a change under one name does not reach the clients that ask for the other"
    tip: ClassVar[str] = "serve one file under both names"
    bad: ClassVar[str] = (
        f"{GOOD_ANSWER}\nGET https://pac.example.com/proxy.pac\n{GOOD_HEADERS}"
        "Body: function Old() {}\n"
    )
    good: ClassVar[str] = f"{GOOD_ANSWER}\n{GOOD_ANSWER.replace('wpad.dat', 'proxy.pac')}"

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        for sibling in delivery.siblings:
            if sibling.is_found and sibling.body != delivery.final.body:
                yield self.finding(delivery, f"{sibling.url} serves another file")
