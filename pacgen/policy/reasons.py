"""The words for why a rule is there: fit for a comment in the PAC, one line, ASCII."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pacgen.endpoints import EndpointSet, ServiceArea
from pacgen.policy.rules import Reason

__all__ = [
    "SIGN_IN",
    "THIS_COMPUTER",
    "THIS_LINK",
    "TOWN_HALL",
    "carve_out",
    "describe_ports",
    "endpoint_sets",
    "is_local",
    "is_service",
]

THIS_COMPUTER = Reason("this computer")
THIS_LINK = Reason("this link only")
TOWN_HALL = Reason("town halls and live events")
SIGN_IN = Reason("sign-in, for tenant restrictions")


def is_local(reason: Reason) -> bool:
    """Say whether a rule is there because no proxy can reach its hosts."""
    return reason in {THIS_COMPUTER, THIS_LINK}


def is_service(reason: Reason) -> bool:
    """Say whether a rule is about hosts of Microsoft's that the site has chosen."""
    return bool(reason.sets) or reason in {TOWN_HALL, SIGN_IN}


def endpoint_sets(sets: Iterable[EndpointSet]) -> Reason:
    """Explain a rule that *sets* ask for, with the highest category among them."""
    return _reason(sets, "")


def carve_out(sets: Iterable[EndpointSet], parent: str) -> Reason:
    """Explain that the names of *sets*, below the direct *parent*, follow the default."""
    return _reason(sets, f"; not selected, though below {parent}")


def describe_ports(endpoint_set: EndpointSet) -> str:
    """Name a set and its ports: ``Teams set 11 (UDP 3478, 3479, 3480, 3481)``."""
    kinds = (("TCP", endpoint_set.tcp_ports), ("UDP", endpoint_set.udp_ports))
    ports = [f"{kind} {', '.join(map(str, ports))}" for kind, ports in kinds if ports]
    area = _area_name(endpoint_set.service_area)
    return f"{area} set {endpoint_set.id} ({' and '.join(ports)})"


def _area_name(service_area: str) -> str:
    """Name a service area as people know it."""
    return "Teams" if service_area == ServiceArea.SKYPE else service_area


def _reason(sets: Iterable[EndpointSet], more: str) -> Reason:
    by_demand = sorted(set(sets), key=lambda s: (s.category.rank, s.id))
    parts = [_one_kind(group) for group in _groups(by_demand)]
    return Reason(
        "; ".join(parts) + more,
        tuple(sorted(s.id for s in by_demand)),
        by_demand[0].category,
    )


def _groups(sets: Sequence[EndpointSet]) -> list[list[EndpointSet]]:
    """Put together the sets of one service area and category, in the order of the first."""
    groups: dict[tuple[str, str], list[EndpointSet]] = {}
    for endpoint_set in sets:
        key = (endpoint_set.service_area, endpoint_set.category)
        groups.setdefault(key, []).append(endpoint_set)
    return list(groups.values())


def _one_kind(sets: Sequence[EndpointSet]) -> str:
    ids = ", ".join(str(s.id) for s in sets)
    word = "set" if len(sets) == 1 else "sets"
    need = "required" if any(s.required for s in sets) else "optional"
    return f"{_area_name(sets[0].service_area)} {word} {ids}, {sets[0].category}, {need}"
