"""
Who issued a certificate (X.509, RFC 5280).

Python tells that only of certificates which it trusts, and of the others it matters most.
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["issuer_of"]

_VERSION = 0xA0
_LONG_LENGTH = 0x80
_MAX_LENGTH_BYTES = 4
_ORGANIZATION = bytes.fromhex("55040a")
_COMMON_NAME = bytes.fromhex("550403")


def issuer_of(certificate: bytes) -> str:
    """
    Return the issuer's organization and common name: ``DigiCert Inc, DigiCert TLS RSA``.

    Args:
        certificate: In DER. What is none gives an empty text.
    """
    try:
        parts = _fields(certificate)
        return ", ".join(parts[kind] for kind in (_ORGANIZATION, _COMMON_NAME) if kind in parts)
    except (ValueError, IndexError, StopIteration):
        return ""


def _fields(certificate: bytes) -> dict[bytes, str]:
    _, signed = next(_values(certificate))
    _, body = next(_values(signed))
    fields = [value for tag, value in _values(body) if tag != _VERSION]
    issuer = fields[2]  # after the serial number and the algorithm of the signature
    found: dict[bytes, str] = {}
    for _, group in _values(issuer):
        for _, pair in _values(group):
            (_, kind), (_, text) = _values(pair)
            found.setdefault(
                kind, "".join(filter(str.isprintable, text.decode("utf-8", "replace")))
            )
    return found


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of the values that stand one behind the other in *data*."""
    position = 0
    while position < len(data):
        tag, length = data[position], data[position + 1]
        position += 2
        if length >= _LONG_LENGTH:
            size = length - _LONG_LENGTH
            if not 0 < size <= _MAX_LENGTH_BYTES:
                raise ValueError("a length that no certificate has")
            length = int.from_bytes(data[position : position + size])
            position += size
        if position + length > len(data):
            raise ValueError("cut short")
        yield tag, data[position : position + length]
        position += length
