"""
STUN binding requests (RFC 8489): who sends one to a relay is told the address it came from.

It is what Teams clients send first, needs no account, and is all that is needed to see whether
UDP passes.
"""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["TRANSACTION_SIZE", "Reply", "binding_request", "parse_reply"]

TRANSACTION_SIZE = 12
"""Bytes that tell one request from another."""

_HEADER = struct.Struct("!HHI12s")
_ATTRIBUTE = struct.Struct("!HH")
_COOKIE = 0x2112A442
_REQUEST, _SUCCESS, _ERROR = 0x0001, 0x0101, 0x0111
_ERROR_CODE, _MAPPED, _XOR_MAPPED, _SOFTWARE = 0x0009, 0x0001, 0x0020, 0x8022
_IPV4, _IPV6 = 1, 2
_WORD = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """What a relay answered."""

    transaction: bytes
    mapped: tuple[str, int] | None
    """Address and port that the request came from; ``None`` if the relay does not say."""

    error: int | None = None
    """The relay's error code, as in HTTP; ``None`` for success."""


def binding_request(transaction: bytes, *, padding: int = 0) -> bytes:
    """
    Return a binding request.

    Args:
        transaction: :data:`TRANSACTION_SIZE` bytes, never used twice.
        padding: How many bytes of text to add (a multiple of four, at most 760), so that the
            packet is as long as one of a call.
    """
    text = b"pacgen".ljust(padding) if padding else b""
    body = _ATTRIBUTE.pack(_SOFTWARE, len(text)) + text if text else b""
    return _HEADER.pack(_REQUEST, len(body), _COOKIE, transaction) + body


def parse_reply(data: bytes) -> Reply | None:
    """Read a datagram; ``None`` if it is no answer to a binding request."""
    if len(data) < _HEADER.size:
        return None
    kind, length, cookie, transaction = _HEADER.unpack_from(data)
    if cookie != _COOKIE or kind not in {_SUCCESS, _ERROR} or length != len(data) - _HEADER.size:
        return None
    mapped: tuple[str, int] | None = None
    error = 0 if kind == _ERROR else None
    for attribute, value in _attributes(data[_HEADER.size :]):
        if attribute == _XOR_MAPPED or (attribute == _MAPPED and mapped is None):
            secret = data[4:20] if attribute == _XOR_MAPPED else bytes(16)
            mapped = _address(value, secret) or mapped
        elif attribute == _ERROR_CODE and len(value) >= _WORD:
            error = (value[2] & 7) * 100 + value[3]
    return Reply(transaction, mapped, error)


def _attributes(body: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + _ATTRIBUTE.size <= len(body):
        kind, length = _ATTRIBUTE.unpack_from(body, position)
        position += _ATTRIBUTE.size
        yield kind, body[position : position + length]
        position += -(-length // _WORD) * _WORD


def _address(value: bytes, secret: bytes) -> tuple[str, int] | None:
    """Read an address which is hidden by *secret* from routers that rewrite addresses."""
    size = {_IPV4: 4, _IPV6: 16}.get(value[1] if len(value) > _WORD else 0)
    if size is None or len(value) != _WORD + size:
        return None
    plain = bytes(a ^ b for a, b in zip(value[_WORD:], secret, strict=False))
    port = int.from_bytes(value[2:4]) ^ int.from_bytes(secret[:2])
    return str(ipaddress.ip_address(plain)), port
