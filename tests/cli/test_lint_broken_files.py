"""What is no good PAC file ends in one clear finding, with no traceback and in a bounded time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.cli import main

GOOD = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (dnsDomainIs(host, ".lync.com")) return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
PAGE = "<!DOCTYPE html>\n<title>404</title><p>FindProxyForURL was not found on this server</p>\n"
POWERSHELL = '<#\n.SYNOPSIS\n#>\nparam([string]$Proxy)\n"function FindProxyForURL() {}" > x.pac\n'

BROKEN = {
    "empty": (b"", "not-a-pac-file", "this is an empty file"),
    "html": (PAGE.encode(), "not-a-pac-file", "this is a web page or XML"),
    "powershell": (POWERSHELL.encode(), "not-a-pac-file", "this is a PowerShell script"),
    "json": (b'{"FindProxyForURL": []}', "not-a-pac-file", "this is JSON"),
    "truncated": (GOOD[:110].encode(), "syntax-error", "the file does not load: "),
    "binary": (bytes(range(256)) * 8, "not-a-pac-file", "this is a binary file"),
    "one line": (
        GOOD.replace("\n", " ").replace('"DIRECT";', '"DIRECT;').encode(),
        "syntax-error",
        "the file does not load: ",
    ),
    "utf-16": (GOOD.encode("utf-16"), "utf16-file", "the file is in UTF-16"),
    "mixed line ends": (
        GOOD.replace("\n", "\r\n", 2).encode(),
        "mixed-line-ends",
        "lines end in different ways: 2 with CRLF, 3 with LF",
    ),
}

ROUTING = "RT,SE,PO17"
"""What is wrong with GOOD itself is not what these tests are about."""


@pytest.mark.parametrize("name", BROKEN)
def test_one_clear_finding(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The finding says what is the matter, and no other says it again."""
    data, rule, message = BROKEN[name]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wpad.dat").write_bytes(data)
    code = main(["lint", "wpad.dat", "--format", "json", "--ignore", ROUTING])
    captured = capfd.readouterr()
    (file,) = json.loads(captured.out)["files"]
    (finding,) = file["findings"]

    assert "" == captured.err
    assert (rule, message) == (finding["rule"], finding["message"][: len(message)])
    assert code == (0 if finding["severity"] == "info" else 1)


@pytest.mark.parametrize(
    ("beginning", "wanted"),
    [
        (b"", ("not-a-pac-file", "this is a binary file", "not a PAC file")),
        (
            GOOD.encode() + b"//" + b"x" * 1024 * 1024,
            (
                "file-too-large",
                "the file has far more than 1,024 kB, clients take no more than 1,024",
                "far too large, so that clients use no proxy for anything",
            ),
        ),
    ],
)
def test_a_file_of_50_mb(
    beginning: bytes,
    wanted: tuple[str, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Of what is far too large the beginning is read, and there is one finding."""
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "wpad.dat").open("wb") as stream:
        stream.write(beginning)
        stream.truncate(50 * 1024 * 1024)
    code = main(["lint", "wpad.dat", "--format", "json"])
    (file,) = json.loads(capfd.readouterr().out)["files"]
    (finding,) = file["findings"]

    assert 1 == code
    assert wanted == (finding["rule"], finding["message"], file["verdict"])


def test_the_place_in_a_long_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In a minified file the column is told, and the piece around it shown within 80 columns."""
    run: Callable[[list[str]], int] = main
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wpad.dat").write_bytes(BROKEN["one line"][0])
    run(["lint", "wpad.dat", "--format", "full", "--color", "never"])
    lines = capfd.readouterr().out.splitlines()

    assert any(line.startswith(" --> wpad.dat:1:") for line in lines)
    assert [] == [line for line in lines if len(line) > 80]
