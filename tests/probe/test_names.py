"""Names to addresses, by real name servers on loopback."""

from __future__ import annotations

import ipaddress
import socket
import threading
from pathlib import Path

import pytest

from pacgen.probe.names import (
    Lookup,
    Remembering,
    ServerResolver,
    SystemResolver,
    is_sinkhole,
    with_a_way,
)
from tests.probe.namespaces import own_network
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


def test_answers_too_long_for_a_datagram(tmp_path: Path) -> None:
    """An answer that does not fit comes over TCP, whole."""
    names = [f"--host-record=many.example.com,198.51.100.{n}" for n in range(60)]
    with dnsmasq(tmp_path, {}, *names) as port:
        found = ServerResolver(LOOPBACK, port).lookup("many.example.com")

    assert len(found.addresses) == 60


def test_names_that_stand_for_others(tmp_path: Path) -> None:
    """The addresses are those at the end of the chain of names."""
    names = ("--cname=a.example.com,b.example.com", "--host-record=b.example.com,192.0.2.9")
    with dnsmasq(tmp_path, {}, *names) as port:
        found = ServerResolver(LOOPBACK, port).lookup("a.example.com")

    assert found.addresses == (ipaddress.ip_address("192.0.2.9"),)


def test_nonsense_before_the_answer() -> None:
    """Datagrams that answer another question, or nothing, do not hide the answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((LOOPBACK, 0))

        def answer() -> None:
            for _ in range(2):
                question, client = server.recvfrom(500)
                other = bytes(byte ^ 0xFF for byte in question[:2])
                refused = b"\x81\x85" + question[4:]
                for data in (
                    b"",
                    b"x",
                    question,
                    other + refused,
                    question[:2] + b"\x81\x80\xff\xff",
                ):
                    server.sendto(data, client)
                server.sendto(question[:2] + refused, client)

        thread = threading.Thread(target=answer)
        thread.start()
        found = ServerResolver(LOOPBACK, server.getsockname()[1], patience=60).lookup(
            "a.example.com"
        )
        thread.join()

    assert (found.addresses, found.error) == ((), "refused")


def test_a_server_that_is_silent() -> None:
    """Each question is asked twice, and then given up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((LOOPBACK, 0))
        resolver = ServerResolver(LOOPBACK, server.getsockname()[1], patience=0.05)
        found = resolver.lookup("a.example.com")
        server.settimeout(0)
        asked = [server.recv(500) for _ in range(4)]
        with pytest.raises(BlockingIOError):
            server.recv(500)

    assert (found.addresses, found.error) == ((), "no answer")
    assert {question[-4:] for question in asked} == {b"\0\1\0\1", b"\0\x1c\0\1"}


def test_each_name_is_asked_for_once() -> None:
    """Steps that need the same name at the same time wait for one answer."""
    asked = []
    begun, answered = threading.Event(), threading.Event()

    class Slow:
        label = "slow"

        def lookup(self, name: str) -> Lookup:
            asked.append(name)
            begun.set()
            assert answered.wait(60)
            return Lookup(name, (), "no such name", 0)

    resolver = Remembering(Slow())
    found: list[Lookup] = []

    def ask() -> None:
        found.append(resolver.lookup("a.example.com"))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(60)
    answered.set()
    for thread in threads:
        thread.join()
    ask()

    assert asked == ["a.example.com"]
    assert all(one is found[0] for one in found)


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


def test_a_way() -> None:
    """On a network that has one family alone, that one is taken; where there is no way at all, the first."""
    far = [ipaddress.ip_address(text) for text in ("192.0.2.1", "2001:db8::1")]
    with own_network():
        assert with_a_way([*far, ipaddress.ip_address("::1")]) == ipaddress.ip_address("::1")
        assert with_a_way(far) == far[0]
        assert with_a_way([]) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [("10.0.0.1", True), ("0.0.0.1", True), ("127.0.0.1", True), ("100.64.0.1", True), ("52.112.0.1", False), ("fc00::1", True), ("2603:1063::1", False)],
)  # fmt: skip
def test_sinkholes(address: str, *, expected: bool) -> None:
    """What is not on the Internet cannot be Microsoft."""
    assert is_sinkhole(ipaddress.ip_address(address)) is expected
