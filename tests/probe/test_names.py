"""Names to addresses, by real name servers on loopback."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.probe.names import (
    Remembering,
    ServerResolver,
    SystemResolver,
    is_sinkhole,
    read_answers,
)
from tests.probe.servers import LOOPBACK, dnsmasq


def test_both_families(tmp_path: Path) -> None:
    """Addresses of both families come in order; a name that is not there says so."""
    answers = {"a.example.com": "192.0.2.7"}
    with dnsmasq(tmp_path, answers) as port:
        resolver = ServerResolver(LOOPBACK, port)
        found = resolver.lookup("A.example.com.")
        missing = resolver.lookup("b.example.org")

    assert found.addresses == (ipaddress.ip_address("192.0.2.7"),)
    assert found.error == ""
    assert (missing.addresses, missing.error != "") == ((), True)
    assert resolver.label == f"{LOOPBACK}:{port}"


def test_names_that_cannot_be_asked() -> None:
    """A name that no question can hold is an error and no crash."""
    for name in ("a..b", "x" * 64 + ".com", ""):
        assert ServerResolver(LOOPBACK, 9).lookup(name).error != ""


@given(st.binary(max_size=120))
def test_answers_of_nonsense(data: bytes) -> None:
    """An answer can be anything: it is read, or refused."""
    for kind in (1, 28):
        with contextlib.suppress(ValueError):
            list(read_answers(b"\0\0\x80\0" + data, kind))


def test_each_name_is_asked_for_once(tmp_path: Path) -> None:
    """Steps that need the same name do not ask again."""
    del tmp_path
    asked = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((LOOPBACK, 0))

        def refuse() -> None:
            for _ in range(2):
                data, client = server.recvfrom(500)
                asked.append(data)
                server.sendto(data[:2] + b"\x81\x83" + data[4:], client)

        thread = threading.Thread(target=refuse)
        thread.start()
        resolver = Remembering(ServerResolver(LOOPBACK, server.getsockname()[1]))
        first, second = resolver.lookup("a.example.com"), resolver.lookup("a.example.com")
        thread.join()

    assert first is second
    assert first.error == "no such name"
    assert len(asked) == 2


def test_the_system_s_resolver(tmp_path: Path) -> None:
    """The label names the servers of resolv.conf; addresses of loopback names need no network."""
    (tmp_path / "resolv.conf").write_text(
        "search example.com\nnameserver 192.0.2.1\nnameserver\nnameserver ::1\n"
    )
    resolver = SystemResolver(tmp_path / "resolv.conf")

    assert resolver.label == "the system's resolver (192.0.2.1, ::1)"
    assert SystemResolver(tmp_path / "none").label == "the system's resolver"
    assert ipaddress.ip_address("127.0.0.1") in resolver.lookup("localhost").addresses
    assert resolver.lookup("a" * 70).error != ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [("10.0.0.1", True), ("0.0.0.1", True), ("127.0.0.1", True), ("100.64.0.1", True), ("52.112.0.1", False), ("fc00::1", True), ("2603:1063::1", False)],
)  # fmt: skip
def test_sinkholes(address: str, *, expected: bool) -> None:
    """What is not on the Internet cannot be Microsoft."""
    assert is_sinkhole(ipaddress.ip_address(address)) is expected
