"""
Routes: what a PAC file may answer, ``PROXY a.example.com:8080; DIRECT`` and its like.

Strict on purpose: what pacgen is given and what it writes must mean the same to every client.
What the clients themselves forgive differs from one to the next; that is the business of
:mod:`pacgen.engine`.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from pacgen.errors import RouteError

__all__ = ["DIRECT", "Hop", "HopKind", "Route"]

_EXAMPLE = "PROXY proxy.example.com:8080; DIRECT"
_MAX_PORT = 65535
_MAX_LABEL = 63
_MAX_NAME = 253
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


class HopKind(StrEnum):
    """The words that may open an element of a PAC result."""

    DIRECT = "DIRECT"
    PROXY = "PROXY"
    HTTP = "HTTP"
    HTTPS = "HTTPS"
    SOCKS = "SOCKS"
    SOCKS4 = "SOCKS4"
    SOCKS5 = "SOCKS5"
    QUIC = "QUIC"


@dataclass(frozen=True, slots=True)
class Hop:
    """One element of a route: no proxy at all, or a proxy's kind, host and port."""

    kind: HopKind
    host: str = ""
    """Lower case; IPv6 without brackets; empty for DIRECT."""

    port: int = 0
    """1 to 65535; 0 for DIRECT."""

    def __str__(self) -> str:
        if self.kind is HopKind.DIRECT:
            return "DIRECT"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.kind} {host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Route:
    """
    A parsed PAC result: what to try first, and what after that.

    Made by :meth:`parse`; ``str()`` gives the canonical text.
    """

    hops: tuple[Hop, ...]

    @classmethod
    def parse(cls, text: str) -> Route:
        """
        Read a PAC result.

        Keywords may be in any case and come out in upper case; hosts come out in lower case.

        Raises:
            RouteError: *text* is something that clients read differently, or not at all; the
                message says how to write it.
        """
        elements = [element.strip() for element in text.split(";")]
        if elements[-1] == "":
            elements.pop()
        if not elements:
            raise RouteError("the route is blank", tip=f"write for example: {_EXAMPLE}")
        return cls(tuple(_parse_hop(element, text) for element in elements))

    @property
    def is_direct(self) -> bool:
        """Whether nothing but a direct connection is ever tried."""
        return all(hop.kind is HopKind.DIRECT for hop in self.hops)

    @property
    def starts_direct(self) -> bool:
        """Whether a direct connection is tried first."""
        return self.hops[0].kind is HopKind.DIRECT

    @property
    def has_direct(self) -> bool:
        """Whether a direct connection is tried at any point."""
        return any(hop.kind is HopKind.DIRECT for hop in self.hops)

    def __str__(self) -> str:
        return "; ".join(str(hop) for hop in self.hops)


DIRECT = Route((Hop(HopKind.DIRECT),))
"""The route that uses no proxy."""


def _parse_hop(element: str, whole: str) -> Hop:
    if "," in element:
        _refuse(whole, "a comma separates nothing", f"use ';': {whole.replace(',', ';')}")
    word, address = [*element.split(None, 1), "", ""][:2]
    kind = _keyword(word, element, whole)
    if kind is HopKind.DIRECT:
        if address:
            _refuse(whole, f"DIRECT takes no address, but {address!r} follows", "write DIRECT")
        return Hop(kind)
    if not address:
        _refuse(
            whole, f"{kind} needs a proxy's host and port", f"write {kind} proxy.example.com:8080"
        )
    return _proxy(kind, address, whole)


def _keyword(word: str, element: str, whole: str) -> HopKind:
    kind = HopKind.__members__.get(word.upper())
    if kind is not None:
        return kind
    if not element:
        _refuse(whole, "there is nothing between two ';'", f"write for example: {_EXAMPLE}")
    if "'" in element or '"' in element:
        _refuse(whole, "it has quotes in it", f"leave them out: {_EXAMPLE}")
    if "://" in word:
        _refuse(whole, f"{element!r} is a URL", f"write {_from_url(element)}")
    if re.fullmatch(r"\S+:\d+", element):
        _refuse(whole, f"{element!r} has no keyword", f"write PROXY {element}")
    words = ", ".join(HopKind)
    _refuse(
        whole,
        f"{word!r} is no keyword that clients know ({words})",
        f"write for example: {_EXAMPLE}",
    )


def _proxy(kind: HopKind, address: str, whole: str) -> Hop:
    if "://" in address:
        url = f"{kind}://{address.partition('://')[2]}"
        _refuse(whole, f"{address!r} is a URL", f"write {_from_url(url)}")
    if "@" in address:
        _refuse(
            whole,
            "it holds a user name, which clients refuse and every reader of the PAC would see",
            f"write {kind} {address.rpartition('@')[2]}",
        )
    if len(address.split()) > 1:
        _refuse(
            whole,
            f"{address!r} is more than a host and a port",
            f"write ';' between two elements: {_EXAMPLE}",
        )
    if "/" in address:
        _refuse(whole, f"{address!r} has a path", f"write {kind} {address.partition('/')[0]}")
    host, port = _split_port(kind, address, whole)
    return Hop(kind, _checked_host(host, whole), _checked_port(port, kind, host, whole))


def _split_port(kind: HopKind, address: str, whole: str) -> tuple[str, str]:
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::(.*))?", address)
    if bracketed:
        host, port = bracketed.group(1), bracketed.group(2)
        try:
            ipaddress.IPv6Address(host)
        except ValueError:
            _refuse(whole, f"{host!r} is no IPv6 address", f"write {kind} [2001:db8::1]:8080")
        if port is None:
            _refuse(whole, f"{address!r} has no port", f"write {kind} {address}:8080")
        if "%" in host:
            _refuse(
                whole,
                f"{host!r} has a zone, which means something on one computer only",
                f"write {kind} [{host.partition('%')[0]}]:{port}",
            )
        return host, port
    if address.count(":") > 1:
        _refuse(
            whole,
            f"{address!r} is neither host:port nor [IPv6]:port",
            f"write {kind} [2001:db8::1]:8080",
        )
    host, colon, port = address.partition(":")
    if not colon:
        _refuse(whole, f"{address!r} has no port", f"write {kind} {address}:8080")
    return host, port


def _checked_host(host: str, whole: str) -> str:
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    lower = host.lower().removesuffix(".")
    if not lower.isascii():
        _refuse(whole, f"the proxy's host {host!r} is not ASCII", "write it in punycode (xn--…)")
    if not _HOST.fullmatch(lower) or not _has_proper_lengths(lower):
        _refuse(whole, f"{host!r} is no host", f"write for example: {_EXAMPLE}")
    if re.fullmatch(r"[0-9.]+", lower):
        try:
            ipaddress.IPv4Address(lower)
        except ValueError:
            _refuse(whole, f"{host!r} is no IPv4 address", "write four numbers from 0 to 255")
    return lower


def _has_proper_lengths(host: str) -> bool:
    return len(host) <= _MAX_NAME and all(len(label) <= _MAX_LABEL for label in host.split("."))


def _checked_port(port: str, kind: HopKind, host: str, whole: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 1 <= int(port) <= _MAX_PORT:
        _refuse(
            whole,
            f"the port {port!r} is no number from 1 to {_MAX_PORT}",
            f"write {kind} {host}:8080",
        )
    return int(port)


def _from_url(element: str) -> str:
    scheme, _, rest = element.partition("://")
    kind = HopKind.__members__.get(scheme.upper(), HopKind.PROXY)
    if kind in {HopKind.HTTP, HopKind.DIRECT}:
        kind = HopKind.PROXY
    address = rest.partition("/")[0].rpartition("@")[2].strip() or "proxy.example.com"
    return f"{kind} {address if ':' in address else f'{address}:8080'}"


def _refuse(whole: str, what: str, tip: str) -> NoReturn:
    raise RouteError(f"{whole!r} is no route: {what}", tip=tip)
