"""``pacgen policy`` as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

CONFIG = """\
proxy: PROXY p:1
preset: m365-optimize-allow
locations:
  paris: {networks: 10.1.0.0/16, proxy: PROXY q:2}
rules:
  - {hosts: "*.corp.example.com", ports: 8443, route: direct, comment: ours | theirs}
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``pacgen policy`` in a directory with a configuration."""
    (tmp_path / "pacgen.yaml").write_text(CONFIG)
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pacgen", "policy", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**os.environ, **dict.fromkeys(places, str(tmp_path / "home"))},
        )

    return run


def test_table(run: Run) -> None:
    """Every rule has its line, the one that counts first on top, the default at the end."""
    lines = run("show").stdout.splitlines()

    # What the configuration calls its routes, the locations, then the rules.
    assert lines[:4] == [
        "proxy       PROXY p:1",
        "  in paris  PROXY q:2",
        "location paris: 10.1.0.0/16",
        "",
    ]
    assert lines[4].split() == ["#", "hosts", "route", "reason"]
    corp = next(i for i, line in enumerate(lines) if "*.corp.example.com" in line)
    assert lines[corp].endswith("DIRECT  ours | theirs")
    assert lines[corp + 1].strip() == "port 8443"
    assert max(map(len, lines)) <= 80
    rules = [line for line in lines if line[:1].isdigit()]
    assert "everything else" in rules[-1]
    assert rules[-1].endswith("proxy")
    exact = next(i for i, line in enumerate(rules) if " outlook.office365.com " in line)
    wide = next(i for i, line in enumerate(rules) if " *.lync.com " in line)
    assert exact < wide


def test_markdown(run: Run) -> None:
    """Markdown escapes what would break its table."""
    text = run("show", "--format", "markdown").stdout

    assert "| --- | --- | --- | --- | --- |" in text
    assert "\\*.corp.example.com" in text
    assert "ours \\| theirs" in text


def test_json(run: Run) -> None:
    """JSON has a version, and every rule with its sets, ports and routes by location."""
    data = json.loads(run("show", "--format", "json").stdout)
    by_name = {rule["hosts"]: rule for rule in data["rules"]}

    assert data["schema"] == 1
    assert by_name["teams.microsoft.com"]["sets"] == [12]
    assert by_name["*.corp.example.com"]["ports"] == ["8443"]
    assert data["rules"][-1]["route"] == {
        "elsewhere": "PROXY p:1",
        "locations": {"paris": "PROXY q:2"},
    }
    assert sorted(rule["priority"] for rule in data["rules"]) == list(
        range(1, len(data["rules"]) + 1)
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["teams.microsoft.com"], "teams.microsoft.com: DIRECT by the rule teams.microsoft.com"),
        (["https://a.corp.example.com:8443/x"], "by the rule *.corp.example.com port 8443: ours"),
        (["a.corp.example.com"], "no rule is about it"),
        (["statics.teams.cdn.office.net"], "not selected, since its category is Default"),
        (["smtp.office365.com"], "left out, since nothing that asks a PAC file uses its ports"),
        (["cdn.odc.officeapps.live.com"], "though below *.officeapps.live.com"),
        (["teams.microsft.com"], "the nearest names: teams.microsoft.com"),
        (["www.example.com"], "www.example.com: PROXY p:1"),
        (["www.example.com", "--client", "10.1.2.3"], "www.example.com: PROXY q:2"),
        (["2603:1063::1"], "by the rule 2603:1063::/38"),
        (["52.112.0.1"], "52.112.0.0/14 is in Teams set 11, Optimize, required: selected"),
        (["[2603:1063::1]"], "2603:1063::/38 is in Teams set 12, Allow, required: selected"),
        (["40.92.0.1"], "set 10, Allow, required: left out, since nothing that asks a PAC file"),
        (["203.0.113.1"], "no endpoint set of Worldwide 2026081400 has it endpoint data"),
        (
            ["statics.teams.cdn.office.net"],
            "write into pacgen.yaml: preset: teams-full, or sets: {include: [47]}",
        ),
        (["intranet"], "it goes where a host without a dot goes"),
    ],
)
def test_why(run: Run, arguments: list[str], words: str) -> None:
    """The answer names route, rule, endpoint set, and why others are not DIRECT."""
    done = run("why", *arguments)

    assert done.returncode == 0, done.stderr
    assert words in " ".join(done.stdout.split())
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("host", ["", "a/b", "http://", "https://h:99999999/", "a b"])
def test_no_host(run: Run, host: str) -> None:
    """What is neither a host nor a URL is wrong usage."""
    done = run("why", host)

    assert (done.returncode, done.stdout) == (2, "")
    assert "neither a host nor a URL" in done.stderr


def test_without_configuration(run: Run, tmp_path: Path) -> None:
    """Flags are enough, and even the proxy may be left out."""
    (tmp_path / "pacgen.yaml").unlink()

    assert "DIRECT" in run("why", "teams.microsoft.com").stdout
    assert "USGovDoD" in run("show", "--instance", "USGovDoD").stdout
