"""
What goes wrong between us and a web server, in words for the person who has to mend it.

The exceptions of :mod:`requests`, :mod:`urllib3` and the operating system end here.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from pacgen.errors import PacgenError, ServiceUnreachableError, UsageError

__all__ = ["TruncatedError", "explain", "is_passing", "proxy_wants_password"]


class TruncatedError(Exception):
    """The answer ended before it was complete. Never leaves this room."""


_BROKEN_CONNECTION = (
    TruncatedError,
    BrokenPipeError,
    ConnectionAbortedError,
    ConnectionResetError,
    urllib3.exceptions.ProtocolError,
)
_BAD_URL = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    urllib3.exceptions.LocationValueError,
)


def is_passing(error: Exception) -> bool:
    """Say whether to ask again at once is worth it: the connection broke, nobody refused."""
    if isinstance(error, requests.exceptions.ProxyError | requests.exceptions.Timeout):
        return False
    return any(isinstance(cause, _BROKEN_CONNECTION) for cause in _causes(error))


def explain(error: Exception, url: str) -> PacgenError:
    """Return what *error*, met on the way to *url*, means."""
    causes = tuple(_causes(error))
    if isinstance(error, _BAD_URL):
        return UsageError(
            f"{url}: cannot be asked: {error}",
            usually="--base-url, or a proxy in the environment, is no URL",
            tip="write both like https://host.example.com or http://proxy.example.com:8080",
        )
    if isinstance(error, requests.exceptions.ProxyError):
        return _proxy(url, causes)
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return _tls(url, cause)
        if isinstance(cause, socket.gaierror):
            return ServiceUnreachableError(
                f"{url}: its name cannot be resolved",
                usually="there is no network, or only the proxy resolves names of the internet",
                tip="set HTTPS_PROXY=http://proxy.example.com:8080 and fetch again",
            )
        if isinstance(cause, ConnectionRefusedError):
            return ServiceUnreachableError(
                f"{url}: the connection was refused",
                usually="a firewall lets only the proxy out, or --base-url is wrong",
                tip="set HTTPS_PROXY=http://proxy.example.com:8080 and fetch again",
            )
    if isinstance(error, requests.exceptions.Timeout):
        return ServiceUnreachableError(
            f"{url}: no answer in time",
            usually="a firewall drops the packets, or the service has blocked this address",
            tip="set HTTPS_PROXY if there is a proxy, or allow more with --timeout",
        )
    if is_passing(error):
        return ServiceUnreachableError(
            f"{url}: the connection broke before the answer was complete",
            usually="the network, the proxy or the service is in trouble",
            tip="fetch again later; what is stored stays in use",
        )
    return ServiceUnreachableError(
        f"{url}: cannot be reached: {_last_words(causes)}",
        tip="check the network and the proxy settings, then fetch again",
    )


def _proxy(url: str, causes: tuple[BaseException, ...]) -> ServiceUnreachableError:
    if any(" 407 " in f" {cause} " for cause in causes):
        return proxy_wants_password(url)
    return ServiceUnreachableError(
        f"{url}: the proxy cannot be used: {_last_words(causes)}",
        usually="HTTPS_PROXY or HTTP_PROXY in the environment names a proxy that is not there",
        tip="correct it, or add the host to NO_PROXY",
    )


def proxy_wants_password(url: str) -> ServiceUnreachableError:
    """Return what 407 means, whether the tunnel or the request itself met it."""
    return ServiceUnreachableError(
        f"{url}: the proxy wants a user name and a password (407)",
        usually="the proxy authenticates everybody; Microsoft asks to exempt its own hosts",
        tip="set HTTPS_PROXY=http://USER:PASSWORD@proxy.example.com:8080, or exempt this host",
    )


def _tls(url: str, cause: ssl.SSLError) -> ServiceUnreachableError:
    reason = getattr(cause, "verify_message", "") or cause.reason or str(cause)
    return ServiceUnreachableError(
        f"{url}: the server's certificate or TLS is not acceptable: {reason}",
        usually="a proxy inspects TLS and its CA is not in this system's trust store",
        tip="name the file that holds its CA with --ca-bundle FILE, or exempt this host",
    )


def _last_words(causes: tuple[BaseException, ...]) -> str:
    """The innermost cause says most, and says it without addresses of objects."""
    for cause in reversed(causes):
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    return type(causes[-1]).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from *error* to what lies behind it, outermost first, each once."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        # urllib3 keeps causes in `reason`, requests in `args`, Python in the two others.
        behind = (getattr(current, "reason", None), *current.args)
        behind += (current.__cause__, current.__context__)
        waiting += [cause for cause in behind if isinstance(cause, BaseException)]
