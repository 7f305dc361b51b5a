"""Where a computer is told of a proxy."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pacgen.probe.certificate import issuer_of
from pacgen.probe.proxy_setting import ProxySetting
from pacgen.probe.settings import bypasses, find_settings, parse_scutil
from pacgen.probe.windows import windows_domains
from tests.probe.registry import registry_of
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

SCUTIL = """\
<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  ExcludeSimpleHostnames : 0
  FTPPassive : 1
  HTTPEnable : 0
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : p.example.com
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://pac.example.com/wpad.dat
  ProxyAutoDiscoveryEnable : 1
  SOCKSEnable : 0
}
"""

REGISTRY_PROXY = r"""Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings]
"ProxyEnable"=dword:00000001
"ProxyServer"="p.example.com:8080"
"ProxyOverride"="*.corp.example.com;<local>"

[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]
"DefaultConnectionSettings"=hex:46,00,00,00,02,00,00,00,03,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00

[HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]
"WinHttpSettings"=hex:28,00,00,00,00,00,00,00,03,00,00,00,12,00,00,00,70,2e,65,78,61,\
  6d,70,6c,65,2e,63,6f,6d,3a,38,30,38,30,15,00,00,00,3c,6c,6f,63,61,6c,3e,3b,2a,2e,65,\
  78,61,6d,70,6c,65,2e,63,6f,6d

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters]
"Domain"="corp.example.com"
"SearchList"="eu.example.com,example.com"
"DhcpDomain"="dhcp.example.com"
"""

REGISTRY_PAC = r"""Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings]
"ProxyEnable"=dword:00000000
"ProxyServer"="old.example.com:8080"
"AutoConfigURL"="http://pac.example.com/wpad.dat"

[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]
"DefaultConnectionSettings"=hex:46,00,00,00,07,00,00,00,0d,00,00,00

[HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]
"WinHttpSettings"=hex:28,00,00,00,00,00,00,00,01,00,00,00,00,00,00,00,00,00,00,00
"""

REGISTRY_POLICY = r"""Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings]
"AutoConfigURL"="http://pac.example.com/mine.pac"

[HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings]
"ProxySettingsPerUser"=dword:00000000

[HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Internet Settings]
"AutoConfigURL"="http://pac.example.com/all.pac"

[HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]
"WinHttpSettings"=hex:28
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


@pytest.mark.skipif(os.name == "nt", reason="a script for a Unix shell")
def test_macos_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS its own program is run; what it prints has more than is looked for."""
    program = tmp_path / "scutil"
    program.write_text(f"#!/bin/sh\ntest \"$*\" = --proxy && cat <<'END'\n{SCUTIL}END\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert find_settings({}, tmp_path, platform="darwin") == (
        ProxySetting(
            "macOS",
            pac_url="http://pac.example.com/wpad.dat",
            proxy="p.example.com:8080",
            bypass="*.local,169.254/16",
            auto_detect=True,
        ),
    )
    assert find_settings({}, tmp_path, platform="linux") == ()


@pytest.mark.parametrize(
    ("export", "expected"),
    [
        (REGISTRY_PROXY,
         (ProxySetting("Windows", proxy="p.example.com:8080", bypass="*.corp.example.com;<local>"),
          ProxySetting("WinHTTP", proxy="p.example.com:8080", bypass="<local>;*.example.com"))),
        (REGISTRY_PAC,
         (ProxySetting("Windows", pac_url="http://pac.example.com/wpad.dat", auto_detect=True), ProxySetting("WinHTTP"))),
        (REGISTRY_POLICY,
         (ProxySetting("Windows", pac_url="http://pac.example.com/all.pac"), ProxySetting("WinHTTP"))),
        ("", (ProxySetting("WinHTTP"),)),
    ],
    ids=["proxy", "PAC and WPAD", "policy", "nothing"],
)  # fmt: skip
def test_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: str, expected: tuple[ProxySetting, ...]
) -> None:
    """The registry has the user's setting, WinHTTP's, and a policy that puts the computer's before the user's."""
    monkeypatch.setitem(sys.modules, "winreg", registry_of(export))

    assert find_settings({}, tmp_path, lambda _: "", "win32") == expected


def test_a_windows_domain() -> None:
    """The domains of short names are in the registry, in three places."""
    assert list(windows_domains(registry_of(REGISTRY_PROXY))) == [
        "corp.example.com", "eu.example.com", "example.com", "dhcp.example.com",
    ]  # fmt: skip
    assert list(windows_domains(registry_of(""))) == []


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
