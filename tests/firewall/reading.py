"""
Reads every export format back: which addresses it opens on which ports.

Written from the firewalls' own syntax, with nothing of pacgen's, so that a mistake in a template
cannot hide here as well. What a parser does not understand is an error.
"""

from __future__ import annotations

import csv
import io
import ipaddress
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Network = Any
Row = tuple[str, int, int, Network]
"""Protocol, first port, last port, network."""

Opened = dict[tuple[str, int], tuple[Network, ...]]
"""What is open, port by port: the fewest networks that hold the addresses, IPv4 first."""


def opened(rows: Iterable[Row]) -> Opened:
    """Say what *rows* open, in the one way in which it can be said."""
    found: dict[tuple[str, int], set[Network]] = defaultdict(set)
    for protocol, first, last, network in rows:
        for port in range(first, last + 1):
            found[protocol, port].add(network)
    return {key: fewest(networks) for key, networks in found.items()}


def fewest(networks: Iterable[Network]) -> tuple[Network, ...]:
    """Return the fewest networks with the same addresses."""
    given = list(networks)
    return tuple(
        network
        for version in (4, 6)
        for network in ipaddress.collapse_addresses(n for n in given if n.version == version)
    )


def _net(text: str) -> Network:
    return ipaddress.ip_network(text, strict=True)


def _prefix_length(wildcard: str) -> int:
    """Count the leading zeros of a wildcard mask: ``0.0.0.0`` is one host, not a netmask."""
    bits = int(ipaddress.IPv4Address(wildcard))
    assert bits & (bits + 1) == 0
    return 32 - bits.bit_length()


def _span(text: str) -> tuple[int, int]:
    first, _, last = text.replace(":", "-").partition("-")
    return int(first), int(last or first)


def _spans(text: str) -> list[tuple[int, int]]:
    return [_span(part.strip().strip("'")) for part in text.split(",")]


def _code(text: str, comment: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith(comment):
            yield line


def _cross(protocol: str, spans: Iterable[tuple[int, int]], nets: Iterable[Network]) -> list[Row]:
    listed = list(nets)
    return [(protocol, first, last, net) for first, last in spans for net in listed]


def read_csv(text: str) -> list[Row]:
    """CSV: a row for each range of ports and prefix."""
    rows = csv.DictReader(io.StringIO(text))
    return [
        (r["protocol"], int(r["first_port"]), int(r["last_port"]), _net(r["prefix"])) for r in rows
    ]


def read_json(text: str) -> list[Row]:
    """JSON: openings with ports and prefixes."""
    return [
        row
        for o in json.loads(text)["openings"]
        for row in _cross(
            o["protocol"], [(p["first"], p["last"]) for p in o["ports"]], map(_net, o["prefixes"])
        )
    ]


def read_terraform(text: str) -> list[Row]:
    """Variables: a list of rules."""
    return [
        (rule["protocol"], rule["from_port"], rule["to_port"], _net(prefix))
        for rule in json.loads(text)["pacgen_rules"]
        for prefix in rule["cidr_blocks"] + rule["ipv6_cidr_blocks"]
    ]


def read_nftables(text: str) -> list[Row]:
    """Named sets, and rules which use them."""
    code = "\n".join(_code(text, "#"))
    sets = {
        name: [_net(part.strip()) for part in body.split(",") if part.strip()]
        for name, body in re.findall(
            r"set (\w+) \{\s+type \w+\s+flags interval\s+elements = \{([^}]*)\}\s+\}", code
        )
    }
    rules = re.findall(
        r'^\t\tip6? daddr @(\w+) (udp|tcp) dport \{ ([^}]*) \} accept comment "[^"\n]*"$',
        code,
        re.MULTILINE,
    )
    assert len(rules) == code.count("daddr @") == len(sets)
    return [
        row
        for name, protocol, ports in rules
        for row in _cross(protocol, _spans(ports), sets[name])
    ]


def read_iptables(text: str) -> list[Row]:
    """One rule a line; -4 and -6 say which of the two programs takes it."""
    lines = list(_code(text, "#"))
    assert lines[0] == "*filter"
    assert lines[1] == ":PACGEN - [0:0]"
    assert lines[-1] == "COMMIT"
    rows = []
    for line in lines[2:-1]:
        match = re.fullmatch(
            r'-([46]) -A PACGEN -d (\S+) -p (udp|tcp) -m \3 --dport ([\d:]+) -m comment --comment "[^"]*" -j ACCEPT',
            line,
        )
        assert match is not None, line
        network = _net(match[2])
        assert str(network.version) == match[1]
        rows.append((match[3], *_span(match[4]), network))
    return rows


def read_ipset(text: str) -> list[Row]:
    """Entries of hash:net,port."""
    rows = []
    for line in _code(text, "#"):
        if line.startswith("add "):
            match = re.fullmatch(r"add pacgen_new[46] (\S+),(udp|tcp):([\d-]+)", line)
            assert match is not None, line
            rows.append((match[2], *_span(match[3]), _net(match[1])))
        else:
            assert re.match(r"(create|flush|swap|destroy) pacgen", line), line
    return rows


def read_cisco_ios(text: str) -> list[Row]:
    """Access lists with wildcard masks."""
    rows = []
    for line in _code(text, "!"):
        if match := re.fullmatch(
            r" permit (udp|tcp) any (\S+)(?: (\d+\.\d+\.\d+\.\d+))? (?:eq (\d+)|range (\d+) (\d+))",
            line,
        ):
            protocol, address, wildcard, one, first, last = match.groups()
            network = _net(f"{address}/{_prefix_length(wildcard)}" if wildcard else address)
            rows.append((protocol, int(one or first), int(one or last), network))
        else:
            assert re.match(
                r"( remark [A-Za-z0-9]|ip access-list extended PACGEN$|ipv6 access-list PACGEN6$)",
                line,
            ), line
    return rows


def read_cisco_asa(text: str) -> list[Row]:
    """Groups of networks and of ports, and the lines that join them."""
    networks: dict[str, list[Network]] = defaultdict(list)
    ports: dict[str, list[tuple[int, int]]] = defaultdict(list)
    protocols: dict[str, str] = {}
    rows: list[Row] = []
    group = ""
    for line in _code(text, "!"):
        words = line.split()
        match words:
            case ["object-group", "network", name]:
                group = name
            case ["object-group", "service", name, protocol]:
                group = name
                protocols[name] = protocol
            case ["network-object", address, mask]:
                networks[group].append(_net(f"{address}/{mask}"))
            case ["network-object", prefix]:
                networks[group].append(_net(prefix))
            case ["port-object", "eq", port]:
                ports[group].append(_span(port))
            case ["port-object", "range", first, last]:
                ports[group].append((int(first), int(last)))
            case [
                "access-list",
                "PACGEN",
                "extended",
                "permit",
                protocol,
                "any",
                "object-group",
                nets,
                "object-group",
                service,
            ]:
                assert protocols[service] == protocol
                rows += _cross(protocol, ports[service], networks[nets])
            case ["description", *_]:
                pass
            case _:
                raise AssertionError(line)
    return rows


def read_palo_alto(text: str) -> list[Row]:
    """Addresses, groups, services, and rules which use them."""
    addresses: dict[str, Network] = {}
    groups: dict[str, list[Network]] = {}
    services: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    rows: list[Row] = []
    for line in _code(text, "#"):
        match line.split():
            case ["set", "address", name, "ip-netmask", prefix]:
                addresses[name] = _net(prefix)
            case ["set", "address-group", name, "static", "[", *members, "]"]:
                groups[name] = [addresses[member] for member in members]
            case ["set", "service", name, "protocol", protocol, "port", ports]:
                services[name] = protocol, _spans(ports)
            case [
                "set",
                "rulebase",
                "security",
                "rules",
                _,
                "from",
                "any",
                "to",
                "any",
                "source",
                "any",
                "destination",
                group,
                "application",
                "any",
                "service",
                service,
                "action",
                "allow",
            ]:
                rows += _cross(*services[service], groups[group])
            case ["set", "rulebase", "security", "rules", _, "description", *_]:
                assert re.fullmatch(r'[^"]*"[^"]*"', line)
            case _:
                raise AssertionError(line)
    return rows


def read_fortinet(text: str) -> list[Row]:
    """Tables of objects, each with edit … next."""
    tables: dict[str, list[tuple[str, dict[str, list[str]]]]] = defaultdict(list)
    table = ""
    for line in _code(text, "#"):
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]
        match words:
            case ["config", *name]:
                table = " ".join(name)
            case ["edit", name]:
                tables[table].append((name, {}))
            case ["set", key, *values]:
                tables[table][-1][1][key] = values
            case ["next"] | ["end"]:
                pass
            case _:
                raise AssertionError(line)
    v4 = {n: _net("/".join(o["subnet"])) for n, o in tables["firewall address"]}
    v6 = {n: _net(o["ip6"][0]) for n, o in tables["firewall address6"]}
    groups4 = {n: [v4[m] for m in o["member"]] for n, o in tables["firewall addrgrp"]}
    groups6 = {n: [v6[m] for m in o["member"]] for n, o in tables["firewall addrgrp6"]}
    services = dict(tables["firewall service custom"])
    rows: list[Row] = []
    for _, rule in tables["firewall policy"]:
        assert rule["action"] == ["accept"]
        nets = [n for g in rule.get("dstaddr", []) for n in groups4[g]]
        nets += [n for g in rule.get("dstaddr6", []) for n in groups6[g]]
        for name in rule["service"]:
            for key, ports in services[name].items():
                rows += _cross(key.removesuffix("-portrange"), map(_span, ports), nets)
    return rows


def read_juniper(text: str) -> list[Row]:
    """Address sets, applications with terms, global policies."""
    addresses: dict[str, Network] = {}
    groups: dict[str, list[Network]] = defaultdict(list)
    terms: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    rows: list[Row] = []
    for line in _code(text, "#"):
        match line.split():
            case ["set", "security", "address-book", "global", "address", name, prefix]:
                addresses[name] = _net(prefix)
            case [
                "set",
                "security",
                "address-book",
                "global",
                "address-set",
                group,
                "address",
                name,
            ]:
                groups[group].append(addresses[name])
            case [
                "set",
                "applications",
                "application",
                name,
                "term",
                _,
                "protocol",
                protocol,
                "destination-port",
                ports,
            ]:
                terms[name].append((protocol, *_span(ports)))
            case [
                "set",
                "security",
                "policies",
                "global",
                "policy",
                _,
                "match",
                "source-address",
                "any",
                "destination-address",
                group,
                "application",
                application,
            ]:
                rows += [(*term, net) for term in terms[application] for net in groups[group]]
            case ["set", "security", "policies", "global", "policy", _, "then", "permit"]:
                pass
            case ["set", "security", "policies", "global", "policy", _, "description", *_]:
                assert re.fullmatch(r'[^"]*"[^"]*"', line)
            case _:
                raise AssertionError(line)
    return rows


def read_windows_firewall(text: str) -> list[Row]:
    """Calls of New-NetFirewallRule."""
    code = "\n".join(_code(text, "#")).replace("`\n", " ")
    rules = re.findall(
        r"New-NetFirewallRule -Group 'pacgen' -DisplayName '\w+' -Direction Outbound -Action Allow\s+-Description '[^']*'\s+"
        r"-Protocol (UDP|TCP) -RemotePort @\(([^)]*)\)\s+-RemoteAddress @\(([^)]*)\) \| Out-Null",
        code,
    )
    assert len(rules) == code.count("New-NetFirewallRule")
    return [
        row
        for protocol, ports, nets in rules
        for row in _cross(
            protocol.lower(), _spans(ports), (_net(n) for n in re.findall(r"'([^']+)'", nets))
        )
    ]


def read_pf(text: str) -> list[Row]:
    """Tables and pass rules."""
    tables: dict[str, list[Network]] = {}
    rows: list[Row] = []
    for line in _code(text, "#"):
        if match := re.fullmatch(r"table <(\w+)> const \{ (.*) \}", line):
            tables[match[1]] = [_net(n.strip()) for n in match[2].split(",")]
        else:
            match = re.fullmatch(
                r"pass quick proto (udp|tcp) from any to <(\w+)> port \{ (.*) \}", line
            )
            assert match is not None, line
            rows += _cross(match[1], _spans(match[3]), tables[match[2]])
    return rows


def read_mikrotik(text: str) -> list[Row]:
    """Address lists of two families, and filter rules."""
    lists: dict[tuple[str, str], list[Network]] = defaultdict(list)
    rows: list[Row] = []
    for line in _code(text, "#"):
        if match := re.fullmatch(
            r'(/ip|/ipv6) firewall address-list add list="(\w+)" address=(\S+) comment="[^"$\\]*"',
            line,
        ):
            network = _net(match[3])
            assert (match[1] == "/ip") == (network.version == 4)
            lists[match[1], match[2]].append(network)
        elif match := re.fullmatch(
            r'(/ip|/ipv6) firewall filter add chain="pacgen" action=accept protocol=(udp|tcp) dst-port=(\S+) dst-address-list="(\w+)"',
            line,
        ):
            rows += _cross(match[2], _spans(match[3]), lists[match[1], match[4]])
        else:
            assert re.fullmatch(r'(/ip|/ipv6) firewall \S+ remove \[find \w+="\w+"\]', line), line
    return rows


def read_squid(text: str) -> list[Row]:
    """Access lists by address and port; names are read by :func:`squid_names`."""
    networks: dict[str, list[Network]] = defaultdict(list)
    ports: dict[str, list[tuple[int, int]]] = {}
    rows: list[Row] = []
    for line in _code(text, "#"):
        match line.split():
            case ["acl", name, "dst", "-n", prefix]:
                networks[name].append(_net(prefix))
            case ["acl", name, "port", *given]:
                ports[name] = [_span(port) for port in given]
            case ["always_direct", "allow", nets, service]:
                rows += _cross("tcp", ports[service], networks[nets])
            case ["acl", _, "dstdomain" | "dstdom_regex" | "any-of", *_] | [
                "always_direct" | "cache",
                "allow" | "deny",
                _,
            ]:
                pass
            case _:
                raise AssertionError(line)
    return rows


def squid_names(text: str) -> Callable[[str], bool]:
    """Return what says of a host whether Squid sends it directly by its name."""
    acls: dict[str, list[re.Pattern[str]]] = defaultdict(list)
    access: list[tuple[bool, str]] = []
    for line in _code(text, "#"):
        match line.split():
            case ["acl", name, "dstdomain", "-n", host]:
                assert not host.startswith(".")
                acls[name].append(re.compile(f"^{re.escape(host)}$", re.IGNORECASE))
            case ["acl", name, "dstdom_regex", "-n", "-i", regex]:
                acls[name].append(re.compile(regex, re.IGNORECASE))
            case ["acl", name, "any-of", *parts]:
                acls[name] += [regex for part in parts for regex in acls[part]]
            case ["always_direct", verdict, name]:
                access.append((verdict == "allow", name))
            case _:
                pass

    def is_direct(host: str) -> bool:
        return next((ok for ok, name in access if any(r.search(host) for r in acls[name])), False)

    return is_direct


def _masked(pattern: str, text: str) -> list[str]:
    return [f"{address}/{mask}" for address, mask in re.findall(pattern, text, re.MULTILINE)]


def read_addresses(text: str, form: str) -> tuple[Network, ...]:
    """Return the addresses of a format that knows no ports."""
    match form:
        case "list":
            found = list(_code(text, "#"))
        case "windows-route-powershell":
            inside = text[text.index("@(\n") : text.index("\n)\n")]
            found = re.findall(r"^    '([^']+)',?$", inside, re.MULTILINE)
        case "windows-route":
            assert text.count("\r\n") == text.count("\n")
            adding, removing = text.replace("\r\n", "\n").split("\n:remove\n")
            found = _masked(r"^route -p ADD (\S+) MASK (\S+) %1$", adding)
            found += re.findall(r'^if not "%~2"=="" route -p ADD (\S+) %2$', adding, re.MULTILINE)
            removed = _masked(r"^route DELETE (\S+) MASK (\S+)$", removing)
            removed += re.findall(r"^route DELETE (\S+/\d+)$", removing, re.MULTILINE)
            assert removed == found
            assert len(removed) == len(removing.splitlines())
        case _:
            raise AssertionError(form)
    networks = tuple(map(_net, found))
    assert len(set(networks)) == len(networks)
    return networks


READERS: dict[str, Callable[[str], list[Row]]] = {
    "csv": read_csv,
    "json": read_json,
    "terraform": read_terraform,
    "nftables": read_nftables,
    "iptables": read_iptables,
    "ipset": read_ipset,
    "cisco-ios": read_cisco_ios,
    "cisco-asa": read_cisco_asa,
    "palo-alto": read_palo_alto,
    "fortinet": read_fortinet,
    "juniper-srx": read_juniper,
    "windows-firewall": read_windows_firewall,
    "pf": read_pf,
    "mikrotik": read_mikrotik,
    "squid": read_squid,
}
