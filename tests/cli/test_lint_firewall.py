"""``pacgen lint --with-firewall`` as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs pacgen where a good PAC file and a good firewall list are."""
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pacgen", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**os.environ, **dict.fromkeys(places, str(tmp_path / "home"))},
        )

    run("generate", "--proxy", "PROXY p.example.com:1", "-o", "wpad.dat")
    run("export", "--format", "nftables", "-o", "teams.nft")
    return run


def _worse(tmp_path: Path) -> None:
    text = (tmp_path / "teams.nft").read_text()
    stale = text.replace("52.122.0.0/15", "52.120.0.0/15").replace("2026081400", "2025010100")
    (tmp_path / "teams.nft").write_text(stale)


def test_nothing_wrong(run: Run) -> None:
    """What pacgen made from the same data has no findings."""
    done = run("lint", "wpad.dat", "--with-firewall", "teams.nft")

    assert (done.returncode, done.stderr) == (0, "")
    assert "no findings" in done.stdout


def test_a_baseline_knows_them(run: Run, tmp_path: Path) -> None:
    """Findings about the firewall can be put into a baseline."""
    _worse(tmp_path)
    asked = ("lint", "wpad.dat", "--with-firewall", "teams.nft")

    run(*asked, "--write-baseline", "known.json")
    known = run(*asked, "--baseline", "known.json")

    assert "no findings" in known.stdout
    assert known.returncode == 0


def test_every_kind_of_reader(run: Run, tmp_path: Path) -> None:
    """The line of a firewall's file is not looked up in the PAC file; rules are chosen as all are."""
    _worse(tmp_path)
    asked = ("lint", "wpad.dat", "--with-firewall", "teams.nft", "--select", "FW")

    full, sarif = run(*asked, "--format", "full"), run(*asked, "--format", "sarif")

    assert (full.returncode, sarif.returncode) == (1, 1)
    blocks = [block for block in full.stdout.split("\n\n") if "[" in block]
    assert any(
        "52.122.0.0/15 is published for UDP" in block and " --> teams.nft\n" in block
        for block in blocks
    )
    stale = next(block for block in blocks if "[stale-firewall-prefix]" in block)
    assert " --> teams.nft:" in stale
    assert " | " not in stale
    results = json.loads(sarif.stdout)["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {
        "missing-firewall-prefix",
        "stale-firewall-prefix",
        "firewall-version-mismatch",
    }
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert {place["artifactLocation"]["uri"] for place in places} == {"teams.nft"}


def test_mending_the_pac_file_mends_no_firewall(run: Run, tmp_path: Path) -> None:
    """With --fix the findings about the firewall stay, once each, and count."""
    _worse(tmp_path)
    pac = (tmp_path / "wpad.dat").read_text()
    (tmp_path / "wpad.dat").write_text(pac.replace("\n", "\r\n", 3))
    asked = ("lint", "wpad.dat", "--with-firewall", "teams.nft", "--format", "concise")
    before = [line for line in run(*asked).stdout.splitlines() if line.startswith("teams.nft")]

    mended = run(*asked, "--fix")

    after = [line for line in mended.stdout.splitlines() if line.startswith("teams.nft")]
    assert "\r" not in (tmp_path / "wpad.dat").read_bytes().decode()
    assert before == after != []
    assert mended.returncode == 1


def test_a_file_that_is_none(run: Run, tmp_path: Path) -> None:
    """A file that cannot be compared is one message."""
    (tmp_path / "names.txt").write_text("teams.microsoft.com\n")

    done = run("lint", "wpad.dat", "--with-firewall", "names.txt")

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("pacgen: names.txt:1: 'teams.microsoft.com' is no address range")
