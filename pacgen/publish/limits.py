"""How large a PAC file may be before some client or service refuses it."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["size_warnings"]

LIMITS = (
    (256 * 1024, "Zscaler, FortiProxy and Forcepoint"),
    (1024 * 1024, "Chromium and WinHTTP"),
)
"""Bytes, and who takes no more."""


def size_warnings(size: int) -> Iterator[str]:
    """Say in words who refuses a file of *size* bytes."""
    for limit, clients in LIMITS:
        if size > limit:
            yield f"{size} bytes: {clients} take no PAC file above {limit // 1024} KB"
