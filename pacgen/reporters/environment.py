"""An environment, as options for people and as data for programs."""

from __future__ import annotations

from typing import Any

from pacgen.engine import Environment
from pacgen.engine.environment import DEFAULT_CLOCK

__all__ = ["environment_data", "environment_flags"]


def environment_flags(environment: Environment) -> str:
    """Return the options which make ``pacgen why`` ask in *environment*, a blank before each."""
    flags = []
    if environment.client_addresses != Environment().client_addresses:
        flags += [f" --client-ip {address}" for address in environment.client_addresses]
    flags += [f" --dns {record.name}={','.join(record.addresses)}" for record in environment.dns]
    if environment.clock != DEFAULT_CLOCK:
        flags.append(f" --at {environment.clock.isoformat(timespec='minutes')}")
    return "".join(flags)


def environment_data(environment: Environment) -> dict[str, Any]:
    """Return *environment* for JSON."""
    return {
        "client": list(environment.client_addresses),
        "clock": environment.clock.isoformat(),
        "dns": {record.name: list(record.addresses) for record in environment.dns},
    }
