"""The rule ``wrong-mime-type``."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, MIME_TYPE, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["WrongMimeType"]

_MIME_TYPES = frozenset({MIME_TYPE, "application/x-javascript-config"})
_ENDINGS = (".pac", ".dat", ".js", ".jvs")


class WrongMimeType(DeliveryRule):
    """
    Checks for PAC files that are served as something else.

    Why is this bad?
        WinHTTP takes a file only by this type, or by an ending that it knows (.pac, .dat, .js,
        .jvs). A type of text/html is what error pages and login portals have.

    Known problems
        None.

    References
        Microsoft, "WinHTTP AutoProxy Functions".
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "wrong-mime-type"
    code: ClassVar[str] = "DE01"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "some clients take a file for a PAC file only by its type"
    tip: ClassVar[str] = f"let the server send\n    Content-Type: {MIME_TYPE}"
    bad: ClassVar[str] = GOOD_ANSWER.replace(MIME_TYPE, "text/html")
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        kind = delivery.final.mime_type
        if kind in _MIME_TYPES:
            return
        path = urllib.parse.urlsplit(delivery.final.url).path.lower()
        severity = Severity.WARNING if path.endswith(_ENDINGS) else Severity.ERROR
        what = f"the file is served as {kind}" if kind else "the file is served without a type"
        yield self.finding(delivery, what, severity=severity)
