"""``pacgen export`` as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``pacgen export`` in an empty directory."""
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "pacgen", "export", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **dict.fromkeys(places, str(tmp_path / "home"))},
        )

    return run


def test_a_list_of_media_prefixes(run: Run) -> None:
    """The list alone is on standard output; which ports it is for stands on standard error."""
    done = run("--format", "list", "--protocol", "udp", "--family", "ipv4")

    lines = [line for line in done.stdout.decode().splitlines() if not line.startswith("#")]
    assert lines == ["52.112.0.0/14", "52.122.0.0/15"]
    assert done.returncode == 0
    assert b"UDP 3478-3481: 2 prefixes (set 11)" in done.stderr
    assert b"knows no ports" in done.stderr


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
    """A file has the same bytes as standard output, and a second run changes none of them."""
    printed = run("--format", "windows-route").stdout
    for _ in range(2):
        assert run("--format", "windows-route", "-o", "routes.cmd").returncode == 0

        assert (tmp_path / "routes.cmd").read_bytes() == printed
    assert printed.count(b"\r\n") == printed.count(b"\n") > 5


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        ((), b"Missing option '--format'", 2),
        (("--format", "checkpoint"), b"'checkpoint' is not one of", 2),
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
