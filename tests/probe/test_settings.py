"""Where a computer is told of a proxy."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from pacgen.probe.certificate import issuer_of
from pacgen.probe.settings import ProxySetting, bypasses, find_settings, parse_scutil, parse_winhttp
from tests.probe.servers import certify

GSETTINGS = """\
#!/bin/sh
case "$2 $3" in
  "org.gnome.system.proxy mode") echo "'$MODE'";;
  "org.gnome.system.proxy autoconfig-url") echo "'http://pac.example.com/wpad.dat'";;
  "org.gnome.system.proxy ignore-hosts") echo "['localhost', '*.example.com']";;
  "org.gnome.system.proxy.https host") echo "'p.example.com'";;
  "org.gnome.system.proxy.https port") echo "8080";;
esac
"""


@pytest.mark.skipif(os.name == "nt", reason="a script for a Unix shell")
@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("none", ()),
        ("auto", (ProxySetting("GNOME", pac_url="http://pac.example.com/wpad.dat"),)),
        ("manual", (ProxySetting("GNOME", proxy="p.example.com:8080", bypass="localhost,*.example.com"),)),
    ],
)  # fmt: skip
def test_gnome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, expected: tuple[ProxySetting, ...]
) -> None:
    """GNOME's settings come from its own program."""
    program = tmp_path / "gsettings"
    program.write_text(GSETTINGS)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("MODE", mode)

    assert find_settings({}, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Proxy Settings]\nProxyType=0\n", ()),
        ("[Proxy Settings]\nProxyType=1\nhttpsProxy=http://p.example.com 8080\nNoProxyFor=a,b\n",
         (ProxySetting("KDE", proxy="http://p.example.com:8080", bypass="a,b"),)),
        ("[Proxy Settings]\nProxyType=2\nProxy Config Script=http://pac/x%20y.pac\n",
         (ProxySetting("KDE", pac_url="http://pac/x%20y.pac"),)),
        ("[Proxy Settings]\nProxyType=3\n", (ProxySetting("KDE", auto_detect=True),)),
        ("[Other]\nx=1\n", ()),
        ("no section\n", ()),
    ],
)  # fmt: skip
def test_kde(tmp_path: Path, text: str, expected: tuple[ProxySetting, ...]) -> None:
    """KDE's settings come from its file, and a broken file is none."""
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "kioslaverc").write_text(text)

    assert find_settings({}, tmp_path, lambda _: "") == expected


def test_macos() -> None:
    """What scutil prints is read: PAC, proxy with exceptions, WPAD."""
    pac = "<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://pac.example.com/a.pac\n}\n"
    proxy = (
        "<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 10.0.0.0/8\n  }\n"
        "  HTTPSEnable : 1\n  HTTPSPort : 8080\n  HTTPSProxy : p.example.com\n}\n"
    )

    assert list(parse_scutil(pac)) == [
        ProxySetting("macOS", pac_url="http://pac.example.com/a.pac")
    ]
    assert list(parse_scutil(proxy)) == [
        ProxySetting("macOS", proxy="p.example.com:8080", bypass="*.local,10.0.0.0/8")
    ]
    assert list(parse_scutil("<dictionary> {\n  HTTPSEnable : 0\n}\n")) == []
    assert list(parse_scutil("")) == []


def test_winhttp() -> None:
    """WinHTTP's setting is read from the registry's bytes, and nonsense is none."""
    proxy, bypass = b"p.example.com:8080", b"<local>;*.example.com"
    blob = struct.pack("<III", 40, 0, 3)
    for text in (proxy, bypass):
        blob += struct.pack("<I", len(text)) + text

    assert parse_winhttp(blob) == ProxySetting(
        "WinHTTP", proxy="p.example.com:8080", bypass="<local>;*.example.com"
    )
    assert parse_winhttp(struct.pack("<IIIII", 40, 0, 1, 0, 0)) == ProxySetting("WinHTTP")
    assert parse_winhttp(b"\x01") == ProxySetting("WinHTTP")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://u:secret@p.example.com:1", "http://p.example.com:1"),
        ("u:secret@p.example.com:1", "p.example.com:1"),
        ("p.example.com:1", "p.example.com:1"),
        ("http://pac.example.com/a@b.pac", "http://pac.example.com/a@b.pac"),
        ("HTTP://secret@[::1]:8080", "HTTP://[::1]:8080"),
    ],
)
def test_passwords_are_not_shown(address: str, shown: str) -> None:
    """Reports are passed on: what a setting says of users and passwords is left out."""
    setting = ProxySetting("x", pac_url=address, proxy=address)

    assert str(setting) == f"x: PAC file {shown}, proxy {shown}"


@pytest.mark.parametrize(
    ("bypass", "expected"),
    [
        ("", False),
        ("microsoft.com", True),
        (".microsoft.com", True),
        ("*.microsoft.com", True),
        ("localhost;<local>;*.teams.microsoft.com;teams.microsoft.com", True),
        ("*", True),
        ("oft.com", False),
        ("*.teams.microsoft.com", True),
        ("10.0.0.0/8, 'login.microsoft.com'", False),
    ],
)
def test_bypass_lists(bypass: str, *, expected: bool) -> None:
    """Lists of every system are read, suffixes at dots alone."""
    assert bypasses("teams.microsoft.com", bypass) is expected


def test_issuers(tmp_path: Path) -> None:
    """The issuer is read from a certificate that OpenSSL made; what is none has none."""
    import ssl  # noqa: PLC0415 - here alone

    certificates = certify(tmp_path, "teams.microsoft.com")
    der = ssl.PEM_cert_to_DER_cert(certificates.chain.read_text())

    assert issuer_of(der) == "Example Inspection, Example Inspection CA"
    for length in range(0, len(der), 7):
        issuer_of(der[:length])
    assert issuer_of(b"") == issuer_of(b"\x30\x82") == issuer_of(b"no certificate") == ""
