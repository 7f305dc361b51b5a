"""
Reads what aerleon wrote, to the last line.

Each reader knows the shapes in which aerleon writes rules that accept, and nothing else: a line,
a key or a word that has no place in them is a :class:`Doubt`, never passed over.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pacgen.endpoints import IPNetwork, PortRange
from pacgen.firewall.opening import Protocol

__all__ = [
    "Doubt",
    "Reader",
    "Row",
    "read_access_lists",
    "read_junos_filters",
    "read_nvue",
    "read_openconfig",
    "read_sr_linux",
    "read_traffic_policies",
]

Row = tuple[Protocol, PortRange, IPNetwork]
"""An address range that is open by a protocol on a range of ports."""

Reader = Callable[[str], Iterable[Row]]

_SHOWN = 60
_NUMBERS = {17: Protocol.UDP, 6: Protocol.TCP}
"""IANA's numbers of the protocols."""

_PORT_NAMES = {"smtp": 25, "www": 80, "pop3": 110, "imap": 143, "https": 443}
"""What Arista calls ports; any other name is a doubt."""

_LIST_HEAD = re.compile(r"(?:ip|ipv4|(ipv6)) access-list \w+")
_PERMIT = re.compile(
    r" permit (udp|tcp) any (?:host (\S+)|(\S+) ([0-9.]+)|(\S+/\d+)) (?:eq (\w+)|range (\d+) (\d+))"
)
_JUNOS_TERM = re.compile(
    r" term \w+ \{ from \{ destination-address \{ ([^{}]+) \}"
    r" (?:protocol|next-header|payload-protocol) (udp|tcp); destination-port ([^{};]+); \}"
    r" then accept; \}"
)
_JUNOS_FRAME = re.compile(
    r"(?:firewall \{ family inet6? \{ replace: filter \w+ \{"
    r" interface-specific; (?:@ ?)+\} \} \} ?)+"
)
_POLICY_MATCH = re.compile(
    r" match [\w-]+ ipv[46] destination prefix ([0-9a-f./: ]+)"
    r" protocol (udp|tcp) destination port ([\d -]+) !"
)
_POLICY_FRAME = re.compile(
    r"(?:traffic-policies no traffic-policy (\w+) traffic-policy \1 ?(?:@ ?)+)+"
)


class Doubt(ValueError):  # noqa: N818 - it is no error yet: the caller refuses
    """Something stands there that is not understood, so nothing can be said of the whole."""


def read_access_lists(text: str) -> Iterator[Row]:
    """Access lists in the manner of Cisco: NX-OS, IOS XR, Arista."""
    family = 0
    for number, line in enumerate(text.splitlines(), 1):
        if found := _LIST_HEAD.fullmatch(line):
            family = 6 if found[1] else 4
        elif found := _PERMIT.fullmatch(line):
            protocol, host, address, wildcard, prefix, one, first, last = found.groups()
            network = _network(host or prefix or f"{address}/{_length(wildcard)}")
            if network.version != family:
                raise Doubt(f"line {number}: {network} in a list of the other family")
            ports = _range(first, last) if first else _range(one, one)
            yield Protocol(protocol), ports, network
        elif not re.fullmatch(r"|!.*|exit| remark .*|no (?:ip|ipv4|ipv6) access-list \w+", line):
            raise Doubt(f"line {number} is not understood: {line[:_SHOWN]}")


def read_junos_filters(text: str) -> Iterator[Row]:
    """Filters of Junos and Junos Evolved, as a configuration in braces."""
    code = " ".join(re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL).split())
    _framed(_JUNOS_FRAME, _JUNOS_TERM.sub(" @", code))
    for found in _JUNOS_TERM.finditer(code):
        networks = [n for n in found[1].replace(" ", "").split(";") if n]
        yield from _cross(found[2], found[3].strip("[] ").split(), networks)


def read_traffic_policies(text: str) -> Iterator[Row]:
    """Traffic policies of Arista."""
    code = " ".join(re.sub(r"^\s*!!.*$", "", text, flags=re.MULTILINE).split())
    _framed(_POLICY_FRAME, _POLICY_MATCH.sub(" @", code))
    for found in _POLICY_MATCH.finditer(code):
        yield from _cross(found[2], found[3].split(), found[1].split())


def read_openconfig(text: str) -> Iterator[Row]:
    """Access lists of OpenConfig as JSON, for SONiC too."""
    for acl in _json(text):
        kinds = {"ACL_IPV4": "ipv4", "ACL_IPV6": "ipv6"}
        _only(acl, "acl-entries", "config", "name", "type")
        _only(acl["acl-entries"], "acl-entry")
        kind = kinds.get(_at(acl, "config", "type"), "")
        for entry in _at(acl, "acl-entries", "acl-entry"):
            prefix = _at(entry, kind, "config", "destination-address")
            number = _at(entry, kind, "config", "protocol")
            ports = _at(entry, "transport", "config", "destination-port")
            _same(
                entry,
                {
                    "actions": {"config": {"forwarding-action": "ACCEPT"}},
                    kind: {"config": {"destination-address": prefix, "protocol": number}},
                    "sequence-id": entry["sequence-id"],
                    "transport": {"config": {"destination-port": ports}},
                },
            )
            yield _protocol(number), _range(*_ends(str(ports), "..")), _network(prefix)


def read_sr_linux(text: str) -> Iterator[Row]:
    """Filters of Nokia's SR Linux as JSON."""
    for document in _json(text):
        for key, content in document.items():
            if key not in {"ipv4-filter", "ipv6-filter"}:
                raise Doubt(f"{key[:_SHOWN]!r} is not understood")
            _only(content, "_annotate", "description", "entry", "name")
            for entry in _at(content, "entry"):
                yield _sr_linux_entry(entry, "protocol" if key == "ipv4-filter" else "next-header")


def _sr_linux_entry(entry: Any, protocol_key: str) -> Row:  # noqa: ANN401 - JSON
    match = _at(entry, "match")
    prefix, number = _at(match, "destination-ip", "prefix"), _at(match, protocol_key)
    ports = _at(match, "destination-port")
    told = {key: entry[key] for key in ("_annotate_description", "description") if key in entry}
    _same(
        entry,
        {
            "action": {"accept": {}},
            "match": {
                "destination-ip": {"prefix": prefix},
                "destination-port": ports,
                protocol_key: number,
            },
            "sequence-id": _at(entry, "sequence-id"),
            **told,
        },
    )
    match ports:
        case {"value": int(one), **rest} if not rest:
            span = PortRange(one, one)
        case {"range": {"start": int(first), "end": int(last)}, **rest} if not rest:
            span = PortRange(first, last)
        case _:
            raise Doubt(f"the ports {str(ports)[:_SHOWN]} are not understood")
    return _protocol(number), span, _network(prefix)


def read_nvue(text: str) -> Iterator[Row]:
    """Access lists of Cumulus Linux, as its programming interface takes them."""
    document = _json(text)
    _only(document, "acl")
    for acl in document["acl"].values():
        _only(acl, "rule", "type")
        for rule in _at(acl, "rule").values():
            match = _at(rule, "match", "ip")
            protocol, prefix = _at(match, "protocol"), _at(match, "dest-ip")
            ports = _at(match, "dest-port")
            wanted = {"protocol": protocol, "dest-ip": prefix, "dest-port": ports}
            told = {"remark": rule["remark"]} if "remark" in rule else {}
            _same(rule, {"action": {"permit": {}}, "match": {"ip": wanted}, **told})
            network = _network(prefix)
            _same(_at(acl, "type"), f"ipv{network.version}")
            yield from _cross(protocol, [ports.replace(":", "-")], [prefix])


def _framed(frame: re.Pattern[str], rest: str) -> None:
    """Hold what is around the rules, which stand as ``@``, against *frame*."""
    if not frame.fullmatch(rest):
        begins = re.search(r"term|match|then|@", rest)
        raise Doubt(f"around the rules stands {rest[begins.start() if begins else 0 :][:_SHOWN]!r}")


def _cross(protocol: str, ports: Iterable[str], networks: Iterable[str]) -> Iterator[Row]:
    held = [_network(n) for n in networks]
    for span in ports:
        for network in held:
            yield Protocol(protocol), _range(*_ends(span, "-")), network


def _ends(text: str, between: str) -> tuple[str, str]:
    first, _, last = text.partition(between)
    return first, last or first


def _range(first: str, last: str) -> PortRange:
    try:
        return PortRange(int(_PORT_NAMES.get(first, first)), int(_PORT_NAMES.get(last, last)))
    except ValueError:
        raise Doubt(f"{first}-{last} are no ports") from None


def _network(text: Any) -> IPNetwork:  # noqa: ANN401 - JSON
    try:
        return ipaddress.ip_network(str(text))
    except ValueError:
        raise Doubt(f"{str(text)[:_SHOWN]!r} is no address range") from None


def _length(wildcard: str) -> int:
    """Count the leading zeros of a wildcard mask: ``0.0.0.0`` is one host, not a netmask."""
    try:
        bits = int(ipaddress.IPv4Address(wildcard))
    except ValueError:
        raise Doubt(f"{wildcard!r} is no wildcard mask") from None
    if bits & (bits + 1):
        raise Doubt(f"{wildcard} is no mask of a prefix")
    return 32 - bits.bit_length()


def _protocol(number: Any) -> Protocol:  # noqa: ANN401 - JSON
    if number not in _NUMBERS:
        raise Doubt(f"protocol {number!r} is not understood")
    return _NUMBERS[number]


def _json(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError as error:
        raise Doubt(f"it is no JSON: {error}") from None


def _at(value: Any, *keys: str) -> Any:  # noqa: ANN401 - JSON
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            raise Doubt(f"there is no {'.'.join(keys)!r} where it should be")
        value = value[key]
    return value


def _only(value: Any, *known: str) -> None:  # noqa: ANN401 - JSON
    for key in value:
        if key not in known:
            raise Doubt(f"{str(key)[:_SHOWN]!r} is not understood")


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise Doubt(f"{str(found)[:_SHOWN]!r} is not understood")
