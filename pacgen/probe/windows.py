"""What the registry of Windows says of proxies and domains."""

from __future__ import annotations

import importlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from pacgen.probe.proxy_setting import ProxySetting

__all__ = ["open_registry", "windows_domains", "windows_settings"]

_SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
_POLICIES = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
_TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
_HEADER = struct.Struct("<III")
_PROXY, _WPAD = 2, 8


def open_registry(platform: str) -> ModuleType | None:
    """Return the module that reads the registry; ``None`` where there is no registry."""
    return importlib.import_module("winreg") if platform == "win32" else None


def windows_settings(registry: ModuleType) -> Iterator[ProxySetting]:
    """Yield the user's setting if there is one, and WinHTTP's even if it is direct."""
    machine, user = registry.HKEY_LOCAL_MACHINE, registry.HKEY_CURRENT_USER
    # A policy can let the computer's setting count for all of its users.
    is_shared = _value(registry, machine, _POLICIES, "ProxySettingsPerUser") == 0
    root = machine if is_shared else user

    def text(name: str) -> str:
        return str(_value(registry, root, _SETTINGS, name) or "")

    is_on = bool(_value(registry, root, _SETTINGS, "ProxyEnable"))
    setting = ProxySetting(
        "Windows",
        pac_url=text("AutoConfigURL"),
        proxy=text("ProxyServer") if is_on else "",
        bypass=text("ProxyOverride") if is_on else "",
        auto_detect=bool(_connection(registry, root, "DefaultConnectionSettings").flags & _WPAD),
    )
    if setting.pac_url or setting.proxy or setting.auto_detect:
        yield setting
    services = _connection(registry, machine, "WinHttpSettings")
    if services.flags & _PROXY:
        yield ProxySetting("WinHTTP", proxy=services.proxy, bypass=services.bypass)
    else:
        yield ProxySetting("WinHTTP")


def windows_domains(registry: ModuleType) -> Iterator[str]:
    """Yield the domains in which this computer looks for short names, its own first."""
    for name in ("Domain", "SearchList", "DhcpDomain"):
        value = _value(registry, registry.HKEY_LOCAL_MACHINE, _TCPIP, name)
        if isinstance(value, str):
            yield from value.replace(",", " ").split()


@dataclass(frozen=True, slots=True)
class _Connection:
    """What a value of the key ``Connections`` holds."""

    flags: int = 0
    proxy: str = ""
    bypass: str = ""


def _connection(registry: ModuleType, root: int, name: str) -> _Connection:
    """
    Read a value of the key ``Connections``; nonsense sets nothing.

    Its form is not documented, but known: a version, a counter of changes, flags, then the proxy
    and the list of exceptions, each behind its length.
    """
    data = _value(registry, root, rf"{_SETTINGS}\Connections", name)
    if not isinstance(data, bytes) or len(data) < _HEADER.size:
        return _Connection()
    _, _, flags = _HEADER.unpack_from(data)
    texts = []
    position = _HEADER.size
    for _ in range(2):
        length = int.from_bytes(data[position : position + 4], "little")
        texts.append(data[position + 4 : position + 4 + length].decode("ascii", "replace"))
        position += 4 + length
    return _Connection(flags, *texts)


def _value(registry: ModuleType, root: int, key: str, name: str) -> object:
    """Return a value of the registry; ``None`` if there is none, or it may not be read."""
    try:
        with registry.OpenKey(root, key) as opened:
            value: object = registry.QueryValueEx(opened, name)[0]
            return value
    except OSError:
        return None
