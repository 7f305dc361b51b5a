"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pacgen.cli.app import COMMANDS
from pacgen.policy import Preset

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def _part(kind: str, name: str) -> str:
    match = re.search(rf"<!-- {kind}: {name} -->\n```\w*\n(.*?)```", _readme(), re.DOTALL)
    assert match is not None
    return match[1]


def _without_setup(commands: str) -> str:
    """Return the commands without the installation, which CI runs word for word, with our own pacgen."""
    return re.sub(r"python3 -m venv .* &&\n", "", commands).replace(".venv/bin/pacgen", "pacgen")


def _run(commands: str, directory: Path) -> str:
    """Run shell commands where ``pacgen`` is this pacgen; return both streams in order."""
    bin_directory = directory / "bin"
    bin_directory.mkdir()
    program = bin_directory / "pacgen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pacgen "$@"\n', encoding="ascii")
    program.chmod(0o755)
    for shown in ("examples", "endpoints", "README.md"):
        (directory / shown).symlink_to(ROOT / shown)
    environment = os.environ | {
        "PATH": f"{bin_directory}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": str(directory / "data"),
        "HOME": str(directory),
    }
    done = subprocess.run(
        ["/bin/sh", "-c", commands],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("name", ["main-job", "lint-example"])
def test_the_output_shown_is_the_output(name: str, tmp_path: Path) -> None:
    """The README's commands print what the README prints."""
    assert _part("output", name) == _run(_without_setup(_part("block", name)), tmp_path)


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    """CI takes the test command from the README and nowhere else."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "-m pytest" in _part("block", "tests")
    assert ".ci/readme_block.py tests" in ci
    assert ".ci/readme_block.py main-job" in ci


def test_every_command_and_preset_is_in_the_readme() -> None:
    """A new command or preset must be shown."""
    text = _readme()

    assert [] == [name for name in COMMANDS if f"| `pacgen {name}` |" not in text]
    assert [] == [preset for preset in Preset if f"| `{preset}` |" not in text]


def test_exit_codes_are_those_of_the_errors() -> None:
    """The table has every exit code that an error can have, and Ctrl-C's."""
    from pacgen import errors  # noqa: PLC0415 - for its names alone
    from pacgen.cli.app import BUG, INTERRUPTED  # noqa: PLC0415 - beside the codes it stands with

    codes = {getattr(errors, name).exit_code for name in errors.__all__}
    codes |= {0, 1, BUG, INTERRUPTED, click.UsageError.exit_code}

    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", _readme(), re.MULTILINE)}


def test_the_mended_example_is_clean(tmp_path: Path) -> None:
    """The file which the README calls mended has no finding that counts."""
    assert "Teams: proven DIRECT for all hosts" in _run(
        "pacgen lint examples/wpad-after.dat && echo fine", tmp_path
    )
