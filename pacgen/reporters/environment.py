"""An environment, as options for people and as data for programs."""

from __future__ import annotations

import shlex
from typing import Any

from pacgen.engine import Environment, Target
from pacgen.engine.environment import DEFAULT_CLOCK

__all__ = ["environment_data", "environment_flags", "file_argument", "why_command"]

_STDIN = "<stdin>"


def file_argument(name: str) -> str:
    """Return a PAC file's name as a command takes it."""
    return "-" if name == _STDIN else shlex.quote(name)


def why_command(pac: str, host: str, environment: Environment, target: Target) -> str:
    """Return the command that shows what the file *pac* says of *host* in *environment*."""
    client = "" if target is Target.CHROMIUM else f" --target {target}"
    flags = environment_flags(environment)
    return f"pacgen why {file_argument(pac)} {host}{client}{flags}"


def environment_flags(environment: Environment) -> str:
    """Return the options which make ``pacgen why`` ask in *environment*, a blank before each."""
    flags = []
    if environment.client_addresses != Environment().client_addresses:
        flags += [f" --client-ip {address}" for address in environment.client_addresses]
    flags += [f" --dns {record.name}={','.join(record.addresses)}" for record in environment.dns]
    if environment.clock != DEFAULT_CLOCK:
        unit = "seconds" if environment.clock.second else "minutes"
        flags.append(f" --at {environment.clock.isoformat(timespec=unit)}")
    return "".join(flags)


def environment_data(environment: Environment) -> dict[str, Any]:
    """Return *environment* for JSON."""
    return {
        "client": list(environment.client_addresses),
        "clock": environment.clock.isoformat(),
        "dns": {record.name: list(record.addresses) for record in environment.dns},
    }
