"""Where a PAC file is looked for by WPAD: what DHCP told, and names that are the site's own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pacgen.probe.names import ServerResolver
from pacgen.probe.wpad import Offer, Search, domains_of, names_in, offers_of
from tests.probe.conftest import Done, Run
from tests.probe.namespaces import own_network
from tests.probe.servers import LOOPBACK, dnsmasq, needs

NOBODY = f"{LOOPBACK}:9"
WRONG = b'function FindProxyForURL(url, host) { return "PROXY p.example.com:1"; }\n'
NOW = datetime(2026, 11, 29, tzinfo=UTC)
URL = "http://wpad.example.com/wpad.dat"


@pytest.mark.parametrize(
    ("domains", "names"),
    [
        (["eu.corp.example.com"], ["wpad.eu.corp.example.com", "wpad.corp.example.com", "wpad.example.com"]),
        (["corp.example.co.uk."], ["wpad.corp.example.co.uk", "wpad.example.co.uk"]),
        (["a.example.com", "B.example.com"], ["wpad.a.example.com", "wpad.b.example.com", "wpad.example.com"]),
        (["corp.local"], ["wpad.corp.local"]),
        (["com", "co.uk", "lan", "github.io", "", "a..b", "x/y.example.com"], []),
    ],
    ids=["upward", "not above a registry", "each domain first", "unknown", "nobody's"],
)  # fmt: skip
def test_names(domains: list[str], names: list[str]) -> None:
    """Names go upward to the registered domain, and never to one which anybody else may own."""
    assert list(names_in(domains)) == names


def test_there_are_few_names() -> None:
    """However many domains there are, little is asked."""
    assert len(names_in(f"d{n}.example.com" for n in range(50))) == 8


def test_domains(tmp_path: Path) -> None:
    """The computer's own domain is the first, and of the lines of a file the last counts."""
    file = tmp_path / "resolv.conf"
    file.write_text("domain old.example.com\nnameserver ::1\nsearch a.example.com b.example.com\n")

    assert list(domains_of(file, "host.example.org")) == [
        "example.org",
        "a.example.com",
        "b.example.com",
    ]
    assert list(domains_of(tmp_path / "none", "host")) == []


def _lease(option: str, expire: str = "3 2026/12/02 10:00:00") -> str:
    return f"lease {{\n  fixed-address 192.0.2.7;\n  {option}\n  expire {expire};\n}}\n"


@pytest.mark.parametrize(
    ("path", "text", "urls"),
    [
        ("var/lib/dhcp/dhclient.eth0.leases", _lease(f'option wpad "{URL}";'), [URL]),
        ("var/lib/dhcp/dhclient.eth0.leases", _lease(f'option unknown-252 "{URL}\\012";'), [URL]),
        ("var/lib/NetworkManager/dhclient-eth0.lease", _lease(f'option wpad "{URL}\\000";', "never"), [URL]),
        ("var/lib/dhclient/x.lease", _lease(f"option unknown-252 {URL.encode().hex(':')}:0;"), [URL]),
        ("var/lib/dhcp/x.leases", _lease(f'option wpad "{URL}";', "5 2026/11/27 10:00:00"), []),
        ("var/lib/dhcp/x.leases", _lease('option wpad "http://old/";') + _lease("option routers 192.0.2.1;"), []),
        ("var/lib/dhcp/x.leases", _lease('option wpad "file:///etc/passwd";'), []),
        ("var/lib/dhcp/x.leases", "nonsense \udcff { option", []),
        ("run/systemd/netif/leases/2", f"ADDRESS=192.0.2.7\nOPTION_252={URL.encode().hex()}\n", [URL]),
        ("run/systemd/netif/leases/2", "OPTION_252=6\n", []),
    ],
)  # fmt: skip
def test_leases(tmp_path: Path, path: str, text: str, urls: list[str]) -> None:
    """Option 252 is read from the leases of several clients, whatever servers put at its end."""
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))

    assert [offer.url for offer in offers_of(tmp_path, lambda _: "", NOW)] == urls


def test_names_are_asked_in_their_order(tmp_path: Path) -> None:
    """The first name that has an address is taken, and DHCP spares all of it."""
    names = ("wpad.a.example.com", "wpad.b.example.com", "wpad.example.com")
    known = {"wpad.b.example.com": "192.0.2.1", "wpad.example.com": "192.0.2.2"}
    with dnsmasq(tmp_path, known) as port:
        resolver = ServerResolver(LOOPBACK, port)
        found = Search((), names, resolver).find()
        none = Search((), names[:1], resolver).find()

    assert found == Offer("http://wpad.b.example.com/wpad.dat", "DNS")
    assert none is None
    assert Search((Offer(URL, "DHCP"),), names, resolver).find() == Offer(URL, "DHCP")


@contextmanager
def _pac_server(port: int = 0) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(WRONG if self.path == "/wpad.dat" else b"")

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer((LOOPBACK, port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.skipif(os.name == "nt", reason="a script for a Unix shell")
def test_a_file_that_dhcp_offers(run: Run, tmp_path: Path) -> None:
    """What NetworkManager got by DHCP is planned, fetched and linted."""
    with _pac_server() as port:
        nmcli = tmp_path / "nmcli"
        nmcli.write_text(
            f"#!/bin/sh\necho 'DHCP4.OPTION[9]:wpad = http\\://{LOOPBACK}\\:{port}/wpad.dat'\n"
        )
        nmcli.chmod(0o755)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        asked = ("--wpad", "--only", "proxy", "--target", "teams.microsoft.com", "--format", "json")
        plan = run("--plan", *asked, PATH=path)
        found = run(*asked, PATH=path).check("proxy")

    url = f"http://{LOOPBACK}:{port}/wpad.dat"
    assert f"{url}, which DHCP told, is read" in plan.stdout
    assert found["verdict"] == "fail"
    assert found["summary"].startswith(f"{url} (WPAD by DHCP): ")


def test_a_file_that_dns_offers(run: Run, tmp_path: Path) -> None:
    """A file of the domain above the one in which names are looked for is found as clients find it."""
    del run  # has cleaned the environment
    (tmp_path / "resolv.conf").write_text(f"search eu.corp.example.com\nnameserver {LOOPBACK}\n")
    script = (
        'mount --bind resolv.conf /etc/resolv.conf && exec "$0" -m pacgen probe --wpad --only proxy '
        "--target teams.microsoft.com --format json"
    )
    with (
        own_network(),
        dnsmasq(tmp_path, {"wpad.corp.example.com": LOOPBACK}, port=53),
        _pac_server(80),
    ):
        done = subprocess.run(
            [needs("unshare"), "--mount", "/bin/sh", "-c", script, sys.executable],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip

    found = Done(done.returncode, done.stdout, done.stderr).check("proxy")
    assert found["verdict"] == "fail"
    assert found["summary"].startswith("http://wpad.corp.example.com/wpad.dat (WPAD by DNS): ")
