"""The rule ``scheme-dependent-delivery``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, GOOD_HEADERS, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["SchemeDependentDelivery"]


class SchemeDependentDelivery(DeliveryRule):
    """
    Checks for files that differ between http and https.

    Why is this bad?
        Clients that find the file by WPAD load it over http, those with a policy over https: the
        same machine routes in two ways.

    Known problems
        A file that changes between the two requests is reported.

    References
        None.
    """

    name: ClassVar[str] = "scheme-dependent-delivery"
    code: ClassVar[str] = "DE09"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "clients get another file by policy than by WPAD, which knows http alone"
    tip: ClassVar[str] = "serve one file over both, or redirect neither"
    bad: ClassVar[str] = (
        f"{GOOD_ANSWER}\nGET http://pac.example.com/wpad.dat\n{GOOD_HEADERS}"
        "Body: function Old() {}\n"
    )
    good: ClassVar[str] = f"{GOOD_ANSWER}\n{GOOD_ANSWER.replace('https:', 'http:')}"

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        other = delivery.other_scheme
        if other is not None and other.is_found and other.body != delivery.final.body:
            yield self.finding(delivery, f"{other.url} serves another file")
