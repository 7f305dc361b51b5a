"""How a request reaches the script: each client shows url and host in its own way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from pacgen.engine.canonical import canonical_host, canonical_tail
from pacgen.engine.profile import Profile, UrlForm
from pacgen.engine.request import Request

__all__ = ["Shown", "never_asked", "present", "show"]

_DEFAULT_PORTS = {"http": "80", "ws": "80", "https": "443", "wss": "443", "ftp": "21"}
_SECURE = frozenset({"https", "wss"})

_PLAIN_HOSTS = re.compile(r"(?:(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*\.?\n)*")
"""Hosts, one a line, that no client changes: the last label makes no number."""


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
            return {"hosts": "\n".join(map(str, self.requests))}
        return {"requests": self.requests}


def show(requests: Sequence[Request], profile: Profile) -> Shown:
    """Present many requests; most of those that anybody asks about need no work."""
    hosts = [request.host for request in requests]
    lines = "\n".join(hosts)
    urls = "\n".join([request.url for request in requests])
    plain = urls == "https://" + "/\nhttps://".join(hosts) + "/"
    # Some clients never ask for localhost.
    if plain and "localhost" not in lines and _PLAIN_HOSTS.fullmatch(lines + "\n"):
        return Shown(is_plain=True, requests=hosts)
    return Shown(is_plain=False, requests=[present(request, profile) for request in requests])


def present(request: Request, profile: Profile) -> tuple[str, str]:
    """Return the two arguments that the client passes to ``FindProxyForURL``: url and host."""
    host = request.host if profile.host_as_typed else _host(request)
    return _url(request, profile), host


def never_asked(requests: Sequence[Request], profile: Profile) -> frozenset[int]:
    """Return which requests the client connects directly for, without asking the script."""
    pattern = profile.never_asked
    if pattern is None:
        return frozenset()
    return frozenset(
        index for index, request in enumerate(requests) if pattern.fullmatch(_host(request))
    )


def _url(request: Request, profile: Profile) -> str:
    """
    Return the canonical URL without fragment, cut as the client cuts it.

    The host comes in lower case and in punycode; a trailing dot stays.
    """
    if profile.url is UrlForm.WHOLE:
        return request.url
    scheme, _, rest = request.url.partition("://")
    scheme = scheme.lower()
    length = next((i for i, c in enumerate(rest) if c in "/\\?#"), len(rest))
    authority, tail = rest[:length], rest[length:].partition("#")[0]
    credentials, at, address = authority.rpartition("@")
    host = _host(request)
    shown = f"[{host}]" if ":" in host else host
    match profile.url:
        case UrlForm.ORIGIN:
            path = "/"
        case UrlForm.ORIGIN_IF_SECURE:
            path = "/" if scheme in _SECURE else canonical_tail(tail)
        case _:
            assert_never(profile.url)
    who = f"{credentials}{at}" if profile.credentials_shown else ""
    return f"{scheme}://{who}{shown}{_port(address, scheme)}{path}"


def _port(address: str, scheme: str) -> str:
    port = address.rpartition("]")[2].partition(":")[2].lstrip("0")
    return f":{port}" if port and port != _DEFAULT_PORTS.get(scheme) else ""


def _host(request: Request) -> str:
    # What is no host at all never gets as far as a script; show it as it is.
    return canonical_host(request.host, lenient=True) or request.host.lower()
