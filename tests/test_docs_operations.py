"""The page on operations tells what is, and what it shows is run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen import errors
from pacgen.cli.app import BUG, INTERRUPTED
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.notify.metrics import Carried, render
from pacgen.publish.outcome import GateName
from tests.notify.outcomes import OUTCOMES

if TYPE_CHECKING:
    from tests.conftest import FakeService

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
_PATH = ROOT / "docs" / "operations.md"
PAGE = _PATH.read_text(encoding="utf-8") if _PATH.exists() else ""


def first_cells(heading: str) -> list[str]:
    """Return the first cells of the table below *heading*."""
    part = PAGE.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    return [row.split("|")[1].strip(" `") for row in re.findall(r"^\|.*", part, re.MULTILINE)][2:]


def block(name: str) -> str:
    """Return the commands of a marked block."""
    match = re.search(rf"<!-- block: {name} -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
    assert match is not None
    return match[1]


def test_every_gate_is_explained() -> None:
    """The table has all gates and no other."""
    assert sorted(GateName) == sorted(first_cells("## What each gate asks of you"))


def test_every_exit_code_is_explained() -> None:
    """The table has every code that a run can end with; 1 is for other commands."""
    codes = {getattr(errors, name).exit_code for name in errors.__all__} | {0, BUG, INTERRUPTED}
    assert sorted(codes) == sorted(int(code) for code in first_cells("## Exit codes"))


def test_every_metric_is_explained() -> None:
    """The table has all metrics that are written and no other."""
    written = "".join(render(outcome, Carried()) for outcome in OUTCOMES.values())
    names = set(re.findall(r"^# TYPE (\w+)", written, re.MULTILINE))
    assert names == set(first_cells("### Metrics"))


def test_links_lead_somewhere() -> None:
    """Every file that the page links to is there."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target


@pytest.mark.skipif(os.name == "nt", reason="the page shows commands for a POSIX shell")
def test_the_blocks_run(tmp_path: Path, service: FakeService) -> None:
    """From nothing: the first run, a rollback, and what Microsoft announces."""
    version = load_shipped(Instance.WORLDWIDE).version
    service.on("/version/Worldwide", service.version("Worldwide", version))
    for since in ("0000000000", version):
        service.on(f"/changes/Worldwide/{since}", service.json([]))
    program = tmp_path / "bin" / "pacgen"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f'case "$1" in update|changes) set -- "$@" --base-url {service.url};; esac\n'
        f'exec "{sys.executable}" -m pacgen "$@"\n'
    )
    program.chmod(0o755)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    site = tmp_path / "site"
    site.mkdir()

    def run(commands: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-euc", commands],
            cwd=site,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    done = run(block("first-run"))
    assert 0 == done.returncode, done.stderr
    assert "would publish: " in done.stdout
    assert "\npublished: " in done.stdout
    assert (site / "wpad.dat").exists()
    done = run(block("changes"))
    assert 0 == done.returncode, done.stderr
    assert "nothing that could change a route" in done.stdout
    # To prove what else changes takes seconds for each run, and is not what the page is about.
    run(
        "sed -i.bak s/proxy.example.com/proxy2.example.com/ pacgen.yaml && "
        "echo 'update: {gates: {prove: off}}' >> pacgen.yaml && pacgen update --approve"
    )
    assert "proxy2" in (site / "wpad.dat").read_text()
    done = run(block("rollback"))
    assert 0 == done.returncode, done.stderr
    assert "proxy2" not in (site / "wpad.dat").read_text()
    refused = run("pacgen update")
    assert 5 == refused.returncode, refused.stderr
    assert 0 == run("pacgen update --approve").returncode
    assert "proxy2" in (site / "wpad.dat").read_text()
