"""``pacgen probe`` as users run it, in networks that are bad in one way each. Nothing leaves loopback."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.probe.servers import (
    LOOPBACK,
    bad_path,
    certify,
    coturn,
    dnsmasq,
    free_port,
    needs,
    silent,
    squid,
    tls_server,
)  # fmt: skip

Run = Callable[..., subprocess.CompletedProcess[str]]
Check = dict[str, Any]

NOBODY = f"{LOOPBACK}:9"
TEAMS = "teams.microsoft.com"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``pacgen probe`` with no settings of the machine's own."""
    clean = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        is_local = "--plan" in arguments or "--target" in arguments or "--pac" in arguments
        assert is_local or arguments[:2] == ("--only", "proxy"), "a test must not ask Microsoft"
        return subprocess.run(
            [sys.executable, "-m", "pacgen", "probe", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**clean, **dict.fromkeys(places, str(tmp_path / "home")), **environment},
        )

    return run


def _check(done: subprocess.CompletedProcess[str], name: str) -> Check:
    assert done.stderr == ""
    (found,) = [check for check in json.loads(done.stdout)["checks"] if check["name"] == name]
    failed = any(check["verdict"] == "fail" for check in json.loads(done.stdout)["checks"])
    assert done.returncode == int(failed)
    return dict(found)


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of a STUN server."""
    with coturn(tmp_path_factory.mktemp("coturn")) as port:
        yield port


def _quality(run: Run, port: int, *more: str) -> Check:
    done = run(
        "--target", NOBODY, "--relay", f"{LOOPBACK}:{port}", "--only", "quality", "--seconds", "3",
        "--format", "json", *more,
    )  # fmt: skip
    return _check(done, "quality")


def test_plan_sends_nothing(run: Run) -> None:
    """The plan names every host and every packet, and asks nobody."""
    with silent() as port:
        done = run(
            "--plan",
            "--target",
            f"{LOOPBACK}:{port}",
            "--relay",
            f"{LOOPBACK}:{port}",
            "--reference",
            f"{LOOPBACK}:{port}",
        )

    assert done.returncode == 0
    assert f"500 packets of an audio call, in 10 s, to {LOOPBACK}, UDP {port}" in done.stdout
    default = run("--plan").stdout
    assert {line.split()[-1] for line in default.splitlines() if line.startswith("tls")} == {
        "teams.microsoft.com:443",
        "teams.cloud.microsoft:443",
    }
    assert "worldaz.tr.teams.microsoft.com, UDP 3478, 3479, 3480, 3481" in default


def test_a_good_network(run: Run, relay: int, tmp_path: Path) -> None:
    """A relay on the same computer answers, and is good enough for both tables."""
    done = run(
        "--target", NOBODY, "--relay", f"{LOOPBACK}:{relay}", "--relay-tcp-port", str(relay), "--only", "udp",
        "--only", "fallback", "--only", "quality", "--seconds", "1", "--format", "json", "--from", "client",
        "--chart", "trips.svg",
    )  # fmt: skip
    assert (tmp_path / "trips.svg").read_text().count("<circle") == 50

    verdicts = {check["name"]: check["verdict"] for check in json.loads(done.stdout)["checks"]}
    assert (done.returncode, verdicts) == (
        0,
        {"udp": "pass", "fallback": "pass", "quality": "pass", "dscp": "pass"},
    )


def test_udp_refused_silent_and_in_part(run: Run, relay: int) -> None:
    """A refused port fails, silence alone is inconclusive, silence beside an answer fails."""
    shut = free_port(socket.SOCK_DGRAM)
    with silent() as port, bad_path(relay, lambda _: 0) as good:
        refused = run(
            "--target", NOBODY, "--relay", f"{LOOPBACK}:{shut}", "--only", "udp", "--format", "json"
        )
        dropped = run(
            "--target", NOBODY, "--relay", f"{LOOPBACK}:{port}", "--only", "udp", "--format", "json"
        )
        some = run(
            "--target", NOBODY, "--relay", f"{LOOPBACK}:{good}", "--only", "udp", "--format", "json"
        )

    assert _check(refused, "udp")["verdict"] == "fail"
    assert "refused" in _check(refused, "udp")["summary"]
    assert _check(dropped, "udp")["verdict"] == "inconclusive"
    assert "silent" in _check(dropped, "udp")["summary"]
    assert "open UDP 3478-3481" in _check(dropped, "udp")["advice"]
    assert _check(some, "udp")["verdict"] == "pass"


def test_udp_dropped_by_a_firewall(tmp_path: Path) -> None:
    """Where a firewall of this computer drops UDP, it is this computer that is blamed."""
    ip, nft = needs("ip"), needs("nft")
    name = f"pacgenp{os.getpid()}"
    made = subprocess.run([ip, "netns", "add", name], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"NOT TESTED: no network namespace: {made.stderr.strip()}")
    (tmp_path / "x.nft").write_text(
        "table inet x {\n chain o {\n  type filter hook output priority 0; policy accept;\n"
        "  udp dport 3479-3481 drop\n }\n}\n"
    )
    inside = [ip, "netns", "exec", name]
    try:
        subprocess.run([*inside, ip, "link", "set", "lo", "up"], check=True)
        subprocess.run([*inside, nft, "-f", str(tmp_path / "x.nft")], check=True)
        done = subprocess.run(
            [*inside, sys.executable, "-m", "pacgen", "probe", "--target", NOBODY, "--relay",
             f"{LOOPBACK}:3479-3481", "--only", "udp", "--format", "json"],
            capture_output=True, check=False, encoding="utf-8",
        )  # fmt: skip
    finally:
        subprocess.run([ip, "netns", "delete", name], check=True)

    assert _check(done, "udp")["verdict"] == "fail"
    assert _check(done, "udp")["summary"] == "UDP 3479, 3480, 3481: refused by this computer"


def test_five_percent_loss(run: Run, relay: int) -> None:
    """Every twentieth packet is dropped: the loss is told as five percent, and nothing else is wrong."""
    with bad_path(relay, lambda n: None if n % 20 == 19 else 0) as port:
        found = _quality(run, port)

    assert found["verdict"] == "fail"
    assert found["summary"].startswith("loss not met: ")
    # 151 packets, the first of which asked whether anybody is there.
    assert "143 of 150 packets" in found["evidence"][0]
    assert "loss 4.67%" in found["summary"]


def test_bursts(run: Run, relay: int) -> None:
    """Packets lost one behind another are a burst."""
    with bad_path(relay, lambda n: None if 50 <= n < 56 else 0) as port:
        found = _quality(run, port)

    assert found["summary"].startswith("loss, burst loss not met: ")
    assert "burst loss 60%" in found["summary"]


def test_two_hundred_milliseconds(run: Run, relay: int) -> None:
    """A delay is told as latency, as long as it is."""
    with bad_path(relay, lambda _: 0.2) as port:
        found = _quality(run, port)

    assert found["verdict"] == "fail"
    assert found["summary"].startswith("latency")
    (line,) = [line for line in found["evidence"] if line.startswith("round trip  ")]
    assert 200 <= float(line.split()[2]) < 260


def test_jitter_and_reordering(run: Run, relay: int) -> None:
    """Packets that come now sooner, now later, are jitter, and those overtaken are reordered."""
    with bad_path(relay, lambda n: 0.09 if n % 2 else 0) as port:
        found = _quality(run, port)

    assert "jitter" in found["summary"].partition(":")[0]
    assert "reordering" in found["summary"].partition(":")[0]


def test_the_edge_of_a_network_must_be_better(run: Run, relay: int) -> None:
    """Seventy milliseconds are good enough for a client, and not for the edge of its network."""
    with bad_path(relay, lambda _: 0.07) as port:
        client, edge = _quality(run, port), _quality(run, port, "--from", "edge")

    assert "latency" not in client["summary"].partition(":")[0]
    assert "latency" in edge["summary"].partition(":")[0]
    assert "round trip < 60 ms" in edge["threshold"]


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
            return _check(done, "dns")

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


def test_dns_that_does_not_answer(run: Run) -> None:
    """A resolver that is not there is told of, and does not hold the probe up."""
    with silent() as port:
        done = run(
            "--only",
            "dns",
            "--target",
            TEAMS,
            "--resolver",
            f"{LOOPBACK}:{port}",
            "--format",
            "json",
        )

    assert _check(done, "dns")["summary"] == f"{TEAMS}: no answer"


@pytest.mark.parametrize("trusted", [True, False])
def test_tls_that_is_inspected(run: Run, tmp_path: Path, *, trusted: bool) -> None:
    """An inspecting proxy is found whether this computer trusts its authority or not."""
    certificates = certify(tmp_path, TEAMS)
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    with tls_server(certificates, answer) as port, dnsmasq(tmp_path, {TEAMS: LOOPBACK}) as names:
        done = run(
            "--only", "tls", "--target", f"{TEAMS}:{port}", "--resolver", f"{LOOPBACK}:{names}", "--format", "json",
            **({"SSL_CERT_FILE": str(certificates.authority)} if trusted else {}),
        )  # fmt: skip

    found = _check(done, "tls")
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
def test_answers_over_tls(run: Run, tmp_path: Path, answer: bytes, verdict: str, said: str) -> None:
    """What the server of another target answers is read, whatever it is."""
    certificates = certify(tmp_path, "web.example.com")
    with tls_server(certificates, answer) as port:
        done = run(
            "--only", "tls", "--target", f"{LOOPBACK}:{port}", "--format", "json",
            SSL_CERT_FILE=str(certificates.authority),
        )  # fmt: skip

    found = _check(done, "tls")
    assert found["verdict"] == verdict
    assert said in found["evidence"][0]


def test_a_proxy_that_wants_a_password(run: Run) -> None:
    """Squid with authentication fails, Squid without lets the same request through."""
    found = {}
    for password in (True, False):
        with (
            squid(password=password) as port,
            contextlib.closing(socket.create_server((LOOPBACK, 0))) as there,
        ):
            target = f"{LOOPBACK}:{there.getsockname()[1]}"
            done = run(
                "--only",
                "proxy-password",
                "--proxy",
                f"{LOOPBACK}:{port}",
                "--target",
                target,
                "--format",
                "json",
            )
            found[password] = _check(done, "proxy-password")

    assert found[True]["verdict"] == "fail"
    assert "asks for a password (407)" in found[True]["summary"]
    assert found[False]["verdict"] == "pass"


WRONG_PAC = 'function FindProxyForURL(url, host) { return "PROXY p.example.com:1"; }\n'


def test_a_wrong_pac_file(run: Run, tmp_path: Path) -> None:
    """A PAC file that proxies Teams fails with the linter's verdict; one that pacgen made passes."""
    (tmp_path / "wrong.pac").write_text(WRONG_PAC)
    subprocess.run(
        [sys.executable, "-m", "pacgen", "generate", "--proxy", "PROXY p.example.com:1", "-o", "good.pac"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip

    wrong = _check(run("--only", "proxy", "--pac", "wrong.pac", "--format", "json"), "proxy")
    good = _check(run("--only", "proxy", "--pac", "good.pac", "--format", "json"), "proxy")

    assert (wrong["verdict"], good["verdict"]) == ("fail", "pass")
    assert wrong["summary"].startswith("wrong.pac: ")
    assert any("teams.microsoft.com" in line for line in wrong["evidence"])
    assert "pacgen generate" in wrong["advice"]


def test_the_configuration_counts(run: Run, tmp_path: Path) -> None:
    """Cloud and wishes come from pacgen.yaml: sign-in that is to stay on the proxy is no fault of the PAC file."""
    (tmp_path / "pacgen.yaml").write_text(
        "proxy: PROXY p.example.com:1\ninstance: USGovDoD\npreset: teams-signin\ntenant_restrictions: true\n"
    )
    subprocess.run(
        [sys.executable, "-m", "pacgen", "generate", "-o", "good.pac"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    good = _check(run("--only", "proxy", "--pac", "good.pac", "--format", "json"), "proxy")

    assert good["verdict"] == "pass"
    assert "dod.teams.microsoft.us" in run("--plan").stdout


def test_a_proxy_in_the_environment(run: Run) -> None:
    """A proxy in the environment is in the way unless NO_PROXY has Teams."""
    through = run(
        "--only", "proxy", "--format", "json", HTTPS_PROXY="http://u:secret@p.example.com:1"
    )
    past = run(
        "--only",
        "proxy",
        "--format",
        "json",
        HTTPS_PROXY="http://p.example.com:1",
        NO_PROXY=".microsoft.com,.cloud.microsoft",
    )

    assert _check(through, "proxy")["verdict"] == "fail"
    assert "secret" not in through.stdout
    assert _check(past, "proxy")["verdict"] == "pass"


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

    assert _check(done, "proxy-password")["summary"] == "no proxy to ask"


def test_formats(run: Run, tmp_path: Path) -> None:
    """Text says the verdict first and what to do; JUnit counts; Markdown is a table; a file takes any of them."""
    asked = (
        "--only",
        "fallback",
        "--only",
        "dns",
        "--target",
        NOBODY,
        "--relay",
        NOBODY,
        "--relay-tcp-port",
        "9",
    )

    text = run(*asked).stdout
    junit = ET.fromstring(run(*asked, "--format", "junit").stdout)  # noqa: S314 - our own
    markdown = run(*asked, "--format", "markdown", "-o", "probe.md")

    assert text.startswith("1 warn, 1 inconclusive; Worldwide ")
    assert "do      open TCP 443" in text
    assert (junit.get("tests"), junit.get("failures"), junit.get("skipped")) == ("2", "0", "1")
    assert markdown.stdout == ""
    assert "| warn | media has TCP 443" in (tmp_path / "probe.md").read_text()
    assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("--target", "a b"), "--target: 'a b' is no host", 2),
        (("--target", "x:99999"), "--target: '99999' is no port", 2),
        (("--relay", "x:1-99"), "is no range of at most 16 ports", 2),
        (("--resolver", "dns.example.com"), "'dns.example.com' is no address", 2),
        (("--proxy", "http://[x"), "is no proxy", 2),
        (("--pac", "none.pac", "--only", "proxy"), "none.pac", 4),
        (("--seconds", "0"), "--seconds", 2),
        (("--only", "wifi"), "'wifi' is not one of", 2),
    ],
)
def test_mistakes(run: Run, arguments: tuple[str, ...], said: str, code: int) -> None:
    """A mistake is one message and an exit code, before anything is sent."""
    done = run(*arguments, "--target", NOBODY, "--only", "proxy")

    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nat() -> None:
    """Microsoft's own example: 6,000 devices behind an address."""
    done = subprocess.run(
        [sys.executable, "-m", "pacgen", "nat", "--devices", "6001"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "2 addresses for 6001 devices",
        "(64000 - 4000 ports) / (6 + 4) = 6000 devices for each address",
    ]


def test_nat_that_fits_nobody() -> None:
    """Numbers with which no device fits are refused."""
    done = subprocess.run(
        [sys.executable, "-m", "pacgen", "nat", "--devices", "1", "--restricted", "63995"],
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip

    assert done.returncode == 2
    assert "not even one device fits: 5 ports are left" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_interrupted(relay: int, tmp_path: Path) -> None:
    """Ctrl-C ends a long measurement at once, with one line and the code that shells expect."""
    begun = threading.Event()

    def treat(number: int) -> float:
        if number > 20:
            begun.set()
        return 0

    command = [
        sys.executable, "-m", "pacgen", "probe", "--target", NOBODY, "--relay", f"{LOOPBACK}:{relay}",
        "--only", "quality", "--seconds", "300", "--format", "json",
    ]  # fmt: skip
    with bad_path(relay, treat) as port:
        command[command.index(f"{LOOPBACK}:{relay}")] = f"{LOOPBACK}:{port}"
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
        )
        assert begun.wait(60)
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=60)

    assert (process.returncode, printed, said.strip()) == (130, b"", b"pacgen: interrupted")
