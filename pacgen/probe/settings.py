"""
Where this computer is told of a proxy: environment, GNOME, KDE, macOS, Windows.

Nothing is changed, and nothing is asked of the network.
"""

from __future__ import annotations

import ast
import configparser
import fnmatch
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "ProxySetting",
    "bypasses",
    "find_settings",
    "parse_scutil",
    "parse_winhttp",
    "without_password",
]

Run = Callable[[Sequence[str]], str]

_PATIENCE = 3
_USER_KEY = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
_WINHTTP_HEADER = struct.Struct("<III")
_WINHTTP_PROXY = 2


@dataclass(frozen=True, slots=True)
class ProxySetting:
    """What one place says."""

    source: str
    """``environment``, ``GNOME``, ``Windows``, ``WinHTTP``…"""

    pac_url: str = ""
    proxy: str = ""
    """As it is written there."""

    bypass: str = ""
    """The hosts that go past the proxy, as they are written there."""

    auto_detect: bool = False
    """Whether a PAC file is looked for by WPAD."""

    def __str__(self) -> str:
        parts = []
        if self.pac_url:
            parts.append(f"PAC file {without_password(self.pac_url)}")
        if self.proxy:
            parts.append(f"proxy {without_password(self.proxy)}")
        if self.bypass:
            parts.append(f"not for {self.bypass}")
        if self.auto_detect:
            parts.append("WPAD")
        return f"{self.source}: {', '.join(parts) or 'direct'}"


def find_settings(
    environ: Mapping[str, str] | None = None, home: Path | None = None, run: Run | None = None
) -> tuple[ProxySetting, ...]:
    """
    Return what is set, in every place that sets something, and WinHTTP's even if it is direct.

    Args:
        environ: Stands for the environment.
        home: Stands for the home directory.
        run: Runs a program and returns what it prints, nothing if there is none.
    """
    environ = os.environ if environ is None else environ
    ask = _run if run is None else run
    found = [
        *_environment(environ),
        *_gnome(ask),
        *_kde(home or Path.home()),
        *parse_scutil(ask(["scutil", "--proxy"]) if sys.platform == "darwin" else ""),
        *_windows(),
    ]
    return tuple(found)


def bypasses(host: str, bypass: str) -> bool:
    """Say whether a list such as ``localhost;*.corp.example.com`` or ``NO_PROXY`` has *host*."""
    entries = [entry.strip(" '\"").lower() for entry in re.split(r"[;,\s]+", bypass)]
    for entry in filter(None, entries):
        suffix = entry.lstrip("*").lstrip(".")
        if fnmatch.fnmatch(host, entry) or (suffix and f".{host}".endswith(f".{suffix}")):
            return True
    return False


def _environment(environ: Mapping[str, str]) -> Iterator[ProxySetting]:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        if environ.get(name):
            bypass = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
            yield ProxySetting(f"environment ({name})", proxy=environ[name], bypass=bypass)
            return


def _gnome(run: Run) -> Iterator[ProxySetting]:
    def get(schema: str, key: str) -> str:
        printed = run(["gsettings", "get", schema, key]).strip().removeprefix("@as ")
        try:
            value = ast.literal_eval(printed) if printed else ""
        except (ValueError, SyntaxError):
            return ""
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    schema = "org.gnome.system.proxy"
    match get(schema, "mode"):
        case "auto":
            url = get(schema, "autoconfig-url")
            yield ProxySetting("GNOME", pac_url=url, auto_detect=not url)
        case "manual":
            host, port = get(f"{schema}.https", "host"), get(f"{schema}.https", "port")
            if host:
                bypass = get(schema, "ignore-hosts")
                yield ProxySetting("GNOME", proxy=f"{host}:{port}", bypass=bypass)
        case _:
            pass


def _kde(home: Path) -> Iterator[ProxySetting]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read(home / ".config" / "kioslaverc", encoding="utf-8")
    except (OSError, configparser.Error, UnicodeDecodeError):
        return
    if not parser.has_section("Proxy Settings"):
        return
    values = parser["Proxy Settings"]
    match values.get("ProxyType", ""):
        case "1":
            # KDE separates host and port by a blank.
            proxy = values.get("httpsProxy", "").replace(" ", ":")
            yield ProxySetting("KDE", proxy=proxy, bypass=values.get("NoProxyFor", ""))
        case "2":
            yield ProxySetting("KDE", pac_url=values.get("Proxy Config Script", ""))
        case "3":
            yield ProxySetting("KDE", auto_detect=True)
        case _:
            pass


def parse_scutil(printed: str) -> Iterator[ProxySetting]:
    """Read what ``scutil --proxy`` prints on macOS."""
    values = dict(re.findall(r"^\s*(\w+) : (.*)$", printed, re.MULTILINE))
    exceptions = re.findall(r"^\s*\d+ : (.*)$", printed, re.MULTILINE)
    pac = values.get("ProxyAutoConfigURLString", "")
    has_pac = values.get("ProxyAutoConfigEnable") == "1"
    has_proxy = values.get("HTTPSEnable") == "1"
    has_wpad = values.get("ProxyAutoDiscoveryEnable") == "1"
    if has_pac or has_proxy or has_wpad:
        proxy = f"{values.get('HTTPSProxy', '')}:{values.get('HTTPSPort', '')}"
        yield ProxySetting(
            "macOS",
            pac_url=pac if has_pac else "",
            proxy=proxy if has_proxy else "",
            bypass=",".join(exceptions) if has_proxy else "",
            auto_detect=has_wpad,
        )


def parse_winhttp(blob: bytes) -> ProxySetting:
    """
    Read WinHTTP's setting as the registry has it (``WinHttpSettings``): a header with flags, then
    the proxy and the list of exceptions, each behind its length.
    """
    if len(blob) < _WINHTTP_HEADER.size:
        return ProxySetting("WinHTTP")
    _, _, flags = _WINHTTP_HEADER.unpack_from(blob)
    texts = []
    position = _WINHTTP_HEADER.size
    for _ in range(2):
        length = int.from_bytes(blob[position : position + 4], "little")
        texts.append(blob[position + 4 : position + 4 + length].decode("ascii", "replace"))
        position += 4 + length
    if not flags & _WINHTTP_PROXY:
        return ProxySetting("WinHTTP")
    return ProxySetting("WinHTTP", proxy=texts[0], bypass=texts[1])


def _windows() -> Iterator[ProxySetting]:
    if sys.platform != "win32":
        return
    import winreg  # noqa: PLC0415 - only Windows has it

    def read(root: int, key: str, name: str) -> object:
        try:
            with winreg.OpenKey(root, key) as opened:
                return winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None

    user = winreg.HKEY_CURRENT_USER
    pac = str(read(user, _USER_KEY, "AutoConfigURL") or "")
    enabled = bool(read(user, _USER_KEY, "ProxyEnable"))
    proxy = str(read(user, _USER_KEY, "ProxyServer") or "") if enabled else ""
    bypass = str(read(user, _USER_KEY, "ProxyOverride") or "") if enabled else ""
    if pac or proxy:
        yield ProxySetting("Windows", pac, proxy, bypass)
    blob = read(winreg.HKEY_LOCAL_MACHINE, rf"{_USER_KEY}\Connections", "WinHttpSettings")
    yield parse_winhttp(blob if isinstance(blob, bytes) else b"")


def _run(command: Sequence[str]) -> str:
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, found on the user's own PATH
            [program, *command[1:]],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def without_password(address: str) -> str:
    """Return a proxy or URL with no user and password in it: ``http://u:p@host`` tells both."""
    return re.sub(r"^([a-z][a-z0-9+.-]*://)?[^/@]*@", r"\1", address, flags=re.IGNORECASE)
