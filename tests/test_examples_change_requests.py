"""The workflows that open a change request are run, step by step, with a real git."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pacgen.data import ENDPOINTS

if TYPE_CHECKING:
    from tests.conftest import FakeService

pytestmark = [
    pytest.mark.checkout,
    pytest.mark.skipif(os.name == "nt", reason="the workflows run in a POSIX shell"),
    pytest.mark.skipif(shutil.which("git") is None, reason="NOT CHECKED: git is not here"),
]

ROOT = Path(__file__).parents[1]
CI = ROOT / "examples" / "ci"
NEW = "2027010100"
CONFIG = """\
proxy: PROXY proxy.example.com:8080
outputs: [{name: main, file: wpad.dat}]
"""


class Runner:
    """A machine of a build server: a clone of a repository, and the programs that a job calls."""

    def __init__(self, root: Path, service: FakeService) -> None:
        self.root = root
        self.clone = root / "clone"
        programs = root / "bin"
        programs.mkdir()
        pacgen = (
            f'case "$1" in fetch|changes) set -- "$@" --base-url {service.url};; esac\n'
            f'exec "{sys.executable}" -m pacgen "$@"\n'
        )
        calls = root / "calls"
        for name, text in (
            ("pacgen", pacgen),
            ("pip", 'test "$1" = install\n'),
            ("gh", f'printf "%s\\n" "$@" >> {calls}\n'),
        ):
            (programs / name).write_text(f"#!/bin/sh\n{text}")
            (programs / name).chmod(0o755)
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(root),
            "XDG_DATA_HOME": str(root / "data"),
            "XDG_STATE_HOME": str(root / "state"),
            "RUNNER_TEMP": str(root),
            "GITHUB_OUTPUT": str(root / "output"),
            "GITHUB_STEP_SUMMARY": str(root / "summary"),
        }
        self.run(
            f"git init -q --bare {root}/origin.git; git clone -q {root}/origin.git clone", root
        )
        (self.clone / "pacgen.yaml").write_text(CONFIG)
        self.run(
            "git config user.name me; git config user.email me@example.com; "
            "git switch -qc main; pacgen generate; git add .; git commit -qm first; "
            "git push -q origin main"
        )

    def run(self, commands: str, directory: Path | None = None, **environment: str) -> str:
        """Run commands as a build server does: the first failure ends them."""
        done = subprocess.run(
            ["/bin/bash", "-e", "-c", commands],  # GitHub's own way; GitLab's is as strict
            cwd=directory or self.clone,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert 0 == done.returncode, done.stdout + done.stderr
        return done.stdout

    def branches(self) -> list[str]:
        """Return the branches of the repository."""
        return self.run("git -C ../origin.git branch --format '%(refname:short)'").split()


@pytest.fixture
def runner(tmp_path: Path, service: FakeService) -> Runner:
    """Return a machine, and let Microsoft have a new name for Teams."""
    service.on("/version/Worldwide", service.version("Worldwide", NEW))
    service.on("/changes/Worldwide/0000000000", service.json([]))
    offer(service, "new.teams.example.net")
    return Runner(tmp_path, service)


def offer(service: FakeService, *names: str) -> None:
    """Let the service have these names besides."""
    sets: list[dict[str, Any]] = json.loads(ENDPOINTS.joinpath("worldwide.json").read_bytes())
    teams = next(record for record in sets if record["id"] == 12)
    teams["urls"] = [*teams["urls"], *names]
    service.on("/endpoints/Worldwide", service.json(sets))


def _github(runner: Runner) -> None:
    job = yaml.safe_load((CI / "github-update.yaml").read_text(encoding="utf-8"))["jobs"]["update"]
    for step in job["steps"]:
        if condition := step.get("if"):
            wanted = re.fullmatch(r"steps\.diff\.outputs\.(\w+) == '(\w+)'", condition)
            assert wanted is not None
            if f"{wanted[1]}={wanted[2]}\n" not in (runner.root / "output").read_text():
                continue
        if "run" in step:
            runner.run(step["run"])


def _gitlab(runner: Runner) -> None:
    job = yaml.safe_load((CI / "gitlab-update.yaml").read_text(encoding="utf-8"))["pac-update"]
    script = "\n".join(job["script"])
    runner.run(f"git -C {runner.root}/origin.git config receive.advertisePushOptions true")
    runner.run(
        script.replace("https://pacgen:$PUSH_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_PATH.git", "origin"),
        CI_DEFAULT_BRANCH="main",
    )


@pytest.mark.parametrize("play", [_github, _gitlab])
def test_a_new_route_is_proposed(play: Any, runner: Runner) -> None:
    """The new file is on a branch, the published one is untouched, and the request says what changes."""
    play(runner)
    assert ["main", "pac-update"] == sorted(runner.branches())
    show = "git -C ../origin.git show {}:wpad.dat"
    assert "new.teams.example.net" not in runner.run(show.format("main"))
    assert "new.teams.example.net" in runner.run(show.format("pac-update"))
    body = next(p for p in (runner.root / "body.md", runner.clone / "body.md") if p.exists())
    assert "new.teams.example.net" in body.read_text()
    assert "## Microsoft 365 endpoints, Worldwide: changes after" in body.read_text()


@pytest.mark.parametrize("play", [_github, _gitlab])
def test_no_new_route_no_request(play: Any, runner: Runner, service: FakeService) -> None:
    """A new version in which no route changes bothers nobody."""
    offer(service)
    play(runner)
    assert ["main"] == runner.branches()
    assert not (runner.root / "calls").exists()
