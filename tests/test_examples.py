"""The examples for build servers say what pacgen says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from pacgen.cli import main
from pacgen.cli.lint import command

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
TEXT = 'function FindProxyForURL(url, host) {\n  return "PROXY proxy.example.com:8080" }\n'


def _patterns() -> list[dict[str, Any]]:
    text = (ROOT / "examples" / "ci" / "problem-matcher.json").read_text(encoding="utf-8")
    return [matcher["pattern"][0] for matcher in json.loads(text)["problemMatcher"]]


def _runs(value: Any) -> list[str]:
    """Return all shell commands in a workflow."""
    if isinstance(value, dict):
        return [run for part in value.values() for run in _runs(part)]
    if isinstance(value, list):
        return [run for part in value for run in _runs(part)]
    return [value] if isinstance(value, str) else []


def test_the_problem_matcher_finds_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each line of the concise format but the verdict is matched, with its file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "wpad.dat").write_text(TEXT)
    main(["lint", "wpad.dat", "--format", "concise", "--min-severity", "warning"])
    lines = capfd.readouterr().out.splitlines()[1:]

    assert lines
    for line in lines:
        pattern, match = next(
            (pattern, found)
            for pattern in _patterns()
            if (found := re.match(pattern["regexp"], line)) is not None
        )
        assert "wpad.dat" == match[pattern["file"]]
        assert match[pattern["severity"]] in {"error", "warning"}


@pytest.mark.parametrize(
    "path",
    [
        ".pre-commit-hooks.yaml",
        "examples/ci/github-actions.yaml",
        "examples/ci/gitlab-ci.yaml",
    ],
)
def test_the_options_in_the_examples_exist(path: str) -> None:
    """Every option that an example gives to ``pacgen lint`` is one."""
    known = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
    runs = _runs(yaml.safe_load((ROOT / path).read_text(encoding="utf-8")))
    used = {
        option
        for run in runs
        if run.startswith("pacgen lint")
        for option in re.findall(r"--[a-z-]+", run)
    }

    assert used
    assert used <= known


def test_the_hooks_know_pac_files() -> None:
    """The hooks are for the usual names of PAC files, and for nothing else."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")

    for hook in yaml.safe_load(text):
        for name in ("wpad.dat", "proxies/wpad.dat", "proxy.pac"):
            assert re.search(hook["files"], name)
        for name in ("data.dat", "pac.txt", "swpad.dat"):
            assert not re.search(hook["files"], name)
