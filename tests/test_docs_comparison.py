"""What docs/comparison.md shows is what happens, and its sizes are the sizes."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from pacgen.cli import main
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


def test_the_commands_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command, in the order of the page and with the files that it shows, succeeds."""
    for place in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(place, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    run = 0
    for language, name, text in BLOCK.findall(PAGE):
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
        if language == "sh":
            for line in text.splitlines():
                program, *arguments = shlex.split(line)
                assert program == "pacgen"
                assert main(arguments) == 0, f"{line}\n{capsys.readouterr()}"
                run += 1

    assert run > 8
    written = {path.name for path in tmp_path.iterdir()}
    assert {"wpad.dat", "proxy.pac", "small.pac", "hand.pac", "before.pac"} <= written
    before = next(text for _, name, text in BLOCK.findall(PAGE) if name == "hand.pac")
    assert (tmp_path / "before.pac").read_text(encoding="utf-8") == before


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
