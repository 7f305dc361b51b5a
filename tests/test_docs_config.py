"""The configurations that the documentation shows are good ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pacgen.policy.config import Config
from pacgen.policy.config_file import parse_config

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "config.md"
BLOCKS = (
    re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    if PAGE.exists()
    else []
)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_shown_configurations(number: int) -> None:
    """Every configuration on the page has no error."""
    parse_config(BLOCKS[number], Path("pacgen.yaml"), {"PROXY_HOST": "p.example.com"})


def test_every_key_is_documented() -> None:
    """The table of keys has all of them."""
    page = PAGE.read_text(encoding="utf-8")

    assert [key for key in Config.model_fields if f"`{key}" not in page] == []


def test_the_blocks_of_the_template_are_documented() -> None:
    """The page on templates names every block."""
    source = (ROOT / "templates" / "proxy.pac.j2").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    blocks = set(re.findall(r"\{% block (\w+) %\}", source))

    assert [block for block in sorted(blocks) if f"`{block}`" not in page] == []


def test_the_example_is_generated(tmp_path: Path) -> None:
    """The example gives its two files, and its assertions hold."""
    (tmp_path / "pacgen.yaml").write_bytes((ROOT / "examples" / "pacgen.yaml").read_bytes())
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
    done = subprocess.run(
        [sys.executable, "-m", "pacgen", "generate"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
        env={**os.environ, **dict.fromkeys(places, str(tmp_path / "home"))},
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "wpad.dat").exists()
    assert (tmp_path / "paris.pac").exists()
