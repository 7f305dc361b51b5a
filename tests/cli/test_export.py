"""``pacgen export`` as users run it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pacgen.cli import main


@dataclass(frozen=True)
class Done:
    """What became of a command."""

    returncode: int
    stdout: bytes
    stderr: bytes


Run = Callable[..., Done]

_PLACES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Return a function that runs ``pacgen export`` in an empty directory."""
    for place in _PLACES:
        monkeypatch.setenv(place, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        code = main(["export", *arguments])
        said = capsysbinary.readouterr()
        return Done(code, said.out, said.err)

    return run


def test_a_list_of_media_prefixes(run: Run) -> None:
    """The list alone is on standard output; which ports it is for stands on standard error."""
    done = run("--format", "list", "--port", "3479", "--family", "ipv4")
    whole = run("--format", "list")

    lines = [line for line in done.stdout.decode().splitlines() if not line.startswith("#")]
    assert lines == ["52.112.0.0/14", "52.122.0.0/15"]
    assert done.returncode == 0
    assert b"UDP 3478-3481: 2 prefixes (set 11)" in done.stderr
    assert b"knows no ports: where you use it, allow UDP 3478-3481 alone" in done.stderr
    assert b"by name" not in done.stderr
    assert b"not all of these addresses are published for all of these ports" in whole.stderr
    assert b"by name    set 16," in whole.stderr


def test_the_same_configuration_as_the_pac_file(run: Run, tmp_path: Path) -> None:
    """Instance, preset and split come from pacgen.yaml; flags count more."""
    (tmp_path / "pacgen.yaml").write_text(
        "proxy: PROXY p.example.com:1\ninstance: USGovDoD\npreset: m365-optimize\n"
    )

    configured = json.loads(run("--format", "json").stdout)
    flagged = json.loads(run("--format", "json", "--scope", "teams", "--instance", "China").stdout)

    assert (configured["instance"], configured["preset"]) == ("USGovDoD", "m365-optimize")
    assert (flagged["instance"], flagged["preset"]) == ("China", "teams")
    assert configured["version"] != flagged["version"]


def test_written_whole(run: Run, tmp_path: Path) -> None:
    """A file has the same bytes as a real standard output, and a second run changes none of them."""
    printed = subprocess.run(
        [sys.executable, "-m", "pacgen", "export", "--format", "windows-route"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    for _ in range(2):
        assert run("--format", "windows-route", "-o", "routes.cmd").returncode == 0

        assert (tmp_path / "routes.cmd").read_bytes() == printed
    assert printed.count(b"\r\n") == printed.count(b"\n") > 5


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        ((), b"Give either --format", 2),
        (("--format", "checkpoint"), b"'checkpoint' is no format", 2),
        (("--format", "aerleon:k8s"), b"cannot read back what aerleon writes for 'k8s'", 2),
        (("--format", "list", "--port", "25"), b"no address to export", 2),
        (("--format", "list", "--port", "0"), b"0 is not in the range", 2),
        (("--format", "cisco-asa", "--replaces", "no.txt"), b"no.txt: cannot be read", 4),
        (("--format", "squid", "--protocol", "udp"), b"no address to export", 2),
        (("--format", "list", "--name", "a b"), b"cannot begin the names", 2),
        (("--format", "list", "-o", "no/where.txt"), b"no directory", 2),
        (("--format", "list", "--config", "none.yaml"), b"none.yaml", 4),
        (("--format", "list", "--instance", "Mars"), b"'Mars' is no instance", 2),
    ],
)
def test_mistakes(run: Run, arguments: tuple[str, ...], said: bytes, code: int) -> None:
    """A mistake is one message and an exit code, nothing on standard output."""
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_list_is_checked(run: Run, tmp_path: Path) -> None:
    """The verdict comes first, then each difference with its line; exit code 1 says that there are some."""
    good = run("--format", "list", "--protocol", "udp").stdout
    (tmp_path / "edl.txt").write_bytes(good)
    same = run("--check", "edl.txt", "--protocol", "udp")
    (tmp_path / "edl.txt").write_bytes(good.replace(b"52.122.0.0/15", b"52.120.0.0/15"))

    other = run("--check", "edl.txt", "--protocol", "udp")

    assert (same.returncode, same.stdout.splitlines()[0].split(b" from ")[0]) == (
        0,
        b"edl.txt: no differences",
    )
    assert other.returncode == 1
    lines = other.stdout.decode().splitlines()
    assert lines[0].startswith("edl.txt: 2 differences from Worldwide ")
    assert lines[1:] == [
        "edl.txt: missing: 52.122.0.0/15 is published and not in the file",
        "edl.txt:5: stale: 52.120.0.0/15 is not published",
    ]


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("--check", "none.txt"), b"none.txt: cannot be read: No such file", 4),
        (("--check", "."), b".: cannot be read: Is a directory", 4),
        (("--check", "x", "--format", "list"), b"Give either --format", 2),
        (("--check", "x", "-o", "y"), b"--check writes nothing", 2),
    ],
)
def test_mistakes_with_check(run: Run, arguments: tuple[str, ...], said: bytes, code: int) -> None:
    """A file that cannot be read is one message."""
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr
