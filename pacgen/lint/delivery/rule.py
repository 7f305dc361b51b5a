"""
What a rule about delivery is.

One rule, one file, one class in :mod:`pacgen.lint.delivery.rules`. Its examples are exchanges as
text, a block for each request:

    GET http://pac.example.com/wpad.dat
    HTTP/1.1 200 OK
    Content-Type: application/x-ns-proxy-autoconfig
    Body: function FindProxyForURL(url, host) { return "DIRECT"; }

The first block is the URL that was named, with its redirects behind it; then come other schemes
and names. ``Body``, ``Seconds``, ``Certificate`` and ``Local-Copy`` are no headers but facts.
"""

from __future__ import annotations

import urllib.parse
from abc import ABC, abstractmethod
from collections.abc import Iterator
from types import MappingProxyType
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery, Exchange
from pacgen.lint.finding import Finding, Place, Severity

__all__ = ["GOOD_ANSWER", "GOOD_HEADERS", "MIME_TYPE", "DeliveryRule", "example_delivery"]

MIME_TYPE = "application/x-ns-proxy-autoconfig"

GOOD_HEADERS = f"""\
HTTP/1.1 200 OK
Content-Type: {MIME_TYPE}
Cache-Control: max-age=3600
ETag: "1"
"""

GOOD_ANSWER = f"""\
GET https://pac.example.com/wpad.dat
{GOOD_HEADERS}Body: function FindProxyForURL() {{}}
"""
"""What no rule has anything to say about."""

_FACTS = frozenset({"body", "seconds", "certificate", "local-copy"})


class DeliveryRule(ABC):
    """Base of the rules about delivery."""

    name: ClassVar[str]
    code: ClassVar[str]
    severity: ClassVar[Severity]
    by_default: ClassVar[bool] = True
    why: ClassVar[str]
    tip: ClassVar[str]
    bad: ClassVar[str]
    good: ClassVar[str]

    @abstractmethod
    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """Yield what is wrong with *delivery*."""

    def finding(
        self, delivery: Delivery, message: str, *, severity: Severity | None = None, tip: str = ""
    ) -> Finding:
        """
        Return a finding of this rule.

        Args:
            delivery: What was asked.
            message: The fact.
            severity: If it is not the usual one.
            tip: The cure, if it is not the usual one.
        """
        return Finding(
            rule=self.name,
            severity=severity or self.severity,
            place=Place(delivery.asked.url),
            message=message,
            why=self.why,
            tip=tip or self.tip,
        )


def example_delivery(text: str) -> Delivery:
    """Read an example; see the module."""
    blocks = [_Block(block) for block in text.strip().split("\n\n")]
    hops = [blocks.pop(0)]
    while blocks and "location" in hops[-1].exchange.headers:
        hops.append(blocks.pop(0))
    facts = hops[0].facts
    others = [block.exchange for block in blocks]
    path = urllib.parse.urlsplit(hops[0].exchange.url).path
    same = [o for o in others if urllib.parse.urlsplit(o.url).path == path]
    local = facts.get("local-copy")
    return Delivery(
        hops=tuple(block.exchange for block in hops),
        certificate_problem=facts.get("certificate", ""),
        other_scheme=same[0] if same else None,
        siblings=tuple(other for other in others if other not in same),
        local=("wpad.dat", local.encode()) if local is not None else None,
    )


class _Block:
    """One request and its answer, as text."""

    def __init__(self, text: str) -> None:
        request, status, *lines = text.splitlines()
        pairs = [line.partition(":") for line in lines]
        values = {name.strip().lower(): value.strip() for name, _, value in pairs}
        self.facts = {name: value for name, value in values.items() if name in _FACTS}
        headers = {name: value for name, value in values.items() if name not in _FACTS}
        self.exchange = Exchange(
            url=request.removeprefix("GET "),
            status=int(status.split()[1]),
            headers=MappingProxyType(headers),
            body=self.facts.get("body", "function FindProxyForURL() {}").encode(),
            seconds=float(self.facts.get("seconds", "0")),
        )
