"""Hosts and URLs in their canonical form."""

from __future__ import annotations

import pytest

from pacgen.engine.canonical import canonical_host, canonical_tail


@pytest.mark.parametrize(
    ("host", "canonical"),
    [
        ("Teams.Microsoft.COM", "teams.microsoft.com"),
        ("a.example.", "a.example."),
        ("under_score.example", "under_score.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("faß.example", "xn--fa-hia.example"),
        ("a。b", "a.b"),
        ("a%2Db.example", "a-b.example"),
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3.", "10.1.2.3"),
        ("010.0x10.3", "8.16.0.3"),
        ("167838211", "10.1.2.3"),
        ("0x1", "0.0.0.1"),
        ("1.2.3.4.5", None),
        ("256.1.1.1", None),
        ("a.10", None),
        ("10.1.2.08", None),
        ("4294967296", None),
        ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("::", "::"),
        ("1::", "1::"),
        ("::1", "::1"),
        ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
        ("10:0:0:20:0:0:0:30", "10:0:0:20::30"),
        ("::ffff:10.1.2.3", "::ffff:a01:203"),
        ("1:2", None),
        ("a b", None),
        ("a*b", None),
        ("a^b", None),
        ("", None),
    ],
)
def test_hosts_have_one_form(host: str, canonical: str | None) -> None:
    """Lower case, punycode, addresses as usual; nothing where there is no host."""
    assert canonical == canonical_host(host)


def test_blanks_and_asterisks_can_be_escaped() -> None:
    """Chromium takes a proxy with such a name, and then does not find it."""
    assert canonical_host("a b.*", lenient=True) == "a%20b.%2A"


@pytest.mark.parametrize(
    ("tail", "canonical"),
    [
        ("", "/"),
        ("?x", "/?x"),
        ("/a/../b/./c", "/b/c"),
        ("/a/b/..", "/a/"),
        ("/a/.", "/a/"),
        ("/%2E%2e/a", "/a"),
        ("/../..", "/"),
        ("//a//b", "//a//b"),
        ("\\a\\b", "/a/b"),
        ("/a b?c d", "/a%20b?c%20d"),
        ("/é", "/%C3%A9"),
        ("/%zz", "/%zz"),
        ("/a?b/../c?d", "/a?b/../c?d"),
    ],
)
def test_paths_have_one_form(tail: str, canonical: str) -> None:
    """Dot segments are gone, what must be escaped is, and nothing else changes."""
    assert canonical == canonical_tail(tail)
