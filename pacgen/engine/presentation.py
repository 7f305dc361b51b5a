"""How a request reaches the script: each client shows url and host in its own way."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from typing import assert_never

from pacgen.engine.request import Request
from pacgen.engine.target import Target

__all__ = ["present"]

_DEFAULT_PORTS = {"http": "80", "ws": "80", "https": "443", "wss": "443", "ftp": "21"}
_SECURE = frozenset({"https", "wss"})


def present(request: Request, target: Target) -> tuple[str, str]:
    """Return the two arguments that *target* passes to ``FindProxyForURL``: url and host."""
    match target:
        case Target.CHROMIUM:
            return _chromium(request)
        case Target.PACPARSER:
            return request.url, request.host
        case _:
            assert_never(target)


_CANONICAL = re.compile(r"https?://([a-z0-9][a-z0-9.-]*)/", re.ASCII)
"""URLs that need no work: most of those that anybody asks about."""


def _chromium(request: Request) -> tuple[str, str]:
    """
    Canonical URL without credentials and fragment; of https and wss only the origin
    (net/docs/proxy.md).

    The host comes in lower case, in punycode, an IPv6 literal without brackets; a trailing dot
    stays.
    """
    canonical = _CANONICAL.fullmatch(request.url)
    if canonical is not None and canonical[1] == request.host:
        return request.url, request.host
    scheme, _, rest = request.url.partition("://")
    scheme = scheme.lower()
    length = next((i for i, c in enumerate(rest) if c in "/?#"), len(rest))
    authority, tail = rest[:length], rest[length:].partition("#")[0]
    address = authority.rpartition("@")[2]
    port = _port(address, scheme)
    host = _canonical_host(request.host)
    shown = f"[{host}]" if ":" in host else host
    path = "/" if scheme in _SECURE or not tail else tail
    return f"{scheme}://{shown}{port}{path if path.startswith('/') else '/' + path}", host


def _port(address: str, scheme: str) -> str:
    port = address.rpartition("]")[2].partition(":")[2]
    return f":{port}" if port and port != _DEFAULT_PORTS.get(scheme) else ""


def _canonical_host(host: str) -> str:
    if ":" in host:
        with contextlib.suppress(ValueError):
            return str(ipaddress.IPv6Address(host))
    lower = host.lower()
    if lower.isascii():
        return lower
    try:
        return lower.encode("idna").decode("ascii")
    except UnicodeError:
        return lower
