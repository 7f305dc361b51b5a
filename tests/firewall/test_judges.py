"""The firewalls themselves take the files: those that Debian has, in a network namespace of the test's own."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pacgen import endpoints
from pacgen.endpoints import Instance
from pacgen.firewall import plan
from pacgen.firewall.checking import differences
from pacgen.firewall.formats import FirewallFormat, export
from pacgen.firewall.reading import read_firewall
from pacgen.policy import Preset, Site
from tests.firewall.reading import opened, read_iptables

IP = shutil.which("ip") or "ip"

Run = Callable[..., subprocess.CompletedProcess[str]]


def _text(form: FirewallFormat, instance: Instance = Instance.WORLDWIDE) -> str:
    document = endpoints.load(instance).document
    return export(plan(document, Preset.M365_OPTIMIZE_ALLOW, Site()), form)


GONE = "13.107.64.0/18"
"""A prefix that Teams had once."""


def _older(form: FirewallFormat, instance: Instance = Instance.WORLDWIDE) -> str:
    """Return an older version, with a prefix that is not published any more."""
    document = endpoints.load(instance).document
    sets = tuple(
        dataclasses.replace(s, ips=(*s.ips, ipaddress.ip_network(GONE)) if s.ips else ())
        for s in document.sets
    )
    text = export(
        plan(dataclasses.replace(document, sets=sets), Preset.M365_OPTIMIZE_ALLOW, Site()), form
    )
    assert GONE in text
    return text


def _needs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"NOT TESTED: there is no {program}; apt-get install it")


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Return a function that runs a program in a network namespace with nothing in it."""
    _needs("ip")
    name = f"pacgen{os.getpid()}"
    made = subprocess.run([IP, "netns", "add", name], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"NOT TESTED: no network namespace: {made.stderr.strip()}")

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [IP, "netns", "exec", name, *command],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip

    run(IP, "link", "set", "lo", "up")
    yield run
    subprocess.run([IP, "netns", "delete", name], check=True)


@pytest.mark.parametrize("instance", list(Instance))
def test_nft_loads_it_again_and_again(run: Run, tmp_path: Path, instance: Instance) -> None:
    """The file is checked and loaded by nft over an older one, of which nothing stays, and over itself; what it lists is what is published."""
    _needs("nft")
    (tmp_path / "x.nft").write_text(_text(FirewallFormat.NFTABLES, instance))
    (tmp_path / "old.nft").write_text(_older(FirewallFormat.NFTABLES, instance))

    for command in (["-c", "-f", "x.nft"], ["-f", "x.nft"]):
        done = run("nft", *command)
        assert (done.returncode, done.stderr) == (0, "")
    first = run("nft", "list", "ruleset").stdout
    assert run("nft", "-f", "old.nft").returncode == 0
    assert GONE in run("nft", "list", "ruleset").stdout
    for _ in range(2):
        assert run("nft", "-f", "x.nft").returncode == 0

        assert run("nft", "list", "ruleset").stdout == first
    wanted = plan(endpoints.load(instance).document, Preset.M365_OPTIMIZE_ALLOW, Site())
    assert differences(read_firewall("the kernel's", first.encode()), wanted) == ()


def test_iptables_loads_each_family(run: Run, tmp_path: Path) -> None:
    """iptables-restore takes the IPv4 rules, ip6tables-restore the IPv6 ones, in place of older ones; together they are all."""
    _needs("iptables-restore", "ip6tables-restore", "iptables-save", "ip6tables-save")
    text = _text(FirewallFormat.IPTABLES)
    (tmp_path / "x").write_text(text)
    (tmp_path / "old").write_text(_older(FirewallFormat.IPTABLES))

    lines = []
    for family in ("4", "6"):
        program = "iptables" if family == "4" else "ip6tables"
        for options in (["--test", "x"], ["old"], ["x"], ["x"]):
            done = run(f"{program}-restore", "--noflush", *options)
            assert (done.returncode, done.stderr) == (0, "")
        saved = run(f"{program}-save").stdout.splitlines()
        lines += [f"-{family} {line}" for line in saved if line.startswith("-A PACGEN")]

    loaded = "\n".join(["*filter", ":PACGEN - [0:0]", *lines, "COMMIT"])
    assert opened(read_iptables(loaded)) == opened(read_iptables(text))


def test_ipset_swaps_the_sets(run: Run, tmp_path: Path) -> None:
    """The sets are filled by ipset, over older ones, without leaving those behind."""
    _needs("ipset")
    (tmp_path / "x").write_text(_text(FirewallFormat.IPSET))
    (tmp_path / "old").write_text(_older(FirewallFormat.IPSET))

    for file in ("old", "x", "x"):
        done = run("ipset", "restore", "-f", file)
        if "Kernel" in done.stderr or "not supported" in done.stderr:
            pytest.skip(f"NOT TESTED: the kernel has no ipset: {done.stderr.strip()}")
        assert (done.returncode, done.stderr) == (0, "")

    assert run("ipset", "list", "-n").stdout.split() == ["pacgen4", "pacgen6"]
    assert run("ipset", "test", "pacgen4", "52.112.0.1,udp:3478").returncode == 0
    assert run("ipset", "test", "pacgen6", "2603:1063::1,udp:3481").returncode == 0
    assert run("ipset", "test", "pacgen4", "52.112.0.1,udp:3482").returncode != 0
    assert run("ipset", "test", "pacgen4", "13.107.64.1,udp:3478").returncode != 0
    assert run("ipset", "test", "pacgen4", "52.116.0.1,udp:3478").returncode != 0


@pytest.mark.parametrize("instance", list(Instance))
def test_squid_parses_it(run: Run, tmp_path: Path, instance: Instance) -> None:
    """Squid takes the lists without a warning of its own."""
    _needs("squid")
    (tmp_path / "included.conf").write_text(_text(FirewallFormat.SQUID, instance))
    (tmp_path / "squid.conf").write_text(
        f"visible_hostname test\nhttp_port 127.0.0.1:3128\npid_filename none\n"
        f"cache_log {tmp_path}/cache.log\naccess_log none\ninclude {tmp_path}/included.conf\n"
        "http_access deny all\n"
    )

    done = run("squid", "-k", "parse", "-f", str(tmp_path / "squid.conf"))

    said = [
        line
        for line in done.stderr.splitlines()
        if "WARNING" in line or "ERROR" in line or "FATAL" in line
    ]
    assert (done.returncode, said) == (0, [])


_SERVER = textwrap.dedent("""\
    import selectors, socket, sys
    chosen = selectors.DefaultSelector()
    for text in sys.argv[1:]:
        protocol, address, port = text.split("|")
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        kind = socket.SOCK_DGRAM if protocol == "udp" else socket.SOCK_STREAM
        one = socket.socket(family, kind)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((address, int(port)))
        if protocol == "tcp":
            one.listen()
        chosen.register(one, selectors.EVENT_READ, protocol)
    print("ready", flush=True)
    while True:
        for key, _ in chosen.select():
            if key.data == "udp":
                data, sender = key.fileobj.recvfrom(100)
                key.fileobj.sendto(data, sender)
            else:
                key.fileobj.accept()[0].close()
""")

_CLIENT = textwrap.dedent("""\
    import concurrent.futures, socket, sys
    def answers(text):
        protocol, address, port = text.split("|")
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        kind = socket.SOCK_DGRAM if protocol == "udp" else socket.SOCK_STREAM
        one = socket.socket(family, kind)
        one.settimeout(0.5)
        try:
            one.connect((address, int(port)))
            if protocol == "udp":
                one.send(b"x")
                one.recv(10)
        except OSError:
            return False
        return True
    with concurrent.futures.ThreadPoolExecutor(len(sys.argv)) as pool:
        for text, is_answered in zip(sys.argv[1:], pool.map(answers, sys.argv[1:])):
            if is_answered:
                print(text)
""")

PASSES = (
    "udp|52.112.0.0|3478",
    "udp|52.115.255.255|3481",
    "udp|52.123.255.255|3478",
    "udp|52.112.0.0|443",
    "udp|2603:1063::1|3478",
    "udp|2603:1063:3ff:ffff:ffff:ffff:ffff:ffff|3481",
    "tcp|52.112.0.0|443",
    "tcp|2603:1063::1|443",
)
DROPPED = (
    "udp|52.112.0.0|3477",
    "udp|52.112.0.0|3482",
    "udp|52.111.255.255|3478",
    "udp|52.116.0.0|3478",
    "udp|52.124.0.0|3478",
    "udp|52.121.255.255|3478",
    "udp|2603:1063:400::|3478",
    "udp|2603:1062:ffff:ffff:ffff:ffff:ffff:ffff|3478",
    "udp|2603:1063::1|3482",
    "tcp|2603:1063:400::|443",
    "tcp|2603:1063::1|3478",
    "tcp|52.112.0.0|3478",
    "tcp|52.116.0.0|443",
)


@pytest.fixture
def far(run: Run) -> Iterator[None]:
    """Put a second namespace behind a cable, with a server on all the addresses."""
    del run  # made the near one
    near_name = f"pacgen{os.getpid()}"
    far_name = f"{near_name}far"
    cable = f"""
        netns add {far_name}
        -n {near_name} link add cable type veth peer name cable netns {far_name}
        -n {near_name} address add 192.0.2.1/24 dev cable
        -n {near_name} address add 2001:db8::1/64 dev cable nodad
        -n {far_name} address add 192.0.2.2/24 dev cable
        -n {far_name} address add 2001:db8::2/64 dev cable nodad
        -n {near_name} link set cable up
        -n {far_name} link set cable up
        -n {far_name} link set lo up
        -n {near_name} route add default via 192.0.2.2
        -n {near_name} route add default via 2001:db8::2
    """
    targets = PASSES + DROPPED
    addresses = dict.fromkeys(target.split("|")[1] for target in targets)
    steps = [line.split() for line in cable.strip().splitlines()]
    for address in addresses:
        extra = ["nodad"] if ":" in address else []
        steps.append(["-n", far_name, "address", "add", address, "dev", "lo", *extra])
    server = None
    try:
        for step in steps:
            subprocess.run([IP, *step], check=True, capture_output=True)
        server = subprocess.Popen(
            [IP, "netns", "exec", far_name, sys.executable, "-c", _SERVER, *targets],
            stdout=subprocess.PIPE,
        )
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield
    finally:
        if server is not None:
            server.kill()
            server.communicate()
        subprocess.run([IP, "netns", "delete", far_name], check=False, capture_output=True)


@pytest.mark.usefixtures("far")
def test_only_what_is_published_gets_through(run: Run, tmp_path: Path) -> None:
    """
    Loaded into a kernel whose output is closed, the nftables file lets UDP 3478 to a Teams prefix
    out, and 443, and nothing beside them: neither the next port nor the next address.
    """
    _needs("nft")
    asking = (sys.executable, "-c", _CLIENT, *PASSES, *DROPPED)
    # IPv6 needs a moment before neighbours know one another.
    tries = (run(*asking).stdout.split() for _ in range(10))
    assert [*PASSES, *DROPPED] in tries, "with no firewall all is open"
    document = endpoints.load(Instance.WORLDWIDE).document
    text = export(plan(document, Preset.TEAMS, Site()), FirewallFormat.NFTABLES)
    (tmp_path / "pacgen.nft").write_text(text)
    (tmp_path / "base.nft").write_text(
        "table inet filter {\n chain output {\n  type filter hook output priority 0; policy drop;\n"
        "  icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n  jump pacgen\n }\n}\n"
    )
    for file in ("pacgen.nft", "base.nft"):
        loaded = run("nft", "-f", file)
        assert (loaded.returncode, loaded.stderr) == (0, "")

    through: set[str] = set()
    for _ in range(10):  # a busy machine may answer late; what is dropped never answers
        through.update(run(*asking).stdout.split())
        if through >= set(PASSES):
            break
    assert through == set(PASSES)
