"""The rule ``unasked-compression``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["UnaskedCompression"]


class UnaskedCompression(DeliveryRule):
    """
    Checks for answers that are compressed although nobody asked for it.

    Why is this bad?
        Clients and libraries that do not know the compression get bytes that are no script.

    Known problems
        None.

    References
        RFC 9110, section 12.5.3.
    """

    name: ClassVar[str] = "unasked-compression"
    code: ClassVar[str] = "DE08"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "clients that do not unpack it get no script"
    tip: ClassVar[str] = "let the server compress only what is asked for with Accept-Encoding"
    bad: ClassVar[str] = f"{GOOD_ANSWER}Content-Encoding: gzip\n"
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        encoding = delivery.final.headers.get("content-encoding", "").strip().lower()
        if encoding not in {"", "identity"}:
            yield self.finding(delivery, f"the answer is compressed with {encoding}, unasked")
