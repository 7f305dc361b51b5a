"""
More formats, written by aerleon and read back before anybody gets them.

aerleon knows many devices, and each has options of its own: a wrong one is passed over, and
another release may write something else. So pacgen takes from it what
:mod:`pacgen.firewall.aerleon_reading` can read to the last line, and only if that opens exactly
what was asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pacgen.endpoints import Category, EndpointSet
from pacgen.errors import RefusedError, UsageError
from pacgen.firewall.aerleon_reading import (
    Reader,
    Row,
    read_access_lists,
    read_junos_filters,
    read_nvue,
    read_openconfig,
    read_sr_linux,
    read_traffic_policies,
)
from pacgen.firewall.opening import Opening, Protocol, openings
from pacgen.firewall.planning import Plan
from pacgen.firewall.wording import describe, plain

if TYPE_CHECKING:
    from aerleon.lib.policy_builder import PolicyDict

__all__ = ["OWN_FORMATS", "AerleonTarget", "export_by_aerleon"]

_EXTRA = "install pacgen with the extra 'firewall'; in a clone: pip install '.[firewall]'"


class AerleonTarget(StrEnum):
    """What aerleon writes and pacgen reads back; the names are aerleon's."""

    ARISTA = "arista"
    ARISTA_TP = "arista_tp"
    CISCO_NX = "cisconx"
    CISCO_XR = "ciscoxr"
    JUNIPER = "juniper"
    JUNIPER_EVO = "juniperevo"
    NOKIA_SRL = "nokiasrl"
    NVUE = "nvueapi"
    OPENCONFIG = "openconfig"
    SONIC = "sonic"


OWN_FORMATS: Mapping[str, str] = {
    "cisco": "cisco-ios",
    "ciscoasa": "cisco-asa",
    "fortigate": "fortinet",
    "ipset": "ipset",
    "iptables": "iptables",
    "nftables": "nftables",
    "packetfilter": "pf",
    "paloalto": "palo-alto",
    "speedway": "iptables",
    "srx": "juniper-srx",
    "windows_advfirewall": "windows-firewall",
}
"""Targets of aerleon for which pacgen has a format of its own."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a target is written, and read back."""

    v4: str
    v6: str
    """
    The options behind the filter's name.

    There is "mixed" for both families at once, which some targets lack and on some loses one.
    """

    read: Reader


_WAYS: Mapping[AerleonTarget, _Way] = {
    AerleonTarget.ARISTA: _Way("extended", "inet6", read_access_lists),
    AerleonTarget.ARISTA_TP: _Way("inet", "inet6", read_traffic_policies),
    AerleonTarget.CISCO_NX: _Way("extended", "inet6", read_access_lists),
    AerleonTarget.CISCO_XR: _Way("extended", "inet6", read_access_lists),
    AerleonTarget.JUNIPER: _Way("inet", "inet6", read_junos_filters),
    AerleonTarget.JUNIPER_EVO: _Way("inet ingress", "inet6 ingress", read_junos_filters),
    AerleonTarget.NOKIA_SRL: _Way("inet", "inet6", read_sr_linux),
    AerleonTarget.NVUE: _Way("inet", "inet6", read_nvue),
    AerleonTarget.OPENCONFIG: _Way("inet", "inet6", read_openconfig),
    AerleonTarget.SONIC: _Way("inet", "inet6", read_openconfig),
}


def export_by_aerleon(plan: Plan, target: AerleonTarget, name: str) -> str:
    """
    Return *plan* as aerleon writes it for *target*.

    Args:
        plan: What is to be opened; not empty.
        target: For which device.
        name: What the names of filters and terms begin with: letters, digits and ``_`` alone.

    Raises:
        UsageError: aerleon is not installed.
        RefusedError: what it wrote cannot be read to the last line, or opens something else.
    """
    text = _generated(plan, target, name)
    try:
        rows = tuple(_WAYS[target].read(text))
    except (ValueError, TypeError, KeyError, AttributeError) as doubt:
        # A Doubt is a ValueError; the others are JSON of a shape that no reader thought of.
        raise _refusal(target, str(doubt)) from None
    wanted = _canonical(_rows(plan.openings))
    found = _canonical(rows)
    if found != wanted:
        raise _refusal(target, _difference(found, wanted))
    return text.strip("\n") + "\n"


def _generated(plan: Plan, target: AerleonTarget, name: str) -> str:
    try:
        from aerleon import api  # noqa: PLC0415 - an extra that most users do not have
        from aerleon.lib import naming  # noqa: PLC0415
    except ImportError:
        raise UsageError(
            f"'aerleon:{target}' is written by aerleon, which is not installed", tip=_EXTRA
        ) from None
    definitions = naming.Naming()
    with _silence() as said:
        try:
            definitions.ParseDefinitionsObject(_definitions(plan), "")
            written = api.Generate([_policy(plan, target, name)], definitions)
        except Exception as error:  # noqa: BLE001 - whatever it is, there is nothing to deliver
            lines = str(error).splitlines() or [type(error).__name__]
            raise _refusal(target, plain(lines[-1])) from None
    if not written or len(written) != 1:
        raise _refusal(target, plain("; ".join(said)) or "it wrote nothing")
    text = "".join(written.values())
    if not text.isascii():
        raise _refusal(target, "it wrote something else than ASCII")
    return text


def _definitions(plan: Plan) -> dict[str, Any]:
    networks = {
        _token(opening, version): {"values": [{"address": str(n)} for n in held]}
        for opening in plan.openings
        for version, held in _families(opening)
    }
    services = {
        _token(opening): [
            {"protocol": str(opening.protocol), "port": str(r)} for r in opening.ports
        ]
        for opening in plan.openings
    }
    return {"networks": networks, "services": services}


def _policy(plan: Plan, target: AerleonTarget, name: str) -> PolicyDict:
    """Return a filter for each family: none of the options for both at once works everywhere."""
    way = _WAYS[target]
    source = f"pacgen: {plan.instance} {plain(plan.version)}, preset {plan.preset}"
    versions = sorted({version for o in plan.openings for version, _ in _families(o)})
    return {
        "filename": name,
        "filters": [
            {
                "header": {
                    "targets": {target.value: f"{name}{version} {options}"},
                    "comment": source,
                },
                "terms": [
                    {
                        "name": f"{name}_{opening.protocol}{opening.ports[0].first}",
                        "comment": describe(opening),
                        "destination-address": _token(opening, version),
                        "destination-port": _token(opening),
                        "protocol": str(opening.protocol),
                        "action": "accept",
                    }
                    for opening in plan.openings
                    if version in dict(_families(opening))
                ],
            }
            for version, options in ((4, way.v4), (6, way.v6))
            if version in versions
        ],
    }


def _families(opening: Opening) -> Iterator[tuple[int, list[object]]]:
    for version in (4, 6):
        held: list[object] = [n for n in opening.networks if n.version == version]
        if held:
            yield version, held


def _token(opening: Opening, version: int | str = "") -> str:
    return f"{opening.protocol.upper()}{opening.ports[0].first}_{version}".rstrip("_")


@contextmanager
def _silence() -> Iterator[list[str]]:
    """Keep what aerleon logs, which would stand among pacgen's own words, and yield it."""
    said: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger = logging.getLogger("absl")
    keeper, before = Keeper(), logger.propagate
    logger.addHandler(keeper)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(keeper)
        logger.propagate = before


def _rows(opened: Iterable[Opening]) -> Iterator[Row]:
    for opening in opened:
        for ports in opening.ports:
            for network in opening.networks:
                yield opening.protocol, ports, network


def _canonical(rows: Iterable[Row]) -> frozenset[tuple[str, str]]:
    """Say what *rows* open in the one way in which it can be said: ports, networks."""
    sets = [
        EndpointSet(
            id=number,
            service_area="",
            category=Category.DEFAULT,
            ips=(network,),
            tcp_ports=(ports,) if protocol is Protocol.TCP else (),
            udp_ports=(ports,) if protocol is Protocol.UDP else (),
        )
        for number, (protocol, ports, network) in enumerate(rows)
    ]
    return frozenset((o.ports_text, " ".join(map(str, o.networks))) for o in openings(sets))


def _difference(found: frozenset[tuple[str, str]], wanted: frozenset[tuple[str, str]]) -> str:
    for word, some in (("opens", found - wanted), ("does not open", wanted - found)):
        for ports, networks in sorted(some):
            return f"it {word} {ports} to {networks[:80]}"
    return "it differs"


def _refusal(target: AerleonTarget, why: str) -> RefusedError:
    return RefusedError(
        f"aerleon's output for {target} is not what was asked for, and was not delivered: {why}",
        usually="this release of aerleon writes otherwise than those that pacgen was tested with",
        tip="take another --format, or write the rules from --format csv",
    )
