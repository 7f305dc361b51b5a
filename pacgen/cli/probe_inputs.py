"""What ``pacgen probe`` is told on the command line, read."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from pacgen.errors import UsageError
from pacgen.probe.names import ServerResolver
from pacgen.probe.setup import MEDIA_PORTS, Relay, Target

__all__ = ["parse_proxy", "parse_relay", "parse_resolver", "parse_target"]

_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\.?")
_MAX_PORT = 65535
_MOST_PORTS = 16
_HTTP_PORT = 80


def parse_target(text: str) -> Target:
    """
    Read ``HOST`` or ``HOST:PORT``.

    Raises:
        UsageError: it is neither.
    """
    host, port = _host_and_rest(text, "--target")
    return Target(host, _port(port, "--target")) if port else Target(host)


def parse_relay(text: str, tcp_port: int) -> Relay:
    """
    Read ``HOST``, ``HOST:PORT`` or ``HOST:PORT-PORT``.

    Raises:
        UsageError: it is none of them, or asks for too many ports.
    """
    host, rest = _host_and_rest(text, "--relay")
    if not rest:
        return Relay(host, MEDIA_PORTS, tcp_port)
    first, dash, last = rest.partition("-")
    low = _port(first, "--relay")
    high = _port(last, "--relay") if dash else low
    if not low <= high < low + _MOST_PORTS:
        raise UsageError(
            f"--relay: {rest!r} is no range of at most {_MOST_PORTS} ports",
            tip="write for example --relay relay.example.com:3478-3481",
        )
    return Relay(host, tuple(range(low, high + 1)), tcp_port)


def parse_resolver(text: str, option: str) -> ServerResolver:
    """
    Read ``ADDRESS`` or ``ADDRESS:PORT``.

    Raises:
        UsageError: it is neither.
    """
    host, port = _host_and_rest(text, option)
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError:
        raise UsageError(
            f"{option}: {host!r} is no address", tip=f"write for example {option} 192.0.2.53"
        ) from None
    return ServerResolver(address, _port(port, option)) if port else ServerResolver(address)


def parse_proxy(text: str) -> tuple[str, int]:
    """
    Read ``HOST:PORT``, or the URL of a proxy as environment variables have it.

    Raises:
        UsageError: it is neither.
    """
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not (_HOST.fullmatch(host) or ":" in host):
        raise UsageError(
            f"--proxy: {text!r} is no proxy", tip="write for example proxy.example.com:8080"
        )
    return host, port or _HTTP_PORT


def _host_and_rest(text: str, option: str) -> tuple[str, str]:
    """Split ``HOST[:REST]``; an IPv6 address with a port stands in brackets."""
    written = text.strip()
    match = re.fullmatch(r"\[([^\]]*)\](?::(.*))?", written)
    if match is not None:
        host, rest = match[1], match[2] or ""
    elif written.count(":") > 1:
        host, rest = written, ""
    else:
        host, _, rest = written.partition(":")
    if not (_HOST.fullmatch(host) or _is_ipv6(host)):
        raise UsageError(
            f"{option}: {text!r} is no host", tip=f"write for example {option} host.example.com"
        )
    return host.rstrip(".").lower(), rest


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def _port(text: str, option: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MAX_PORT):
        raise UsageError(f"{option}: {text!r} is no port", tip=f"write a number up to {_MAX_PORT}")
    return int(text)
