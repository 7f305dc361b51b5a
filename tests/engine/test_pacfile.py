"""Bytes become text, whatever the encoding."""

from __future__ import annotations

import pytest

from pacgen.engine import PacFile, Target


@pytest.mark.parametrize(
    ("data", "text", "encoding", "has_bom"),
    [
        (b"// plain\r\n", "// plain\r\n", "ascii", False),
        ("// Büro".encode(), "// Büro", "utf-8", False),
        ("// Büro".encode("utf-8-sig"), "// Büro", "utf-8", True),
        ("// Büro".encode("latin-1"), "// Büro", "latin-1", False),
        ("// Büro".encode("utf-16"), "// Büro", "utf-16", True),
        (b"\xfe\xff" + "// Büro".encode("utf-16-be"), "// Büro", "utf-16", True),
        (b"", "", "ascii", False),
        (b"\xff\xfe\x00", "\ufffd", "utf-16", True),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str, has_bom: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """The byte-order mark decides, then ASCII, UTF-8, Latin-1 in turn."""
    pac = PacFile.from_bytes("wpad.dat", data)

    assert (text, encoding, has_bom, data) == (pac.text, pac.encoding, pac.has_bom, pac.data)


@pytest.mark.parametrize(
    ("data", "target", "text"),
    [
        ("é".encode(), Target.CHROMIUM, "Ã©"),
        ("é".encode(), Target.FIREFOX, "é"),
        ("é".encode(), Target.WINHTTP, "é"),
        (b"\xef\xbb\xbf\xc3\xa9", Target.CHROMIUM, "é"),
        (b"\x96\x81", Target.CHROMIUM, "\u2013\x81"),
        (b"\x96", Target.FIREFOX, "\x96"),
        ("x".encode("utf-16"), Target.CHROMIUM, "x"),
        (b"\xff\xfex\x00", Target.FIREFOX, "ÿþx\x00"),
    ],
)
def test_clients_decode_in_their_own_way(data: bytes, target: Target, text: str) -> None:
    """Only a byte-order mark or plain ASCII means the same to all."""
    assert text == PacFile.from_bytes("wpad.dat", data).seen_by(target)
