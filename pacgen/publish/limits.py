"""What some client or service does not take: a PAC file that is too large, or no plain ASCII."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["limit_warnings"]

LIMITS = (
    (256 * 1024, "Zscaler, FortiProxy and Forcepoint"),
    (1024 * 1024, "Chromium and WinHTTP"),
)
"""Bytes, and who takes no more."""


def limit_warnings(data: bytes) -> Iterator[str]:
    """Say in words who refuses a PAC file with this content."""
    for limit, clients in LIMITS:
        if len(data) > limit:
            yield f"{len(data)} bytes: {clients} take no PAC file above {limit // 1024} KB"
    if not data.isascii():
        yield "it is not all ASCII: Prisma Access refuses it, and others guess the encoding"
