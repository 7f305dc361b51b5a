"""A plan becomes the text of one firewall's configuration."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from pacgen.data import TEMPLATES
from pacgen.errors import UsageError
from pacgen.firewall.aerleon_backend import AerleonTarget, export_by_aerleon
from pacgen.firewall.opening import Opening, Protocol
from pacgen.firewall.planning import Family, Plan
from pacgen.firewall.view import view
from pacgen.firewall.wording import describe
from pacgen.generator.templating import fill

__all__ = [
    "CSV_COLUMNS",
    "DEFAULT_NAME",
    "SCHEMA",
    "ExportFormat",
    "FirewallFormat",
    "carried_by",
    "export",
    "has_ports",
]

SCHEMA = 1
"""The ``schema`` of the JSON format; a new one when a key changes its meaning or goes."""

DEFAULT_NAME = "pacgen"

CSV_COLUMNS = (
    "protocol",
    "first_port",
    "last_port",
    "prefix",
    "family",
    "sets",
    "version",
    "description",
)

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,14}")
# Linux's ipset gives names 31 characters, "_new4" among them; MikroTik and pf are as strict.


class FirewallFormat(StrEnum):
    """What pacgen can write for firewalls and routers."""

    LIST = "list"
    CSV = "csv"
    JSON = "json"
    NFTABLES = "nftables"
    IPTABLES = "iptables"
    IPSET = "ipset"
    CISCO_IOS = "cisco-ios"
    CISCO_ASA = "cisco-asa"
    PALO_ALTO = "palo-alto"
    FORTINET = "fortinet"
    JUNIPER_SRX = "juniper-srx"
    WINDOWS_FIREWALL = "windows-firewall"
    WINDOWS_ROUTE = "windows-route"
    WINDOWS_ROUTE_POWERSHELL = "windows-route-powershell"
    PF = "pf"
    SQUID = "squid"
    MIKROTIK = "mikrotik"
    TERRAFORM = "terraform"


ExportFormat = FirewallFormat | AerleonTarget
"""A format of pacgen's own, or one that aerleon writes."""

_WITH_OBJECTS = (
    FirewallFormat.CISCO_ASA,
    FirewallFormat.PALO_ALTO,
    FirewallFormat.FORTINET,
    FirewallFormat.JUNIPER_SRX,
)
"""Where rules refer to objects, and people make the rules their own."""


def carried_by(plan: Plan, form: ExportFormat) -> Plan:
    """Return what *form* can carry of *plan*: a proxy such as Squid passes TCP alone."""
    if form is FirewallFormat.SQUID:
        return plan.limited_to(Family.BOTH, Protocol.TCP)
    return plan


def has_ports(form: ExportFormat) -> bool:
    """Say whether *form* can tell one port from another; lists and routes know addresses alone."""
    return form not in {
        FirewallFormat.LIST,
        FirewallFormat.WINDOWS_ROUTE,
        FirewallFormat.WINDOWS_ROUTE_POWERSHELL,
    }


def export(
    plan: Plan, form: ExportFormat, *, name: str = DEFAULT_NAME, objects_only: bool = False
) -> str:
    """
    Return *plan* in the format *form*: ASCII, the same bytes for the same plan.

    Args:
        plan: What is to be opened or routed.
        form: For which firewall.
        name: What the names of all objects begin with.
        objects_only: Leave out the rules that refer to the objects.

    Raises:
        UsageError: *name* does not suit every firewall, there is nothing to export, *form* has no
            objects, or aerleon is not installed.
        RefusedError: what aerleon wrote opens something else than *plan*.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot begin the names of objects",
            tip="use a letter, then up to 14 letters, digits or '_'",
        )
    if objects_only and form not in _WITH_OBJECTS:
        raise UsageError(
            f"{form} does not keep objects and rules apart",
            tip=f"--objects-only is for {', '.join(_WITH_OBJECTS)}; leave it out",
        )
    plan = carried_by(plan, form)
    has_names = form is FirewallFormat.SQUID and bool(plan.names)
    if not plan.openings and not has_names:
        raise UsageError(
            "there is no address to export",
            usually="--family, --protocol or the configuration leave nothing",
            tip="pacgen policy show lists what is selected",
        )
    if isinstance(form, AerleonTarget):
        return export_by_aerleon(plan, form, name)
    own = _WRITERS.get(form)
    if own is not None:
        return own(plan, name)
    seen = view(plan, name, has_rules=not objects_only)
    text = fill(f"firewall/{form}.j2", TEMPLATES, own_lines=True, plan=seen)
    # cmd.exe wants the line ends of its own system.
    return text.replace("\n", "\r\n") if form is FirewallFormat.WINDOWS_ROUTE else text


def _csv(plan: Plan, name: str) -> str:
    del name
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for opening in plan.openings:
        sets = " ".join(str(s.id) for s in opening.sets)
        for ports in opening.ports:
            for network in opening.networks:
                writer.writerow(
                    [
                        opening.protocol,
                        ports.first,
                        ports.last,
                        network,
                        f"ipv{network.version}",
                        sets,
                        plan.version,
                        describe(opening),
                    ]
                )
    return stream.getvalue()


def _json(plan: Plan, name: str) -> str:
    del name
    return _dumped(
        {
            "schema": SCHEMA,
            "instance": plan.instance,
            "version": plan.version,
            "preset": plan.preset,
            "openings": [
                {
                    "protocol": opening.protocol,
                    "ports": [{"first": r.first, "last": r.last} for r in opening.ports],
                    "prefixes": [str(n) for n in opening.networks],
                    "sets": [s.id for s in opening.sets],
                    "description": describe(opening),
                }
                for opening in plan.openings
            ],
            "names": [
                {"direct": group.is_direct, "patterns": [p.text for p in group.patterns]}
                for group in plan.names
            ],
        }
    )


def _terraform(plan: Plan, name: str) -> str:
    rules = [rule for opening in plan.openings for rule in _terraform_rules(opening)]
    return _dumped({f"{name}_endpoint_version": plan.version, f"{name}_rules": rules})


def _terraform_rules(opening: Opening) -> list[Mapping[str, object]]:
    """Return one rule for each range of ports, with the keys that cloud providers call theirs."""
    return [
        {
            "protocol": opening.protocol,
            "from_port": ports.first,
            "to_port": ports.last,
            "cidr_blocks": [str(n) for n in opening.networks if n.version == 4],  # noqa: PLR2004 - IPv4
            "ipv6_cidr_blocks": [str(n) for n in opening.networks if n.version == 6],  # noqa: PLR2004 - IPv6
            "description": describe(opening),
        }
        for ports in opening.ports
    ]


def _dumped(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"


_WRITERS: Mapping[FirewallFormat, Callable[[Plan, str], str]] = {
    FirewallFormat.CSV: _csv,
    FirewallFormat.JSON: _json,
    FirewallFormat.TERRAFORM: _terraform,
}
"""Formats whose quoting a library knows; the others have templates."""
