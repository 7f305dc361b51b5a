"""What a client understands of the string that a script returned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pacgen.routes import DIRECT, Hop, HopKind, Route

__all__ = ["Understood", "understand"]

_WORDS = {
    "direct": (HopKind.DIRECT, 0),
    "proxy": (HopKind.PROXY, 80),
    "https": (HopKind.HTTPS, 443),
    "socks": (HopKind.SOCKS, 1080),
    "socks4": (HopKind.SOCKS4, 1080),
    "socks5": (HopKind.SOCKS5, 1080),
}
"""
Keyword in lower case: what it means, and the port when none is written
(net/base/proxy_string_util.cc).
"""

_ADDRESS = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Understood:
    """A result as the client reads it."""

    route: Route
    """DIRECT when nothing could be read."""

    dropped: tuple[str, ...]
    """Elements that the client passes over, blanks around them cut."""

    valid: bool
    """Whether any element could be read, or the result is empty, which clients take for DIRECT."""


def understand(text: str) -> Understood:
    """
    Read a result as Chromium does: element by element, passing over what it cannot read.

    Source: ProxyList::SetFromPacString and PacResultElementToProxyChain in Chromium's ``net/``.
    """
    elements = [element.strip(" \t") for element in text.split(";")]
    hops: list[Hop] = []
    dropped: list[str] = []
    for element in elements:
        if not element:
            continue
        hop = _hop(element)
        if hop is None:
            dropped.append(element)
        else:
            hops.append(hop)
    if not hops:
        return Understood(DIRECT, tuple(dropped), valid=not dropped)
    return Understood(Route(tuple(hops)), tuple(dropped), valid=True)


def _hop(element: str) -> Hop | None:
    word, address = _split(element)
    known = _WORDS.get(word.lower())
    if known is None:
        return None
    kind, default_port = known
    if kind is HopKind.DIRECT:
        return None if address else Hop(kind)
    match = _ADDRESS.fullmatch(address)
    if match is None or not address.isascii():
        return None
    port = int(match["port"]) if match["port"] else default_port
    if not 0 < port <= _MAX_PORT:
        return None
    return Hop(kind, match["host"].strip("[]").lower(), port)


def _split(element: str) -> tuple[str, str]:
    match = re.match(r"[^ \t]*", element)
    word = match.group() if match else ""
    return word, element[len(word) :].strip(" \t")
