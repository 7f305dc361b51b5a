"""Networks that are bad in what goes by name and TCP: hijacked names, opened TLS, proxies with passwords."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import pytest

from tests.probe.conftest import Check, Run
from tests.probe.servers import (
    LOOPBACK,
    Certificates,
    certify,
    dnsmasq,
    squid,
    tls_server,
)

NOBODY = f"{LOOPBACK}:9"
TEAMS = "teams.microsoft.com"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return a certificate for Teams by an authority of our own."""
    return certify(tmp_path_factory.mktemp("certificates"), TEAMS)


def test_dns_with_lies(run: Run, tmp_path: Path) -> None:
    """Private answers and answers that another resolver does not give are hijacked names; the truth passes."""

    def ask(lie: str, *more: str) -> Check:
        with dnsmasq(tmp_path, {TEAMS: lie}) as port:
            done = run(
                "--only",
                "dns",
                "--target",
                TEAMS,
                "--resolver",
                f"{LOOPBACK}:{port}",
                "--format",
                "json",
                *more,
            )
            return done.check("dns")

    private = ask("10.1.2.3")
    elsewhere = ask("8.8.4.4")
    with dnsmasq(tmp_path, {TEAMS: "52.123.128.14"}) as other:
        hijacked = ask("8.8.4.4", "--reference", f"{LOOPBACK}:{other}")
    right = ask("52.123.128.14")

    assert (private["verdict"], elsewhere["verdict"]) == ("fail", "warn")
    assert "10.1.2.3, which is not on the Internet" in private["summary"]
    assert hijacked["verdict"] == "fail"
    assert "says 52.123.128.14" in hijacked["summary"]
    assert (right["verdict"], right["advice"]) == ("pass", "")


def test_names_that_a_proxy_resolves(run: Run, tmp_path: Path) -> None:
    """Where a proxy is set, the check says that its answers are not seen from here."""
    with dnsmasq(tmp_path, {TEAMS: "52.123.128.14"}) as port:
        done = run(
            "--only", "dns", "--target", TEAMS, "--resolver", f"{LOOPBACK}:{port}", "--format", "json",
            HTTPS_PROXY="http://p.example.com:1",
        )  # fmt: skip

    assert done.check("dns")["evidence"][-1].startswith("what environment (HTTPS_PROXY) sends")


@pytest.mark.parametrize("trusted", [True, False])
def test_tls_that_is_inspected(
    run: Run, tmp_path: Path, certificates: Certificates, *, trusted: bool
) -> None:
    """An inspecting proxy is found whether this computer trusts its authority or not."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    with tls_server(certificates, answer) as port, dnsmasq(tmp_path, {TEAMS: LOOPBACK}) as names:
        done = run(
            "--only", "tls", "--target", f"{TEAMS}:{port}", "--resolver", f"{LOOPBACK}:{names}", "--format", "json",
            **({"SSL_CERT_FILE": str(certificates.authority)} if trusted else {}),
        )  # fmt: skip

    found = done.check("tls")
    assert found["verdict"] == "fail"
    assert "Example Inspection, Example Inspection CA" in found["summary"]
    assert ("TLS is inspected" in found["summary"]) == trusted
    assert found["advice"].startswith("do not inspect TLS")


@pytest.mark.parametrize(
    ("answer", "verdict", "said"),
    [
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", "pass", "WebSocket"),
        (b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n", "pass", "status 404"),
        (
            b"HTTP/1.1 407 Proxy Authentication Required\r\nVia: 1.1 p\r\n\r\n",
            "fail",
            "a proxy answers 407",
        ),
        (b"HTTP/1.1 403 Forbidden\r\nVia: 1.1 p (squid)\r\n\r\n", "fail", "a proxy answers 403"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "pass", "status none"),
        (b"", "pass", "status none"),
    ],
)
def test_answers_over_tls(
    run: Run, certificates: Certificates, answer: bytes, verdict: str, said: str
) -> None:
    """What the server of another target answers is read, whatever it is."""
    with tls_server(certificates, answer) as port:
        done = run(
            "--only", "tls", "--target", f"{LOOPBACK}:{port}", "--format", "json",
            SSL_CERT_FILE=str(certificates.authority),
        )  # fmt: skip

    found = done.check("tls")
    assert found["verdict"] == verdict
    assert said in found["evidence"][0]


def test_a_proxy_that_wants_a_password(run: Run) -> None:
    """Squid with authentication fails, Squid without lets the same request through."""
    with squid() as ports, contextlib.closing(socket.create_server((LOOPBACK, 0))) as there:
        free, guarded = (
            run(
                "--only", "proxy-password", "--proxy", f"{LOOPBACK}:{port}",
                "--target", f"{LOOPBACK}:{there.getsockname()[1]}", "--format", "json",
            ).check("proxy-password")
            for port in ports
        )  # fmt: skip

    assert guarded["verdict"] == "fail"
    assert "asks for a password (407)" in guarded["summary"]
    assert "exempt Microsoft's endpoints" in guarded["advice"]
    assert (free["verdict"], free["advice"]) == ("pass", "")


def test_named_targets_alone_are_asked(run: Run) -> None:
    """With --target the proxy of the settings is not asked."""
    with contextlib.closing(socket.create_server((LOOPBACK, 0))) as proxy:
        proxy.settimeout(0)
        done = run(
            "--only", "proxy-password", "--target", NOBODY, "--format", "json",
            HTTPS_PROXY=f"http://{LOOPBACK}:{proxy.getsockname()[1]}",
        )  # fmt: skip
        with pytest.raises(BlockingIOError):
            proxy.accept()

    found = done.check("proxy-password")
    assert found["verdict"] == "inconclusive"
    assert found["summary"].endswith("was not asked: name it with --proxy")
