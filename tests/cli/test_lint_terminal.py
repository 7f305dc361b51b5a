"""``pacgen lint`` on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

BAD = "".join(
    [
        "function FindProxyForURL(url, host) {\n",
        *(f'  if (dnsDomainIs(host, "x{n}.example")) return "DIRECT";\n' for n in range(30)),
        '  return "PROXY proxy.example.com:8080";\n}\n',
    ]
)


def _on_a_terminal(directory: Path, *arguments: str, lines: int = 24) -> str:
    (directory / "wpad.dat").write_text(BAD)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LINES": str(lines), "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "pacgen", "lint", "wpad.dat", *arguments]
    with subprocess.Popen(
        command, cwd=directory, stdout=theirs, stderr=subprocess.PIPE, env=environment
    ) as child:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 65536):
                told += part
        except OSError:  # Linux tells the end so
            pass
        os.close(ours)
        assert 1 == child.wait()
    return told.decode().replace("\r\n", "\n")


def test_what_does_not_fit_is_an_overview(tmp_path: Path) -> None:
    """The verdict and the worst findings fit on the screen; nothing is lost off its top."""
    lines = _on_a_terminal(tmp_path).splitlines()

    assert lines[0].startswith("wpad.dat: Teams hosts not DIRECT: 0/24;")
    assert len(lines) < 24
    assert "error[missing-leading-dot] lines 2, 3, 4 and 27 more" in lines
    assert lines[-1].startswith("more:  --format full")


def test_what_is_asked_for_is_given(tmp_path: Path) -> None:
    """With --format full, or on a terminal that is high enough, all is shown."""
    whole = _on_a_terminal(tmp_path, "--format", "full")

    assert "  = why:   " in whole
    assert whole == _on_a_terminal(tmp_path, lines=500)
