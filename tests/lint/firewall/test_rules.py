"""The rules about the firewall beside the PAC file."""

from __future__ import annotations

import inspect
import ipaddress
import re

import pytest

from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, PortRange
from pacgen.engine import PacFile
from pacgen.firewall.planning import Plan, plan
from pacgen.firewall.reading import read_firewall
from pacgen.lint import RULES
from pacgen.lint.delivery import DELIVERY_RULES
from pacgen.lint.firewall import FIREWALL_RULES, FirewallRule, comparison
from pacgen.policy import Preset, Site

BY_NAME = pytest.mark.parametrize("rule", FIREWALL_RULES, ids=lambda rule: rule.name)

MEDIA = EndpointSet(
    id=11,
    service_area="Skype",
    category=Category.OPTIMIZE,
    ips=(ipaddress.ip_network("52.112.0.0/14"), ipaddress.ip_network("52.122.0.0/15")),
    udp_ports=(PortRange(3478, 3481),),
    required=True,
)
PAC = (
    "// Made by pacgen.\n//   endpoint data  Worldwide 2026081400\nfunction FindProxyForURL() {}\n"
)


def _plan() -> Plan:
    document = EndpointDocument(Instance.WORLDWIDE, "2026081400", (MEDIA,))
    return plan(document, Preset.TEAMS, Site())


def _found(text: str, pac: str = PAC) -> list[tuple[str, str]]:
    file = read_firewall("edl.txt", text.encode())
    compared = comparison(file, _plan(), PacFile.from_bytes("wpad.dat", pac.encode()))
    return [(f.rule, f.message) for rule in FIREWALL_RULES for f in rule.check(compared)]


def test_names_and_codes_are_unique() -> None:
    """No rule shares name or code with another, and the tuple is sorted."""
    own = [(rule.name, rule.code) for rule in FIREWALL_RULES]
    others = [(rule.name, rule.code) for rule in RULES]
    others += [(rule.name, rule.code) for rule in DELIVERY_RULES]
    names, codes = zip(*own, *others, strict=True)

    assert len(set(names)) == len(set(codes)) == len(own) + len(others)
    assert own == sorted(own)


@BY_NAME
def test_the_examples(rule: FirewallRule) -> None:
    """The bad list has a finding of this rule, with the good one there is none at all."""
    assert rule.name in {name for name, _ in _found(rule.bad)}
    assert _found(rule.good) == []
    for text in (rule.why, rule.tip):
        assert text
        assert not text.endswith(".")


@BY_NAME
def test_a_rule_is_documented(rule: FirewallRule) -> None:
    """The docstring has the fixed form of all rules."""
    text = inspect.cleandoc(type(rule).__doc__ or "")

    assert type(rule).__module__.endswith(f".rules.{rule.name.replace('-', '_')}")
    assert text.startswith("Checks for ")
    assert ["Why is this bad?", "Known problems", "References"] == [
        line for line in text.splitlines() if re.match(r"[A-Z]", line)
    ][-3:]


def test_versions() -> None:
    """A PAC file that says its version is what counts; one that does not leaves the endpoint data."""
    current = "# pacgen: Worldwide 2026081400, preset teams\n52.112.0.0/14\n52.122.0.0/15\n"
    older = current.replace("2026081400", "2025010100")
    old_pac = PAC.replace("2026081400", "2025010100")
    unknown = "function FindProxyForURL() {}\n"

    rule = "firewall-version-mismatch"
    assert _found(older) == [
        (rule, "made from endpoint data 2025010100, and the PAC file wpad.dat from 2026081400")
    ]
    assert _found(older, old_pac) == []
    assert _found(current, old_pac) == [
        (rule, "made from endpoint data 2026081400, and the PAC file wpad.dat from 2025010100")
    ]
    assert _found(older, unknown) == [
        (rule, "made from endpoint data 2025010100, and this is 2026081400")
    ]
