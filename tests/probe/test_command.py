"""``pacgen probe`` as users run it: options, settings, formats, mistakes. Nothing leaves loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pacgen.cli import main
from tests.probe.conftest import Run
from tests.probe.servers import LOOPBACK, bad_path, silent

NOBODY = f"{LOOPBACK}:9"


def test_plan_sends_nothing(run: Run) -> None:
    """The plan names every host and every packet, and asks nobody."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.create_server((LOOPBACK, 0)) as tcp,
    ):
        udp.bind((LOOPBACK, 0))
        datagrams, streams = (f"{LOOPBACK}:{one.getsockname()[1]}" for one in (udp, tcp))
        done = run(
            "--plan", "--target", streams, "--relay", datagrams, "--resolver", datagrams, "--reference", datagrams,
            "--proxy", streams, "--pac", f"http://{streams}/wpad.dat",
        )  # fmt: skip
        for one in (udp, tcp):
            one.settimeout(0)
        with pytest.raises(BlockingIOError):
            udp.recv(1)
        with pytest.raises(BlockingIOError):
            tcp.accept()

    assert done.code == 0
    for line in (
        f"proxy          http://{streams}/wpad.dat is read",
        f"tls            TCP, TLS and one HTTP request to {streams}",
        f"proxy-password CONNECT {streams} to the proxy {streams}",
        f"quality        500 packets of an audio call, in 10 s, to {LOOPBACK}, UDP",
    ):
        assert line in done.stdout


def test_the_plan_for_microsoft(run: Run) -> None:
    """Without targets the names of Teams that its clients need are asked, and one relay."""
    plan = run("--plan").stdout

    assert {line.split()[-1] for line in plan.splitlines() if line.startswith("tls")} == {
        "teams.microsoft.com:443",
        "teams.cloud.microsoft:443",
    }
    assert "worldaz.tr.teams.microsoft.com, UDP 3478, 3479, 3480, 3481" in plan


WRONG_PAC = 'function FindProxyForURL(url, host) { return "PROXY p.example.com:1"; }\n'


def test_a_wrong_pac_file(run: Run, tmp_path: Path) -> None:
    """A PAC file that proxies Teams fails with the linter's verdict; one that pacgen made passes."""
    (tmp_path / "wrong.pac").write_text(WRONG_PAC)
    assert main(["generate", "--proxy", "PROXY p.example.com:1", "-o", "good.pac"]) == 0

    wrong = run("--only", "proxy", "--pac", "wrong.pac", "--format", "json").check("proxy")
    good = run("--only", "proxy", "--pac", "good.pac", "--format", "json").check("proxy")

    assert (wrong["verdict"], good["verdict"]) == ("fail", "pass")
    assert wrong["summary"].startswith("wrong.pac: ")
    assert any("teams.microsoft.com" in line for line in wrong["evidence"])
    assert "pacgen generate" in wrong["advice"]


def test_the_configuration_counts(run: Run, tmp_path: Path) -> None:
    """Cloud and wishes come from pacgen.yaml: sign-in that is to stay on the proxy is no fault of the PAC file."""
    (tmp_path / "pacgen.yaml").write_text(
        "proxy: PROXY p.example.com:1\ninstance: USGovDoD\npreset: teams-signin\ntenant_restrictions: true\n"
    )
    assert main(["generate", "-o", "good.pac"]) == 0

    good = run("--only", "proxy", "--pac", "good.pac", "--format", "json").check("proxy")

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

    assert through.check("proxy")["verdict"] == "fail"
    assert "secret" not in through.stdout
    assert past.check("proxy")["verdict"] == "pass"


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


def test_a_deadline(run: Run) -> None:
    """What is not done in time is inconclusive, and says so."""
    with silent() as port:
        done = run(
            "--only", "udp", "--target", NOBODY, "--relay", f"{LOOPBACK}:{port}",
            "--deadline", "0.5", "--format", "json",
        )  # fmt: skip

    assert done.check("udp")["verdict"] == "inconclusive"
    assert done.check("udp")["summary"] == "it took too long, and was not waited for"
    assert "--deadline" in done.check("udp")["advice"]


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
        (("--seconds", "nan"), "'nan' is no number", 2),
        (
            ("--only", "quality", "--seconds", "60", "--deadline", "20"),
            "--deadline 20 is too short to measure for 60 s",
            2,
        ),
        (("--only", "wifi"), "'wifi' is not one of", 2),
        (("--pac", "x.pac", "--wpad"), "--pac names the file that --wpad looks for", 2),
        (("-o", "none/report.txt"), "none/report.txt: cannot be written", 4),
        (("--chart", "none/trips.svg"), "none/trips.svg: cannot be written", 4),
    ],
)
def test_mistakes(run: Run, arguments: tuple[str, ...], said: str, code: int) -> None:
    """A mistake is one message and an exit code, before anything is sent."""
    done = run(*arguments, "--target", NOBODY, "--only", "proxy")

    assert (done.code, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_interrupted(relay: int, tmp_path: Path) -> None:
    """Ctrl-C ends a long measurement at once, with one line and the code that shells expect."""
    begun = threading.Event()

    def treat(number: int) -> float:
        if number > 20:
            begun.set()
        return 0

    # Who runs tests in the background of a shell ignores the signal, and children inherit that.
    program = "import signal as s, sys; s.signal(s.SIGINT, s.default_int_handler)\n"
    program += "from pacgen.cli import main; sys.exit(main(sys.argv[1:]))"
    with bad_path(relay, treat) as port:
        command = [
            sys.executable, "-c", program, "probe", "--target", NOBODY, "--relay", f"{LOOPBACK}:{port}",
            "--only", "quality", "--seconds", "300", "--format", "json",
        ]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
        )
        try:
            assert begun.wait(60)
            process.send_signal(signal.SIGINT)
            printed, said = process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()

    assert (process.returncode, printed, said.strip()) == (130, b"", b"pacgen: interrupted")
