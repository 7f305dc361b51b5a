"""
A PAC file as it lies on a disk or a server: bytes, their encoding, and the text that a client sees.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

__all__ = ["PacFile"]


@dataclass(frozen=True, slots=True)
class PacFile:
    """
    A PAC file that was read, not yet run.

    Made by :meth:`from_bytes`.
    """

    name: str
    """Path or URL for messages; ``<stdin>`` for standard input."""

    data: bytes
    text: str
    """The script, without byte-order mark; line ends as they are."""

    encoding: str
    """``ascii``, ``utf-8``, ``utf-16`` or ``latin-1``."""

    has_bom: bool = False

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> PacFile:
        """
        Decode a PAC file. Never fails: what is not UTF-8 is Latin-1, as Firefox reads it.
        """
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                text = data[len(bom) :].decode(encoding, errors="replace")
                return cls(name, data, text, encoding[:6].rstrip("-"), has_bom=True)
        for encoding in ("ascii", "utf-8"):
            try:
                return cls(name, data, data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
        return cls(name, data, data.decode("latin-1"), "latin-1")


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
