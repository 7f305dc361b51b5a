"""Tests of what clients and services do not take."""

from __future__ import annotations

import pytest

from pacgen.publish import limit_warnings


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a" * 262_144, []),
        (b"a" * 262_145, ["Zscaler"]),
        (b"a" * 1_048_577, ["Zscaler", "Chromium and WinHTTP"]),
        ("caf\u00e9".encode(), ["Prisma Access"]),
    ],
)
def test_limits(data: bytes, words: list[str]) -> None:
    """Each limit that is passed is a warning which names whom it concerns."""
    warnings = list(limit_warnings(data))

    assert len(warnings) == len(words)
    assert all(word in warning for word, warning in zip(words, warnings, strict=True))
