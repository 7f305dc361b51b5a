"""How a request reaches the script: each client shows url and host in its own way."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from typing import assert_never

from pacgen.engine.profile import Profile, UrlForm
from pacgen.engine.request import Request

__all__ = ["present"]

_DEFAULT_PORTS = {"http": "80", "ws": "80", "https": "443", "wss": "443", "ftp": "21"}
_SECURE = frozenset({"https", "wss"})

_CANONICAL = re.compile(r"https?://([a-z0-9][a-z0-9.-]*[a-z][a-z0-9.-]*)/", re.ASCII)
"""URLs that no client changes: most of those that anybody asks about."""


def present(request: Request, profile: Profile) -> tuple[str, str]:
    """Return the two arguments that the client passes to ``FindProxyForURL``: url and host."""
    canonical = _CANONICAL.fullmatch(request.url)
    if canonical is not None and canonical[1] == request.host:
        return request.url, request.host
    host = request.host if profile.host_as_typed else _canonical_host(request.host)
    return _url(request, profile.url), host


def _url(request: Request, form: UrlForm) -> str:
    """
    Return the canonical URL without credentials and fragment, cut as the client cuts it.

    The host comes in lower case and in punycode; a trailing dot stays.
    """
    if form is UrlForm.WHOLE:
        return request.url
    scheme, _, rest = request.url.partition("://")
    scheme = scheme.lower()
    length = next((i for i, c in enumerate(rest) if c in "/?#"), len(rest))
    authority, tail = rest[:length], rest[length:].partition("#")[0]
    host = _canonical_host(request.host)
    shown = f"[{host}]" if ":" in host else host
    path = "/" + tail.removeprefix("/")
    match form:
        case UrlForm.ORIGIN:
            path = "/"
        case UrlForm.ORIGIN_IF_SECURE:
            path = "/" if scheme in _SECURE else path
        case _:
            assert_never(form)
    return f"{scheme}://{shown}{_port(authority.rpartition('@')[2], scheme)}{path}"


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
