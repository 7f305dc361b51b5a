"""What docs/comparison.md shows is what happens, and its sizes are the sizes."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.generator import render
from pacgen.policy import Policy, Preset, build_policy
from pacgen.routes import Route
from tests.generator.get_pacfile import PROXY, type_2

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
PATH = ROOT / "docs" / "comparison.md"
PAGE = PATH.read_text(encoding="utf-8") if PATH.exists() else ""
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_commands_on_the_page(tmp_path: Path) -> None:
    """Every command, in the order of the page and with the files that it shows, succeeds."""
    run = 0
    for language, name, text in BLOCK.findall(PAGE):
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
        if language == "sh":
            for line in text.splitlines():
                done = pacgen(line, tmp_path)
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
                run += 1

    assert run > 8
    written = {path.name for path in tmp_path.iterdir()}
    assert {"wpad.dat", "proxy.pac", "small.pac", "hand.pac", "before.pac"} <= written
    before = next(text for _, name, text in BLOCK.findall(PAGE) if name == "hand.pac")
    assert (tmp_path / "before.pac").read_text(encoding="utf-8") == before


def pacgen(line: str, directory: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the page with this pacgen."""
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
    home = str(directory / "home")
    return subprocess.run(
        [sys.executable, "-m", *shlex.split(line)],
        capture_output=True,
        check=False,
        cwd=directory,
        encoding="utf-8",
        env=os.environ | dict.fromkeys(places, home) | {"PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize("preset", Preset)
def test_sizes(preset: Preset) -> None:
    """The table has the sizes of Get-PacFile's form, of ours without addresses, and of ours."""
    policy = worldwide(preset)
    names_alone = replace(policy, address_rules=())
    texts = (type_2(policy), render(names_alone, small=True), render(policy, small=True))
    row = " | ".join(f"{len(text):,}" for text in texts)

    assert f"| `{preset}` | {row} |\n" in PAGE
    assert len(texts[1]) < len(texts[0])


def worldwide(preset: Preset) -> Policy:
    """Build a policy with the proxy of the table."""
    return build_policy(
        load_shipped(Instance.WORLDWIDE).document, preset=preset, default=Route.parse(PROXY)
    )


def test_every_parameter_of_get_pacfile() -> None:
    """None of its parameters is missing."""
    parameters = [
        "ClientRequestId",
        "Instance",
        "Type",
        "DirectProxySettings",
        "DefaultProxySettings",
        "Lowercase",
        "TenantName",
        "ServiceAreas",
        "FilePath",
    ]

    assert [name for name in parameters if f"| `-{name}" not in PAGE] == []
