"""The page on operations tells what is, and what it shows is run."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen import errors
from pacgen.cli import main
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
def test_the_blocks_run(
    tmp_path: Path,
    service: FakeService,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """From nothing: the first run, a rollback, and what Microsoft announces."""
    version = load_shipped(Instance.WORLDWIDE).version
    service.on("/version/Worldwide", service.version("Worldwide", version))
    for since in ("0000000000", version):
        service.on(f"/changes/Worldwide/{since}", service.json([]))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.chdir(site)

    def run(commands: str) -> str:
        """Let a real shell take the block; what it asks of pacgen is done in this process."""
        told = tmp_path / "told"
        told.write_text("")
        stub = f'pacgen() {{ printf "%s\\n" "$*" >> "{told}"; }}'
        subprocess.run(["/bin/sh", "-euc", f"{stub}\n{commands}"], cwd=site, check=True, timeout=60)
        for line in told.read_text().splitlines():
            command, *rest = line.split()
            given = ["--base-url", service.url] if command in {"update", "changes"} else []
            assert 0 == main([command, *rest, *given]), (line, capfd.readouterr().err)
        return capfd.readouterr().out

    out = run(block("first-run"))
    assert "would publish: " in out
    assert "\npublished: " in out
    assert (site / "wpad.dat").exists()
    assert "nothing that could change a route" in run(block("changes"))
    config = (site / "pacgen.yaml").read_text().replace("proxy.example.com", "proxy2.example.com")
    (site / "pacgen.yaml").write_text(f"{config}update: {{gates: {{prove: off}}}}\n")
    run("pacgen update")
    assert "proxy2" in (site / "wpad.dat").read_text()
    run(block("rollback"))
    assert "proxy2" not in (site / "wpad.dat").read_text()
