"""After an update a firewall has what is published, and nothing of the version before."""

from __future__ import annotations

import dataclasses
import ipaddress
import re

import pytest

from pacgen import endpoints
from pacgen.endpoints import Instance
from pacgen.errors import InputError, UsageError
from pacgen.firewall import Plan, Protocol, plan
from pacgen.firewall.formats import ExportFormat, FirewallFormat, export
from pacgen.firewall.planning import Family
from pacgen.firewall.replacing import with_removals
from pacgen.policy import Preset, Site

GONE = tuple(map(ipaddress.ip_network, ("13.107.64.0/18", "2603:1064::/40", "131.253.33.9/32")))

Groups = dict[str, set[str]]


def _plan(*more: ipaddress.IPv4Network | ipaddress.IPv6Network) -> Plan:
    document = endpoints.load(Instance.WORLDWIDE).document
    sets = tuple(
        dataclasses.replace(s, ips=(*s.ips, *more) if s.ips else ()) for s in document.sets
    )
    return plan(dataclasses.replace(document, sets=sets), Preset.TEAMS, Site())


def _send(text: str, groups: Groups) -> None:
    """Do to *groups* what the device does with each line of *text*."""
    group = ""
    for line in text.splitlines():
        match line.split():
            case ["object-group", "network" | "service", group, *_]:
                groups.setdefault(group, set())
            case ["network-object" | "port-object", *_] as member:
                groups[group].add(" ".join(member))
            case ["no", "network-object" | "port-object", *_] as member:
                groups[group].remove(" ".join(member[1:]))  # what is not there cannot be removed
                assert groups[group], "no group may be empty, not even for a moment"
            case ["set", "address-group", name, "static", "[", *members, "]"]:
                groups.setdefault(name, set()).update(members)
            case ["delete", "address-group", name, "static", member]:
                groups[name].remove(member)
            case _:
                pass


@pytest.mark.parametrize("form", [FirewallFormat.CISCO_ASA, FirewallFormat.PALO_ALTO])
def test_two_updates(form: ExportFormat) -> None:
    """Each version is given the file before it; what is loaded in the end is the last version."""
    texts = [export(_plan(*GONE), form)]
    for number in (1, 0):
        update = export(_plan(*GONE[:number]), form, objects_only=True)
        texts.append(with_removals(update, texts[-1].replace("\n", "\r\n"), form))
    updated: Groups = {}
    for text in texts:
        _send(text, updated)

    fresh: Groups = {}
    _send(export(_plan(), form), fresh)
    assert updated == fresh
    assert len(fresh) == (6 if form is FirewallFormat.CISCO_ASA else 3)
    removed = [len(re.findall(r"^( no |delete )", text, re.MULTILINE)) for text in texts]
    assert removed == [0, 6, 3]


def test_nothing_has_gone() -> None:
    """An update that only adds takes nothing out."""
    newer = export(_plan(*GONE), FirewallFormat.CISCO_ASA)

    assert (
        with_removals(newer, export(_plan(), FirewallFormat.CISCO_ASA), FirewallFormat.CISCO_ASA)
        == newer
    )


def test_groups_that_come_and_go() -> None:
    """Rules stand on them, so it is a person who makes those, or removes them."""
    form = FirewallFormat.PALO_ALTO
    udp, tcp = (_plan().limited_to(Family.BOTH, protocol) for protocol in Protocol)

    text = with_removals(export(_plan(), form), export(udp, form), form)
    assert text.splitlines()[-1] == "# pacgen_tcp80 is new: no rule uses it yet."

    text = with_removals(export(tcp, form), export(_plan(), form), form)
    assert text.splitlines()[-1] == (
        "# pacgen_udp3478 is not needed any more: remove its rule, then it."
    )


def test_ports_that_have_gone() -> None:
    """ASA adds ports to a group as it adds addresses: those that are not published any more go."""
    form = FirewallFormat.CISCO_ASA
    older = export(_plan(), form).replace("range 3478 3481", "range 3478 3490")

    assert with_removals(export(_plan(), form), older, form).splitlines()[-2:] == [
        "object-group service pacgen_udp3478_ports udp",
        " no port-object range 3478 3490",
    ]


@pytest.mark.parametrize(
    "older", ["", "object-group network other\n network-object 192.0.2.0 255.255.255.0\n", "\ufffd"]
)
def test_a_file_that_is_no_older_one(older: str) -> None:
    """Another file, or another --name, would take nothing out in silence."""
    with pytest.raises(InputError, match="no group of this export"):
        with_removals(export(_plan(), FirewallFormat.CISCO_ASA), older, FirewallFormat.CISCO_ASA)


def test_a_hostile_older_file() -> None:
    """Only members come out of it, never another command."""
    older = (
        "object-group network pacgen_udp3478\n network-object 13.107.64.0 255.255.192.0\n"
        " network-object 10.0.0.0 255.0.0.0; reload\n network-object object evil\n"
    )

    text = with_removals(export(_plan(), FirewallFormat.CISCO_ASA), older, FirewallFormat.CISCO_ASA)

    assert text.endswith(
        "object-group network pacgen_udp3478\n no network-object 13.107.64.0 255.255.192.0\n"
    )


def test_a_format_that_replaces_by_itself() -> None:
    """Where nothing stays behind there is nothing to take out."""
    with pytest.raises(UsageError, match="nftables needs no --replaces"):
        with_removals("", "", FirewallFormat.NFTABLES)
