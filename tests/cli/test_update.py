"""Tests of ``pacgen update``, ``pacgen history`` and ``pacgen rollback`` as commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import jsonschema
import pytest

from pacgen.cli import main
from pacgen.reporters.history import HistoryDocument
from pacgen.reporters.json_schema import schema
from pacgen.reporters.update_json import UpdateDocument
from tests.publish.site import FIRST, JobSite, with_names

if TYPE_CHECKING:
    from tests.conftest import FakeService

SECRET = "hunter2"  # noqa: S105 - it must appear nowhere


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in a site's directory, with a home of its own."""

    def __init__(
        self, site: JobSite, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.site = site
        self._capfd = capfd
        home = str(site.root / "home")
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
            "NO_PROXY": "127.0.0.1",
            "HOME": home,
            "USERPROFILE": home,
            "LOCALAPPDATA": home,
            "XDG_DATA_HOME": home,
            "XDG_STATE_HOME": home,
        }
        monkeypatch.chdir(site.root)

    def run(self, *arguments: str, **environment: str) -> Ran:
        """Run a command to its end, in this process: to start another costs as much as the run."""
        self._capfd.readouterr()
        with mock.patch.dict(os.environ, {**self.environment, **environment}, clear=True):
            code = main(list(arguments))
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    def run_for_real(self, *arguments: str) -> Ran:
        """Run a command in a process of its own."""
        ran = subprocess.run(
            [sys.executable, "-m", "pacgen", *arguments],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def update(self, *arguments: str, **environment: str) -> Ran:
        """Run the job."""
        return self.run("update", "--base-url", self.site.service.url, *arguments, **environment)


@pytest.fixture
def shell(
    tmp_path: Path,
    service: FakeService,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Shell:
    """Return a site with one output and a shell in it."""
    return Shell(JobSite(tmp_path, service).with_one_output(), monkeypatch, capfd)


def test_the_life_of_a_job(shell: Shell) -> None:
    """A dry first run, a run, a second, a refusal, the history, and the way back."""
    site = shell.site
    dry = shell.update("--dry-run")
    assert (0, "would publish: wpad.dat; nothing was changed") == (dry.code, _first(dry.out))
    for part in (
        "the state directory state would be made",
        f"version {FIRST} of the endpoint data would be stored",
        "wpad.dat would be made: ",
        "the history in state/history would begin",
        "gate       expect passed",
        "gate       lost_direct skipped: nothing is published to compare with",
    ):
        assert part in dry.out
    assert not site.main.exists()
    assert not site.state.exists()

    assert (0, "published: wpad.dat") == ((ran := shell.update()).code, _first(ran.out))
    assert ran.err == ""
    ran = shell.update("--verbose")
    assert (0, "unchanged: wpad.dat is as wanted") == (ran.code, _first(ran.out))
    assert "step: ask the service\n" in ran.err

    site.configure("8080", "8081")
    site.gates("size: 4 KB")
    ran = shell.update()
    assert 5 == ran.code
    assert "refused: file too large; what was published is untouched" == _first(ran.out)
    site.configure("size: 4 KB", "size: off")
    ran = shell.update()
    assert 0 == ran.code
    assert "old   PROXY proxy.example.com:8080; DIRECT" in ran.out
    assert "new   PROXY proxy.example.com:8081; DIRECT" in ran.out

    listed = shell.run_for_real("history")
    numbers = [line.split()[:2] for line in listed.out.splitlines()]
    assert ([["*", "2"], "1"], 0) == ([numbers[0], numbers[1][0]], listed.code)
    ran = shell.run("rollback")
    assert (0, True) == (ran.code, ran.out.startswith("rolled back from publication 2 to 1"))
    assert b"8080" in site.main.read_bytes()
    assert "gave up    publication 2" in shell.run("history", "3").out
    data = json.loads(shell.run("history", "--format", "json").out)
    jsonschema.validate(data, json.loads(schema(HistoryDocument)))
    assert ([3, 2, 1], 3) == ([p["number"] for p in data["publications"]], data["current"])


def test_json(shell: Shell) -> None:
    """The outcome as JSON is one document on standard output, whatever came of the run."""
    shell.site.service.on("/version/Worldwide", shell.site.service.status(404))
    ran = shell.update("--format", "json")
    data = json.loads(ran.out)
    jsonschema.validate(data, json.loads(schema(UpdateDocument)))
    assert (3, "published", 3) == (ran.code, data["verdict"], data["exit_code"])
    assert "404" in data["error"]["what"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("outputs:", "outptus:", "did you mean 'outputs'?"),
        ("state: state", "state: 3", "pacgen.yaml:9:10: update.state: expected a text, found 3"),
        ("proxy: PROXY", "proxy: PRXY", "pacgen.yaml:1:"),
    ],
)
def test_wrong_configuration(shell: Shell, old: str, new: str, words: str) -> None:
    """What is wrong in pacgen.yaml is told with its place, and the code is 2."""
    shell.site.configure(old, new)
    ran = shell.update()
    assert (2, "") == (ran.code, ran.out)
    assert words in ran.err


def test_no_secret_is_kept_or_told(shell: Shell) -> None:
    """Credentials of proxies and arguments of the command are in no output, log or file."""
    site = shell.site
    site.configure("proxy:", "environment: [TOKEN]\nproxy:")
    program = f"'{sys.executable}', -c, 'import sys; sys.exit(3)', '--token=${{TOKEN}}'"
    site.configure("  state: state\n", f"  state: state\n  publish: {{command: [{program}]}}\n")
    proxy = f"http://user:{SECRET}@127.0.0.1:9"
    said = [
        shell.update("--dry-run", TOKEN=SECRET),
        shell.update(TOKEN=SECRET),
        shell.update("--format", "json", TOKEN=SECRET, HTTP_PROXY=proxy, NO_PROXY=""),
        shell.update("-v", "--log-format", "logfmt", TOKEN=SECRET, HTTP_PROXY=proxy, NO_PROXY=""),
        shell.run("history", "1", TOKEN=SECRET),
        shell.run("history", "--format", "json", TOKEN=SECRET),
    ]
    site.offer("2027020100", with_names("*.com"))
    said.append(shell.update("--log-format", "json", TOKEN=SECRET))
    assert [0, 4, 4, 4] == [ran.code for ran in said[:4]]
    assert not [ran for ran in said if SECRET in ran.out + ran.err]
    kept = [path for path in site.root.rglob("*") if path.is_file()]
    assert [] == [path for path in kept if SECRET.encode() in path.read_bytes()]


def _first(text: str) -> str:
    return text.splitlines()[0]
