"""How a request reaches the script: each client shows url and host in its own way."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from pacgen.engine.profile import Profile, UrlForm
from pacgen.engine.request import Request

__all__ = ["Shown", "present", "show"]

_DEFAULT_PORTS = {"http": "80", "ws": "80", "https": "443", "wss": "443", "ftp": "21"}
_SECURE = frozenset({"https", "wss"})

_PLAIN_HOSTS = re.compile(r"(?:[a-z0-9][a-z0-9.-]*[a-z][a-z0-9.-]*\n)*", re.ASCII)
"""Hosts, one a line, that no client changes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The arguments of many calls of ``FindProxyForURL``, as the driver takes them."""

    is_plain: bool
    """Whether every URL is ``https://HOST/`` with a host that no client changes."""

    requests: Sequence[str] | Sequence[tuple[str, str]]
    """Hosts where all are plain, else pairs of url and host."""

    def __len__(self) -> int:
        return len(self.requests)

    def part(self, start: int, stop: int) -> Shown:
        """Return the requests from *start* up to *stop*."""
        return Shown(self.is_plain, self.requests[start:stop])

    def message(self) -> dict[str, object]:
        """Return the requests as fields of a message to the driver."""
        if self.is_plain:
            # One text is read and cut up several times faster than a list of texts.
            return {"hosts": "\n".join(str(host) for host in self.requests)}
        return {"requests": self.requests}


def show(requests: Sequence[Request], profile: Profile) -> Shown:
    """Present many requests; most of those that anybody asks about need no work."""
    hosts = [request.host for request in requests]
    lines = "\n".join(hosts)
    urls = "\n".join([request.url for request in requests])
    if urls == "https://" + "/\nhttps://".join(hosts) + "/" and _PLAIN_HOSTS.fullmatch(
        lines + "\n"
    ):
        return Shown(is_plain=True, requests=hosts)
    return Shown(is_plain=False, requests=[present(request, profile) for request in requests])


def present(request: Request, profile: Profile) -> tuple[str, str]:
    """Return the two arguments that the client passes to ``FindProxyForURL``: url and host."""
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
