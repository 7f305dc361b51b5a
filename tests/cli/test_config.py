"""``pacgen config`` as users run it."""

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
    """Return a function that runs pacgen in an empty directory."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pacgen", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**os.environ, **environment},
        )

    return run


def test_init_check_show(run: Run, tmp_path: Path) -> None:
    """What init writes passes check, and show prints it with every default."""
    assert run("config", "init").returncode == 0
    assert (tmp_path / "pacgen.yaml").read_text().startswith("# What pacgen puts into")
    checked = run("config", "check")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert "pacgen.yaml: no errors" in checked.stderr
    assert "tenant_restrictions: false\n" in run("config", "show").stdout


def test_init_replaces_nothing(run: Run, tmp_path: Path) -> None:
    """A file that is there stays, unless --force is given."""
    (tmp_path / "pacgen.yaml").write_text("mine")
    refused = run("config", "init")

    assert refused.returncode == 2
    assert "is there already" in refused.stderr
    assert (tmp_path / "pacgen.yaml").read_text() == "mine"
    assert run("config", "init", "--force").returncode == 0
    assert (tmp_path / "pacgen.yaml").read_text() != "mine"


def test_check_names_every_error(run: Run, tmp_path: Path) -> None:
    """All errors are said at once, with line and column, and the code is 2."""
    (tmp_path / "x.yaml").write_text("proxi: PROXY p:1\npreset: teem\n")
    checked = run("config", "check", "--config", "x.yaml")

    assert checked.returncode == 2
    assert "x.yaml:1:1: proxi: there is no such key; did you mean 'proxy'?" in checked.stderr
    assert "x.yaml:2:9: preset: expected one of teams" in checked.stderr
    assert "Traceback" not in checked.stderr


def test_found_upwards(run: Run, tmp_path: Path) -> None:
    """Without --config the nearest file upwards is taken; none at all is an error with advice."""
    missing = run("config", "check")
    assert missing.returncode == 2
    assert "'pacgen config init' writes one" in missing.stderr

    (tmp_path / "pacgen.yaml").write_text("proxy: PROXY p:1\n")
    below = tmp_path / "below"
    below.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "pacgen", "config", "check"],
        capture_output=True,
        check=False,
        cwd=below,
    )
    assert done.returncode == 0


def test_show_keeps_secrets(run: Run, tmp_path: Path) -> None:
    """References to the environment are printed as references."""
    (tmp_path / "pacgen.yaml").write_text("environment: [HOST]\nproxy: PROXY ${HOST}:1\n")
    shown = run("config", "show", HOST="secret.example.com")

    assert "PROXY ${HOST}:1" in shown.stdout
    assert "secret" not in shown.stdout + shown.stderr


def test_schema(run: Run) -> None:
    """The schema is JSON and knows every key."""
    described = json.loads(run("config", "schema").stdout)

    assert described["required"] == ["proxy"]
    assert {"rules", "locations", "outputs", "expect"} <= set(described["properties"])
    assert described["additionalProperties"] is False
