"""
Programs of other people read the files for devices that no test can have.

fwshift reads configurations of six firewalls into one model; its output has been loaded into real
ones. Grammars for PowerShell and for batch files say whether a script is one.
"""

from __future__ import annotations

import ipaddress
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tree_sitter_batch
import tree_sitter_powershell
from tree_sitter import Language, Parser

from pacgen import endpoints
from pacgen.endpoints import Instance
from pacgen.firewall import Plan, plan
from pacgen.firewall.formats import FirewallFormat, export
from pacgen.policy import Preset, Site, select
from tests.firewall.reading import Row, opened

pytestmark = pytest.mark.checkout  # these programs are not installed beside the wheel

PRESET = Preset.M365_OPTIMIZE_ALLOW

ASA = """\
ASA Version 9.16(1)
interface GigabitEthernet0/0
 nameif inside
 security-level 100
 ip address 10.0.0.1 255.255.255.0
access-group PACGEN in interface inside
"""
IOS = """\
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 ip access-group PACGEN in
 ipv6 traffic-filter PACGEN6 in
"""
ROUTER_OS = """\
/ip firewall filter add chain=forward action=jump jump-target=pacgen
/ipv6 firewall filter add chain=forward action=jump jump-target=pacgen
"""

DEVICES = {
    FirewallFormat.PALO_ALTO: ("panos", ""),
    FirewallFormat.FORTINET: ("fortios", ""),
    FirewallFormat.JUNIPER_SRX: ("junos", ""),
    FirewallFormat.CISCO_ASA: ("asa", ASA),
    FirewallFormat.CISCO_IOS: ("ios", IOS),
    FirewallFormat.MIKROTIK: ("routeros", ROUTER_OS),
}
"""What fwshift calls the device, and what an administrator writes to put the rules to use."""


def _plan() -> Plan:
    return plan(endpoints.load(Instance.WORLDWIDE).document, PRESET, Site())


@pytest.mark.parametrize("form", DEVICES)
def test_a_reader_of_the_devices_language_sees_the_same(
    form: FirewallFormat, tmp_path: Path
) -> None:
    """Read by somebody else's parser, the rules allow what is published, port by port."""
    device, use = DEVICES[form]
    # It reads what a device prints, in which nothing is removed.
    lines = [s for s in export(_plan(), form).splitlines() if " remove [find " not in s]
    (tmp_path / "config").write_text("\n".join([*lines, use]))

    read = subprocess.run(
        [sys.executable, "-m", "fwshift", "convert", "-q", "--from", device, "--to", "json", "config"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip

    assert read.returncode == 0, read.stderr
    sets = select(endpoints.load(Instance.WORLDWIDE).document, PRESET)
    published = opened(
        (protocol, r.first, r.last, network)
        for s in sets
        for protocol, ports in (("tcp", s.tcp_ports), ("udp", s.udp_ports))
        for r in ports
        for network in s.ips
    )
    assert opened(_rows(json.loads(read.stdout))) == published


def _rows(model: Any) -> Iterator[Row]:
    addresses, groups = dict(model["addresses"]), dict(model["address_groups"])
    services = dict(model["services"])

    def networks(name: str) -> Iterator[Any]:
        if name in groups:
            for member in groups[name]["members"]:
                yield from networks(member)
        else:
            yield ipaddress.ip_network(addresses[name]["value"] if name in addresses else name)

    closed: set[str] = set()
    for rule in model["rules"]:
        assert (rule["enabled"], rule["unsupported"]) == (True, [])
        if rule["action"] == "deny":  # what ends every access list: all of a family
            closed.update(rule["destinations"])
            continue
        assert rule["action"] == "allow"
        assert not closed & {"any", *rule["sources"]}
        assert set(rule["sources"]) <= {"any", "0.0.0.0/0", "::/0"}
        for entry in (e for name in rule["services"] for e in services[name]["entries"]):
            assert not entry["src_ports"]
            for span in entry["dst_ports"].split(","):
                first, _, last = span.partition("-")
                for name in rule["destinations"]:
                    for network in networks(name):
                        yield entry["protocol"], int(first), int(last or first), network


@pytest.mark.parametrize(
    ("form", "grammar"),
    [
        (FirewallFormat.WINDOWS_FIREWALL, tree_sitter_powershell),
        (FirewallFormat.WINDOWS_ROUTE_POWERSHELL, tree_sitter_powershell),
        (FirewallFormat.WINDOWS_ROUTE, tree_sitter_batch),
    ],
)
def test_scripts_are_scripts(form: FirewallFormat, grammar: Any) -> None:
    """By the language's grammar nothing is missing and nothing too much; a lost quote would be seen."""
    parser = Parser(Language(grammar.language()))
    script = export(_plan(), form)

    assert not parser.parse(script.encode()).root_node.has_error
    assert parser.parse(
        script.replace('"" (', '" (').replace("'", "", 1).encode()
    ).root_node.has_error
