"""A registry as Windows exports it, read the way Python reads the real one."""

from __future__ import annotations

import contextlib
import re
import types
from collections.abc import Iterator

_ROOTS = ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE")


def registry_of(export: str) -> types.ModuleType:
    """Return a module like ``winreg`` that has what the text of a ``.reg`` file has."""
    keys: dict[str, dict[str, object]] = {}
    values: dict[str, object] = {}
    for line in export.replace("\\\n  ", "").splitlines():
        if line.startswith("["):
            values = keys.setdefault(line.strip("[]").lower(), {})
        elif match := re.fullmatch(r'"([^"]+)"=(.*)', line):
            values[match[1]] = _value(match[2])
    module = types.ModuleType("winreg")

    @contextlib.contextmanager
    def open_key(root: int, key: str) -> Iterator[dict[str, object]]:
        name = f"{_ROOTS[root]}\\{key}".lower()
        if name not in keys:
            raise FileNotFoundError(name)
        yield keys[name]

    def query(opened: dict[str, object], name: str) -> tuple[object, int]:
        if name not in opened:
            raise FileNotFoundError(name)
        return opened[name], 0

    vars(module).update(
        {name: number for number, name in enumerate(_ROOTS)}, OpenKey=open_key, QueryValueEx=query
    )
    return module


def _value(text: str) -> object:
    kind, _, rest = text.partition(":")
    match kind:
        case "dword":
            return int(rest, 16)
        case "hex":
            return bytes.fromhex(rest.replace(",", ""))
        case _:
            return text.strip('"')
