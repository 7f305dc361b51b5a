"""Rules: whom each is about, under which condition, where to, and why."""

from __future__ import annotations

from dataclasses import dataclass

from pacgen.endpoints import Category, IPNetwork, PortRange
from pacgen.patterns import HostPattern
from pacgen.policy.location import AnyRoute

__all__ = [
    "ALWAYS",
    "DEFAULT_PORTS",
    "AddressRule",
    "Condition",
    "GeneralRule",
    "HostRule",
    "Reason",
    "Rule",
    "default_port",
]

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
"""The port of a URL that names none, by scheme."""


def default_port(scheme: str) -> int:
    """Return the port of a URL of *scheme* that names none; 0 if it has no usual one."""
    return DEFAULT_PORTS.get(scheme, 0)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is there."""

    text: str
    """For people, one line: ``Teams, sets 11 and 12, Optimize, required``."""

    sets: tuple[int, ...] = ()
    """The endpoint sets behind the rule, ascending; empty for rules that are not Microsoft's."""

    category: Category | None = None
    """The highest category among the sets."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Which requests to a host a rule is about. Where it does not hold, the next rule is asked."""

    schemes: tuple[str, ...] = ()
    """In lower case, sorted; empty: every scheme."""

    ports: tuple[PortRange, ...] = ()
    """Sorted; empty: every port."""

    def holds(self, scheme: str, port: int) -> bool:
        """Say whether a request with this scheme and port is meant."""
        return (not self.schemes or scheme in self.schemes) and (
            not self.ports or any(port in ports for ports in self.ports)
        )

    @property
    def rank(self) -> int:
        """Among rules about the same hosts the greater rank is asked first: ports, then schemes."""
        return 2 * bool(self.ports) + bool(self.schemes)

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return bool(self.schemes or self.ports)

    def __str__(self) -> str:
        parts = []
        if self.schemes:
            parts.append("/".join(self.schemes))
        if self.ports:
            parts.append(f"port {', '.join(map(str, self.ports))}")
        return " ".join(parts)


ALWAYS = Condition()
"""Every request."""


@dataclass(frozen=True, slots=True)
class HostRule:
    """Hosts by name."""

    pattern: HostPattern
    route: AnyRoute
    reason: Reason
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class AddressRule:
    """
    Hosts that are IP literals (``https://52.112.0.1/``), by address; names are never resolved.
    """

    network: IPNetwork
    route: AnyRoute
    reason: Reason
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class GeneralRule:
    """Every host with a dot and every address that no other rule is about."""

    route: AnyRoute
    reason: Reason
    condition: Condition = ALWAYS


Rule = HostRule | AddressRule | GeneralRule
"""Any of them: all have a route, a reason and a condition."""
