"""What a firewall has against what is published: lists, CSV files, nftables."""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen import endpoints
from pacgen.endpoints import Category, EndpointSet, Instance, PortRange
from pacgen.errors import InputError
from pacgen.firewall import Plan, Protocol, openings, plan
from pacgen.firewall.checking import Difference, Kind, differences
from pacgen.firewall.formats import FirewallFormat, export
from pacgen.firewall.planning import Family
from pacgen.firewall.reading import read_firewall
from pacgen.policy import Preset, Site


@functools.cache
def _plan(instance: Instance = Instance.WORLDWIDE, preset: Preset = Preset.TEAMS) -> Plan:
    return plan(endpoints.load(instance).document, preset, Site())


def _media() -> Plan:
    """Two prefixes on four ports."""
    whole = _plan().limited_to(Family.IPV4, Protocol.UDP)
    return Plan(
        whole.instance, whole.version, whole.preset,
        tuple(o for o in whole.openings if o.ports[0].first == 3478), (), (),
    )  # fmt: skip


def _found(text: str, wanted: Plan) -> list[str]:
    file = read_firewall("x", text.encode())
    return [f"{d.line or ''}:{d.kind}:{d.message}" for d in differences(file, wanted)]


READABLE = [FirewallFormat.LIST, FirewallFormat.CSV, FirewallFormat.NFTABLES]


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("instance", list(Instance))
@pytest.mark.parametrize("form", READABLE)
def test_what_pacgen_wrote_has_no_differences(
    form: FirewallFormat, instance: Instance, preset: Preset
) -> None:
    """A file that was exported from the same data is as it should be."""
    wanted = _plan(instance, preset)

    assert _found(export(wanted, form), wanted) == []


@pytest.mark.parametrize("form", READABLE)
def test_line_ends_and_marks_of_other_systems(form: FirewallFormat) -> None:
    """A file that went through Windows is the same file."""
    text = "\ufeff" + export(_plan(), form).replace("\n", "\r\n")

    assert _found(text, _plan()) == []


def test_a_list() -> None:
    """Missing, stale and too wide prefixes each have their line; comments and bare addresses count as they should."""
    text = "# ours\n52.112.0.0/15 ; half\n52.120.0.0/14\n52.123.0.9\n10.1.2.3 # a server\n"

    found = _found(text, _media())
    assert ":missing:52.114.0.0/15 is published and not in the file" in found
    assert "3:wider:52.120.0.0/14 is wider than published: of it only 52.122.0.0/15" in found
    assert "5:stale:10.1.2.3 is not published" in found
    assert len(found) == 3


def test_ranges_of_a_list() -> None:
    """A range of addresses is what its prefixes are."""
    assert _found("52.112.0.0-52.115.255.255\n52.122.0.0-52.123.255.255\n", _media()) == []


def test_a_csv_file_port_by_port() -> None:
    """A prefix that is open on some of its ports alone is missing on the others."""
    text = (
        "Protocol,Port,CIDR\n"
        "udp,3478-3480,52.112.0.0/14\n"
        'UDP,"3478,3479,3480,3481",52.122.0.0/15\n'
        "tcp,443,52.122.0.0/15\n"
    )

    assert _found(text, _media()) == [
        ":missing:52.112.0.0/14 is published for UDP 3481 and not open",
        "4:wider:52.122.0.0/15 is open on TCP 443, for which it is not published",
    ]


NFT_LIST = """\
table inet filter {
	set teams {
		type ipv4_addr
		flags interval
		elements = { 52.112.0.0/14, 52.120.0.0-52.121.255.255,
			52.122.0.0/15 }
	}
	chain forward {
		type filter hook forward priority filter; policy drop;
		ct state established,related accept
		ip daddr @teams udp dport 3478-3481 counter packets 0 bytes 0 accept
		ip daddr { 52.112.0.0/14 } accept # too much
	}
}
"""


def test_what_nft_lists() -> None:
    """A ruleset as nft prints it is read with its sets, and a rule without ports opens them all."""
    assert _found(NFT_LIST, _media()) == [
        "5:stale:52.120.0.0-52.121.255.255 is not published",
        "12:wider:52.112.0.0/14 is open on UDP 1-3477, 3482-65535, for which it is not published",
        "12:wider:52.112.0.0/14 is open on TCP 1-65535, for which it is not published",
    ]


def test_a_set_that_no_rule_names() -> None:
    """What an older version left behind opens nothing; where there are no rules, sets are all there is."""
    rules = export(_plan(), FirewallFormat.NFTABLES)
    left = "table inet filter {\n\tset old_v4 {\n\t\ttype ipv4_addr\n\t\telements = { 192.0.2.0/24 }\n\t}\n}\n"

    assert _found(rules + left, _plan()) == []
    assert "4:stale:192.0.2.0/24 is not published" in _found(left, _plan())


def test_wide_on_some_ports_alone() -> None:
    """A prefix that is published for one port is too wide where only a part of it is for another."""
    whole = _plan().limited_to(Family.IPV6, Protocol.UDP)
    text = "protocol,port,prefix\nudp,3478,2603:1000::/20\n"

    found = [line for line in _found(text, whole) if "wider" in line]

    assert found == [
        "2:wider:2603:1000::/20 is wider than published for UDP 3478: of it only 2603:1063::/38"
    ]


@pytest.mark.parametrize("form", READABLE)
def test_another_version(form: FirewallFormat) -> None:
    """A file that was made from other endpoint data says so."""
    text = export(_plan(), form).replace(_plan().version, "2020010100")

    found = differences(read_firewall("x", text.encode()), _plan())

    assert found == (
        Difference(
            Kind.VERSION,
            f"made from endpoint data 2020010100, and this is {_plan().version}",
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x: there is no address"),
        ("# nothing\n", "x: there is no address"),
        ("52.112.0.0/14\nteams.microsoft.com\n", "x:2: 'teams.microsoft.com' is no address range"),
        ("52.112.0.1/14\n", "x:1: '52.112.0.1/14' is no address range"),
        ("10.0.0.9-10.0.0.1\n", "x:1: '10.0.0.9-10.0.0.1' is no address range"),
        ("10.0.0.1-::1\n", "x:1: '10.0.0.1-::1' is no address range"),
        ("protocol,prefix,port\nsctp,10.0.0.0/8,1\n", "x:2: 'sctp' is not a valid Protocol"),
        ("protocol,prefix,port\nudp,10.0.0.0/8,http\n", "x:2: 'http' is no port"),
        ("protocol,prefix,port\nudp,,1\n", "x:2: there is no prefix"),
        ("table inet x {\n chain c {\n ip daddr 10.0.0.1 udp dport ntp accept\n }\n}\n", "x:3: 'ntp' is no port"),
        ("table inet x {\n}\n", "x: there is no address"),
        ("<html>sign in</html>", "x:1: '<html>sign' is no address range"),
        ("\x00\x01", "x:1: "),
    ],
)  # fmt: skip
def test_what_cannot_be_read(text: str, said: str) -> None:
    """A file that is something else is refused with its line."""
    with pytest.raises(InputError) as caught:
        read_firewall("x", text.encode())

    assert caught.value.what.startswith(said)


def test_bytes_that_are_no_text() -> None:
    """A file in another encoding is refused as such."""
    with pytest.raises(InputError, match="not UTF-8"):
        read_firewall("x", b"\xff\xfe5\x002\x00")


_BLOCKS = st.integers(0, 3).flatmap(
    lambda length: st.integers(0, 2**length - 1).map(
        lambda i: ipaddress.IPv4Network((i << (32 - length), length))
    )
)
"""Prefixes of at most three bits: eight blocks make the whole world."""

_ROWS = st.lists(
    st.tuples(st.sampled_from(list(Protocol)), st.integers(1, 6), st.integers(0, 3), _BLOCKS),
    max_size=5,
)

_Cell = tuple[str, int, int]


def _cells(rows: Iterable[tuple[str, int, int, ipaddress.IPv4Network]]) -> set[_Cell]:
    """Return protocol, port and block for all that *rows* open."""
    blocks = list(ipaddress.IPv4Network("0.0.0.0/0").subnets(prefixlen_diff=3))
    return {
        (str(protocol), port, number)
        for protocol, first, more, network in rows
        for port in range(first, first + more + 1)
        for number, block in enumerate(blocks)
        if block.network_address in network
    }


@given(_ROWS.filter(bool), _ROWS.filter(bool))
def test_differences_are_exact(
    published: list[tuple[Protocol, int, int, ipaddress.IPv4Network]],
    there: list[tuple[Protocol, int, int, ipaddress.IPv4Network]],
) -> None:
    """What is told as missing is just what is missing, and there is a surplus if and only if one is told."""
    sets = tuple(
        EndpointSet(
            id=number,
            service_area="Skype",
            category=Category.ALLOW,
            ips=(network,),
            tcp_ports=ports if protocol is Protocol.TCP else (),
            udp_ports=ports if protocol is Protocol.UDP else (),
        )
        for number, (protocol, first, more, network) in enumerate(published)
        for ports in [(PortRange(first, first + more),)]
    )
    wanted = Plan(Instance.WORLDWIDE, "", Preset.TEAMS, openings(sets), (), ())
    rows = [f"{p},{first},{first + more},{network}" for p, first, more, network in there]
    text = "\n".join(["protocol,first_port,last_port,prefix", *rows])

    found = differences(read_firewall("x", text.encode()), wanted)

    told = [d.message for d in found if d.kind is Kind.MISSING]
    missing = set()
    for message in told:
        match = re.fullmatch(r"(\S+) is published for (\w+) (.*) and not open", message)
        assert match is not None
        for span in match[3].split(", "):
            first, _, last = span.partition("-")
            more = int(last or first) - int(first)
            missing |= _cells(
                [(match[2].lower(), int(first), more, ipaddress.IPv4Network(match[1]))]
            )
    assert missing == _cells(published) - _cells(there)
    assert any(d.kind is not Kind.MISSING for d in found) == bool(_cells(there) - _cells(published))
