"""``pacgen generate`` as users run it: a process with arguments, files, streams and an exit code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pacgen.endpoints import Instance
from pacgen.policy import Preset

PROXY = "PROXY proxy.example.com:8080; DIRECT"


@dataclass(frozen=True, slots=True)
class Result:
    """What a process left."""

    code: int
    stdout: bytes
    stderr: str


Generate = Callable[..., Result]


@pytest.fixture
def generate(tmp_path: Path) -> Generate:
    """Return a function that runs ``pacgen generate`` in an empty directory."""
    home = tmp_path / "home"
    home.mkdir()

    def generate(*arguments: str) -> Result:
        # A data directory without fetched endpoint data, on every system.
        places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
        done = subprocess.run(
            [sys.executable, "-m", "pacgen", "generate", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **dict.fromkeys(places, str(home))},
        )
        return Result(done.returncode, done.stdout, done.stderr.decode().replace("\r\n", "\n"))

    return generate


def store(directory: Path, **record: object) -> None:
    """Write a store of endpoint data with one Teams set, newer than any that ships."""
    directory.mkdir()
    endpoint_set = {"id": 12, "serviceArea": "Skype", "category": "Allow", "tcpPorts": "443"}
    data = json.dumps([{**endpoint_set, **record}]).encode()
    (directory / "worldwide.json").write_bytes(data)
    entry = {
        "instance": "Worldwide",
        "file": "worldwide.json",
        "version": "9999123100",
        "captured": "9999-12",
        "sha256": hashlib.sha256(data).hexdigest(),
        "sets": 1,
    }
    (directory / "index.json").write_text(json.dumps({"schema": 1, "documents": [entry]}))


def test_to_standard_output(generate: Generate) -> None:
    """Without -o the PAC, and nothing else, is on standard output; the summary is on stderr."""
    result = generate("--proxy", PROXY)

    assert result.code == 0
    assert result.stdout.startswith(b"// Sends Microsoft Teams DIRECT")
    assert result.stdout.endswith(b"}\n")
    assert "written    standard output: " in result.stderr


def unwrapped(text: str) -> str:
    """Return *text* in one line."""
    return " ".join(text.split())


def test_to_a_file(generate: Generate, tmp_path: Path) -> None:
    """With -o the file has the very same bytes, and standard output is empty."""
    result = generate("--proxy", PROXY, "-o", "wpad.dat")
    data = (tmp_path / "wpad.dat").read_bytes()

    assert (0, b"") == (result.code, result.stdout)
    assert data == generate("--proxy", PROXY, "-o", "-").stdout
    digest = hashlib.sha256(data).hexdigest()
    assert f"written wpad.dat: {len(data)} bytes, sha256 {digest}" in unwrapped(result.stderr)


def test_line_ends(generate: Generate, tmp_path: Path) -> None:
    """No carriage return is written to either place, on any system."""
    generate("--proxy", PROXY, "-o", "wpad.dat")

    assert b"\r" not in (tmp_path / "wpad.dat").read_bytes()
    assert b"\r" not in generate("--proxy", PROXY).stdout


def test_summary(generate: Generate) -> None:
    """The summary says what was used, what goes where, what was left out, and what was checked."""
    result = generate("--proxy", PROXY, "--preset", "m365-optimize-allow")

    heads = [line.split("  ")[0] for line in result.stderr.splitlines() if line[0] != " "]
    assert heads == ["endpoints", "DIRECT", "proxied", *["left out"] * 3, "checked", "written"]
    assert max(map(len, result.stderr.splitlines())) <= 80
    assert "Worldwide 2" in result.stderr
    assert "preset m365-optimize-allow" in result.stderr
    assert "cdn.odc.officeapps.live.com (Common sets 91, 160, Default" in result.stderr
    assert "Exchange set 10 (TCP 25): nothing that uses these ports asks" in unwrapped(
        result.stderr
    )
    assert "hosts, all as they should be" in result.stderr


def test_folded(generate: Generate) -> None:
    """Patterns that a more general one makes redundant are named."""
    result = generate("--proxy", PROXY, "--instance", "china", "--preset", "m365-optimize-allow")

    assert "folded     microsoftgraph.chinacloudapi.cn, login.partner" in result.stderr


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("instance", Instance)
def test_every_cloud(generate: Generate, instance: Instance, preset: Preset) -> None:
    """Every instance and preset gives a file that names them."""
    result = generate("--proxy", PROXY, "--instance", instance, "--preset", preset)

    assert result.code == 0
    assert f"//   endpoint data  {instance} ".encode() in result.stdout
    assert f"//   preset         {preset}\n".encode() in result.stdout


def test_lint_agrees(generate: Generate, tmp_path: Path) -> None:
    """Pacgen lint finds nothing in what pacgen generate wrote."""
    generate("--proxy", "PROXY p.example.com:8080", "-o", "wpad.dat")
    done = subprocess.run(
        [sys.executable, "-m", "pacgen", "lint", "wpad.dat"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stdout


def test_fetched_data(generate: Generate, tmp_path: Path) -> None:
    """Newer data in the directory of --endpoints is used, and the file says so."""
    store(tmp_path / "store", urls=["new.teams.example"])
    result = generate("--proxy", PROXY, "--endpoints", "store")

    assert result.code == 0
    assert b'"new.teams.example": pacgenDirect, // Teams set 12' in result.stdout
    assert b"Worldwide 9999123100" in result.stdout
    assert "Worldwide 9999123100, fetched" in result.stderr


def test_empty_directory(generate: Generate) -> None:
    """A directory of --endpoints without data falls back to what ships with pacgen."""
    result = generate("--proxy", PROXY, "--endpoints", "nowhere")

    assert result.code == 0
    assert "shipped with pacgen" in result.stderr


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("PROXY http://p:8080", "write PROXY p:8080"),
        ("PROXY p", "write PROXY p:8080"),
        ("proxy.corp:8080", "write PROXY proxy.corp:8080"),
        ("PROXY a:1, PROXY b:2", "use ';'"),
        ("", "the route is blank"),
        ('PROXY "+alert(1)+":80', "no route"),
        ("DIRECT", "put the proxy first"),
        ("DIRECT; PROXY p:1", "put the proxy first"),
        ("HTTP p:1", "write PROXY p:1"),
        ("PROXY b\u00fccher:1", "punycode"),
    ],
)
def test_bad_proxy(generate: Generate, tmp_path: Path, proxy: str, words: str) -> None:
    """A route that would not work in every client is wrong usage, with advice; no file is made."""
    result = generate("--proxy", proxy, "-o", "wpad.dat")

    assert (2, b"") == (result.code, result.stdout)
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "wpad.dat").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "Missing option '--proxy'"),
        (["--proxy", PROXY, "--instance", "Germany"], 2, "Worldwide, China, USGovDoD"),
        (["--proxy", PROXY, "--preset", "all"], 2, "'teams', 'teams-signin'"),
        (["--proxy", PROXY, "-o", "none/wpad.dat"], 2, "there is no directory none"),
        (["--proxy", PROXY, "-o", "."], 2, "is a directory"),
        (["--proxy", PROXY, "surplus"], 2, "surplus"),
    ],
)
def test_bad_usage(generate: Generate, arguments: list[str], code: int, words: str) -> None:
    """Every mistake has its exit code and a message that helps, and prints no PAC."""
    result = generate(*arguments)

    assert (code, b"") == (result.code, result.stdout)
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_dangerous_data(generate: Generate, tmp_path: Path) -> None:
    """Endpoint data that would open too much is refused; the file that was there stays."""
    store(tmp_path / "store", urls=["*.com"])
    (tmp_path / "wpad.dat").write_text("the old one")
    result = generate("--proxy", PROXY, "--endpoints", "store", "-o", "wpad.dat")

    assert result.code == 5
    assert "set 12: *.com" in result.stderr
    assert (tmp_path / "wpad.dat").read_text() == "the old one"


def test_damaged_data(generate: Generate, tmp_path: Path) -> None:
    """Endpoint data that cannot be read is an error; the file that was there stays."""
    store(tmp_path / "store", urls=["a.com"])
    (tmp_path / "store" / "worldwide.json").write_text("[]")
    (tmp_path / "wpad.dat").write_text("the old one")
    result = generate("--proxy", PROXY, "--endpoints", "store", "-o", "wpad.dat")

    assert result.code == 4
    assert (tmp_path / "wpad.dat").read_text() == "the old one"


def test_same_bytes(generate: Generate, tmp_path: Path) -> None:
    """Written twice, the file is the same."""
    generate("--proxy", PROXY, "-o", "one.pac")
    generate("--proxy", PROXY, "-o", "two.pac")

    assert (tmp_path / "one.pac").read_bytes() == (tmp_path / "two.pac").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_full_output() -> None:
    """Standard output that takes nothing is an error in words."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pacgen", "generate", "--proxy", PROXY],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 4
    assert b"standard output: it cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_help(generate: Generate) -> None:
    """The help names every option."""
    text = generate("--help").stdout.decode()

    for option in ("--proxy", "--instance", "--preset", "--endpoints", "--output"):
        assert option in text
