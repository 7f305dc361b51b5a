"""What docs/guidance.md and docs/firewall.md show works, and they leave nothing out."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from pacgen.cli import main
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.firewall import plan
from pacgen.firewall.choosing import FORMATS, parse_format
from pacgen.firewall.formats import CSV_COLUMNS, SCHEMA, FirewallFormat, export
from pacgen.policy import Preset, Site
from pacgen.probe import STEPS
from pacgen.probe.quality import LIMITS, Profile

pytestmark = pytest.mark.checkout

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "guidance.md").read_text(encoding="utf-8")
FIREWALL = (DOCS / "firewall.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- run -->\n```sh\n(.*?)```", FIREWALL + TEXT, re.DOTALL)
COMMANDS = list(dict.fromkeys("".join(BLOCKS).splitlines()))


def test_the_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The commands of both pages, one behind the other, all succeed; none of them sends anything."""
    for name in list(os.environ):
        if "proxy" in name.lower():
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    for line in COMMANDS:
        program, *arguments = shlex.split(line)
        assert program == "pacgen"
        assert main(arguments) == 0, f"{line}\n{capfd.readouterr()}"

    said = capfd.readouterr().out
    assert (len(BLOCKS), len(COMMANDS)) == (7, 9)
    assert (tmp_path / "teams.nft").is_file()
    assert "no differences" in said
    assert "5 addresses for 25000 devices" in said


def test_every_format_and_check_is_there() -> None:
    """A new format or check must be told of, and each format said how its next version is loaded."""
    formats, loading = FIREWALL.split("\n## Loading it")

    assert [] == [name for name in FORMATS if f"`{name}`" not in FIREWALL]
    assert [] == [form for form in FirewallFormat if f"`{form}`" not in formats]
    own_tools = {FirewallFormat.CSV, FirewallFormat.JSON, FirewallFormat.TERRAFORM}
    told = {
        name
        for row in re.findall(r"^\| (`.*?) \|", loading, re.MULTILINE)
        for name in re.findall(r"`(.*?)`", row)
    }
    assert set(FirewallFormat) - own_tools <= told
    assert [] == [step.name for step in STEPS if f"| `{step.name}` |" not in TEXT]


def test_the_keys_for_other_tools() -> None:
    """Columns and keys are those of the formats."""
    document = load_shipped(Instance.WORLDWIDE).document
    wanted = plan(document, Preset.TEAMS, Site())
    made = json.loads(export(wanted, FirewallFormat.JSON))
    keys = {*made, *made["openings"][0], *made["openings"][0]["ports"][0], *made["names"][0]}

    told = FIREWALL.split("\n## For your own tools\n")[1].split("\n## ")[0]
    assert {*keys, *CSV_COLUMNS} <= set(re.findall(r"`(\w+)`", told))
    assert f"`schema` ({SCHEMA};" in told


def test_the_values_of_flags() -> None:
    """Formats and checks that are named on the pages are some."""
    text = TEXT + FIREWALL

    for name in re.findall(r"pacgen export [^`\n]*?--format ([\w:-]+)", text):
        if name != "aerleon:TARGET":
            parse_format(name)
    assert set(re.findall(r"--only ([\w-]+)", text)) <= {step.name for step in STEPS}


def test_the_limits_are_those_of_the_program() -> None:
    """The table of the page has the numbers that the probe judges by."""
    for name, field, factor, unit in (
        ("latency, one way", "one_way", 1, "ms"),
        ("latency, round trip", "round_trip", 1, "ms"),
        ("burst packet loss, any 200 ms", "burst_loss", 100, "%"),
        ("packet loss, any 15 s", "loss", 100, "%"),
        ("inter-arrival jitter, any 15 s", "jitter", 1, "ms"),
        ("packet reordering", "reordering", 100, "%"),
    ):
        client, edge = (f"{getattr(LIMITS[p], field) * factor:g}" for p in Profile)
        assert f"| {name} | < {client} {unit} | < {edge} {unit} |" in TEXT
