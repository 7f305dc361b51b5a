"""
A PAC file as it lies on a disk or a server: bytes, their encoding, and the text that a client sees.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pacgen.engine.target import Target

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
    is_cut: bool = False
    """Whether the file goes on behind *data*: it is far too large to be read."""

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

    def seen_by(self, target: Target) -> str:
        """
        Return the script as *target* decodes it when the server names no character set.

        Chromium takes whatever has no byte-order mark for Windows-1252; Firefox knows no UTF-16.
        """
        match target:
            case Target.CHROMIUM if not self.has_bom:
                return self.data.decode("latin-1").translate(_WINDOWS_1252)
            case Target.FIREFOX if self.encoding == "utf-16":
                return self.data.decode("latin-1")
            case _:
                return self.text


_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    # Five bytes mean nothing there and stay as they are.
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
