"""What the tests of the probe share: a way to run it that asks nobody but loopback, and a relay."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pacgen.cli import main
from tests.probe.servers import coturn

Check = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a run of ``pacgen probe``."""

    code: int
    stdout: str
    stderr: str

    def check(self, name: str) -> Check:
        """Return the only check that is called *name*; the exit code must agree with all."""
        assert self.stderr == ""
        checks = json.loads(self.stdout)["checks"]
        assert self.code == int(any(check["verdict"] == "fail" for check in checks))
        (found,) = [check for check in checks if check["name"] == name]
        return dict(found)


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs ``pacgen probe`` with no settings of the machine's own."""
    for name in [name for name in os.environ if "proxy" in name.lower()]:
        monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **environment: str) -> Done:
        is_local = {"--plan", "--target"} & set(arguments)
        assert is_local or arguments[:2] == ("--only", "proxy"), "a test must not ask Microsoft"
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            capsys.readouterr()
            code = main(["probe", *arguments])
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of a STUN server."""
    with coturn(tmp_path_factory.mktemp("coturn")) as port:
        yield port
