"""One HTTPS server, as a client reaches it: connect, who it says it is, what it answers."""

from __future__ import annotations

import os
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from pacgen.probe.certificate import issuer_of

__all__ = ["LONGEST_REQUEST", "ProxyAnswer", "WebResult", "ask_proxy", "ask_web"]

_PATIENCE = 3.0
"""Seconds for each part of a request."""

LONGEST_REQUEST = 4.0
"""Seconds for all of it."""

_LARGEST = 16 * 1024
_SWITCHING = 101

Trust = Callable[[], ssl.SSLContext]


@dataclass(frozen=True, slots=True)
class WebResult:
    """What became of a request."""

    host: str
    address: str
    connect_seconds: float | None = None
    """``None`` if nobody answered."""

    issuer: str = ""
    """Who issued the certificate: organization and common name."""

    is_trusted: bool = False
    """Whether this computer trusts the certificate for this host."""

    status: int | None = None
    """Of the HTTP answer; 101 where the server went over to WebSocket."""

    server: str = ""
    """What the answer calls itself or the proxies that it came through."""

    error: str = ""

    @property
    def upgraded(self) -> bool:
        """Whether the server went over to WebSocket."""
        return self.status == _SWITCHING


@dataclass(frozen=True, slots=True)
class ProxyAnswer:
    """What a proxy answered to CONNECT."""

    status: int | None
    error: str = ""


def ask_web(host: str, address: str, port: int, *, trust: Trust) -> WebResult:
    """
    Connect to *address*, with TLS for *host*, and ask to go over to WebSocket.

    A certificate that is not trusted is looked at all the same, since who issued it is what the
    user wants to know; then nothing is asked.

    Args:
        host: The name in the certificate and the request.
        address: Where to connect.
        port: There.
        trust: Returns a context that trusts what this computer trusts.
    """
    started = time.perf_counter()
    try:
        with socket.create_connection((address, port), _PATIENCE) as plain:
            connected = time.perf_counter() - started
            return _with_tls(plain, WebResult(host, address, connected), port, trust)
    except OSError as error:
        return WebResult(host, address, error=_reason(error))


def _with_tls(plain: socket.socket, so_far: WebResult, port: int, trust: Trust) -> WebResult:
    host, address, connected = so_far.host, so_far.address, so_far.connect_seconds
    try:
        with trust().wrap_socket(plain, server_hostname=host) as secure:
            issuer = issuer_of(secure.getpeercert(binary_form=True) or b"")
            status, server = _upgrade(secure, host)
            return WebResult(host, address, connected, issuer, True, status, server)  # noqa: FBT003 - as listed above
    except ssl.SSLCertVerificationError as error:
        issuer = _untrusted_issuer(host, address, port)
        return WebResult(host, address, connected, issuer, error=error.verify_message)
    except OSError as error:
        return WebResult(host, address, connected, error=f"TLS: {_reason(error)}")


def _untrusted_issuer(host: str, address: str, port: int) -> str:
    """Look at a certificate that is not trusted; nothing is asked over this connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((address, port), _PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=host) as secure,
        ):
            return issuer_of(secure.getpeercert(binary_form=True) or b"")
    except OSError:
        return ""


def _upgrade(secure: ssl.SSLSocket, host: str) -> tuple[int | None, str]:
    """Ask for WebSocket (RFC 6455), and return the status and who answered."""
    secure.sendall(
        f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\n"
        "User-Agent: pacgen-probe\r\n\r\n".encode("ascii")
    )
    lines = _head(secure)
    names = [line for line in lines[1:] if line.lower().startswith(("server:", "via:"))]
    return _status(lines), "; ".join(names)


def ask_proxy(proxy: tuple[str, int], host: str, port: int) -> ProxyAnswer:
    """Ask *proxy* to connect to *host*, without a password, and hang up."""
    try:
        with socket.create_connection(proxy, _PATIENCE) as plain:
            target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            plain.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("ascii"))
            status = _status(_head(plain))
            return ProxyAnswer(status, "" if status else "it answered no HTTP")
    except OSError as error:
        return ProxyAnswer(None, _reason(error))


def _head(stream: socket.socket) -> list[str]:
    data = b""
    while b"\r\n\r\n" not in data and len(data) < _LARGEST:
        piece = stream.recv(_LARGEST)
        if not piece:
            break
        data += piece
    return data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")


def _status(lines: list[str]) -> int | None:
    words = lines[0].split()
    is_http = len(words) > 1 and words[0].startswith("HTTP/") and words[1].isdigit()
    return int(words[1]) if is_http else None


def _reason(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer"
    return error.strerror or str(error)
