"""What ends a command, whatever happens: a message and a code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pacgen.cli import app
from pacgen.errors import InputError

PACGEN = [sys.executable, "-m", "pacgen"]
GENERATE = [*PACGEN, "generate", "--proxy", "PROXY proxy.example.com:8080"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("command", [GENERATE, [*PACGEN, "--version"]], ids=["generate", "version"])
def test_a_full_disk_behind_standard_output(command: list[str]) -> None:
    """Whether the command or Python's last flush meets it: one message, no traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert InputError.exit_code == done.returncode
    message = "pacgen: standard output: it cannot be written: No space left on device\n"
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    """`pacgen … | head -1` ends quietly."""
    command = " ".join(f"'{word}'" for word in GENERATE) + f" 2> {tmp_path / 'stderr'} | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("// ")
    assert "Traceback" not in (tmp_path / "stderr").read_text(encoding="utf-8")
    assert "Exception ignored" not in (tmp_path / "stderr").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_streams(tmp_path: Path) -> None:
    """A job that was started without streams does its work, and no file of its gets its output."""
    command = " ".join(f"'{word}'" for word in [*GENERATE, "-o", tmp_path / "wpad.dat"])
    done = subprocess.run(["/bin/sh", "-c", f"{command} <&- >&- 2>&-"], check=False)

    assert 0 == done.returncode
    assert (tmp_path / "wpad.dat").read_text(encoding="ascii").rstrip().endswith("}")


def test_a_bug_is_called_a_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that nobody foresaw has a code of its own, and says what to do."""
    monkeypatch.setitem(app.COMMANDS, "nonesuch", "a command whose module is missing")
    monkeypatch.delenv("PACGEN_DEBUG", raising=False)

    assert app.BUG == app.main(["nonesuch"])
    assert "pacgen: a bug in pacgen: ModuleNotFoundError" in capsys.readouterr().err


def test_a_bug_can_be_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    """With PACGEN_DEBUG set the traceback is there for whoever mends it."""
    monkeypatch.setitem(app.COMMANDS, "nonesuch", "a command whose module is missing")
    monkeypatch.setenv("PACGEN_DEBUG", "1")

    with pytest.raises(ModuleNotFoundError):
        app.main(["nonesuch"])


def test_every_command_says_how_it_is_used() -> None:
    """Each has help that names it, and the list of commands has a line for each."""
    listed = subprocess.run([*PACGEN, "--help"], capture_output=True, text=True, check=True).stdout

    for name, line in app.COMMANDS.items():
        assert f"  {name}" in listed
        assert " ".join(line.split()[:3]) in " ".join(listed.split())
        assert app.main([name, "--help"]) == 0


def test_an_unknown_command() -> None:
    """Wrong usage is code 2."""
    assert app.main(["generat"]) == 2
