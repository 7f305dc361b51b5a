"""The rule ``pac-over-plain-http``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["PacOverPlainHttp"]


class PacOverPlainHttp(DeliveryRule):
    """
    Checks for PAC files that are loaded over http.

    Why is this bad?
        Whoever is on the path, in a café's network for one, can put in a script of their own, and
        with it read or redirect what the clients ask for.

    Known problems
        WPAD itself knows http alone: name the URL in a policy instead.

    References
        Chromium, "Proxy support in Chrome".
    """

    name: ClassVar[str] = "pac-over-plain-http"
    code: ClassVar[str] = "DE04"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "anybody on the path can put in a script of their own"
    tip: ClassVar[str] = "serve the file over https, and name that URL in the clients' policy"
    bad: ClassVar[str] = GOOD_ANSWER.replace("https:", "http:")
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        if delivery.asked.url.startswith("http:"):
            yield self.finding(delivery, "the file is loaded over http, without protection")
