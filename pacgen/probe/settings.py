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
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pacgen.probe.proxy_setting import ProxySetting
from pacgen.probe.windows import open_registry, windows_settings

__all__ = ["Run", "bypasses", "find_settings", "parse_scutil", "run_program"]

Run = Callable[[Sequence[str]], str]
"""Runs a program and returns what it prints; nothing if there is none, or it fails."""

_PATIENCE = 3


def find_settings(
    environ: Mapping[str, str] | None = None,
    home: Path | None = None,
    run: Run | None = None,
    platform: str = sys.platform,
) -> tuple[ProxySetting, ...]:
    """
    Return what is set, in every place that sets something, and WinHTTP's even if it is direct.

    Args:
        environ: Stands for the environment.
        home: Stands for the home directory.
        run: Runs a program and returns what it prints, nothing if there is none.
        platform: As Python calls it: ``darwin``, ``win32``, anything else.
    """
    environ = os.environ if environ is None else environ
    ask = run_program if run is None else run
    registry = open_registry(platform)
    found = [
        *_environment(environ),
        *_gnome(ask),
        *_kde(home or Path.home()),
        *parse_scutil(ask(["scutil", "--proxy"]) if platform == "darwin" else ""),
        *(windows_settings(registry) if registry is not None else ()),
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


def run_program(command: Sequence[str]) -> str:
    """Run *command*, and return what it prints; see :data:`Run`."""
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
