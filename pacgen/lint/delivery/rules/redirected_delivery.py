"""The rule ``redirected-delivery``."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["RedirectedDelivery"]


class RedirectedDelivery(DeliveryRule):
    """
    Checks for redirects on the way to the file.

    Why is this bad?
        Every client follows redirects in its own way, if it does at all, and each costs time
        before the first page. A redirect to another host is what login portals do; one from https
        to http undoes what https is for.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "redirected-delivery"
    code: ClassVar[str] = "DE02"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "clients follow redirects each in its own way, or not at all"
    tip: ClassVar[str] = "let clients ask for the last URL, or serve the file at the first"
    bad: ClassVar[str] = (
        "GET https://pac.example.com/proxy\nHTTP/1.1 302 Found\n"
        f"Location: https://pac.example.com/wpad.dat\n\n{GOOD_ANSWER}"
    )
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        if len(delivery.hops) == 1:
            return
        first, last = (urllib.parse.urlsplit(hop.url) for hop in (delivery.asked, delivery.final))
        is_weaker = first.scheme == "https" and last.scheme != "https"
        away = is_weaker or first.hostname != last.hostname
        yield self.finding(
            delivery,
            f"the URL is redirected to {delivery.final.url}",
            severity=Severity.ERROR if away else None,
        )
