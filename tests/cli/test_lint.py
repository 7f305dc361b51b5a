"""``pacgen lint`` as users run it: a process with arguments, files, streams and an exit code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from pacgen.cli import main
from pacgen.errors import InputError

GOOD = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (/(^|\\.)teams\\.(microsoft\\.com|cloud\\.microsoft)$/.test(host)) return "DIRECT";
  if (/\\.(lync|skype)\\.com$/.test(host)) return "DIRECT";
  if (host == "aka.ms") return "DIRECT";
  if (isInNet(host, "52.112.0.0", "255.252.0.0")) return "DIRECT";
  if (isInNet(host, "52.122.0.0", "255.254.0.0")) return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
BAD = """\
function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, ".microsoft.com")) return "PROXY proxy.example.com:8080";
  return "PROXY proxy.example.com:8080";
}
"""
PROVEN = "Teams: proven DIRECT for all hosts"
VERDICT_GOOD = f"wpad.dat: {PROVEN}"

ENDPOINTS = [
    {
        "id": 12,
        "serviceArea": "Skype",
        "urls": [
            "*.lync.com",
            "*.teams.cloud.microsoft",
            "*.teams.microsoft.com",
            "teams.cloud.microsoft",
            "teams.microsoft.com",
        ],
        "ips": ["52.112.0.0/14", "52.122.0.0/15", "2603:1027::/48"],
        "tcpPorts": "80,443",
        "category": "Allow",
        "required": True,
    },
    {"id": 17, "serviceArea": "Skype", "urls": ["aka.ms"], "category": "Default"},
    {"id": 127, "serviceArea": "Skype", "urls": ["*.skype.com"], "category": "Default"},
]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
"""The tests may run in GitHub Actions, where pacgen chooses another format by itself."""

VERSION = "9999123100"
"""Newer than any that ships, so that these tests need not follow Microsoft's changes."""


class Reply(Protocol):
    """What the web server on loopback does with a request."""


class Service(Protocol):
    """As much of the web server on loopback as is needed here."""

    url: str

    def on(self, path: str, *replies: Reply) -> None:
        """Let *path* answer with *replies*."""

    def status(self, code: int, body: bytes = b"", **headers: str) -> Reply:
        """Return a reply with a status, a body and headers."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


def _store(directory: Path) -> None:
    """Put ENDPOINTS into *directory* as ``pacgen fetch`` would."""
    content = json.dumps(ENDPOINTS).encode()
    entry = {
        "instance": "Worldwide",
        "file": "worldwide.json",
        "version": VERSION,
        "captured": "2026-01-01",
        "sha256": hashlib.sha256(content).hexdigest(),
        "sets": len(ENDPOINTS),
    }
    directory.mkdir()
    (directory / "worldwide.json").write_bytes(content)
    (directory / "index.json").write_text(json.dumps({"schema": 1, "documents": [entry]}))


@pytest.fixture
def run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a runner of ``pacgen lint`` in an empty directory, with ENDPOINTS."""
    store = tmp_path_factory.mktemp("store") / "endpoints"
    _store(store)

    def lint(*arguments: str, stdin: bytes = b"", **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "pacgen", "lint", "--endpoints", str(store), *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env={**ENVIRONMENT, **environment},
            timeout=120,
            check=False,
        )
        return Result(
            done.returncode,
            done.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8")).replace("\r\n", "\n"),
            done.stderr.decode().replace("\r\n", "\n"),
        )

    return lint


def test_a_good_file(run: Run, tmp_path: Path) -> None:
    """The verdict is the first line, and the exit code is 0 although there are infos."""
    (tmp_path / "wpad.dat").write_text(GOOD)
    result = run("wpad.dat")

    assert (0, "") == (result.code, result.err)
    assert result.out.startswith(VERDICT_GOOD)
    assert f"endpoint data: Worldwide {VERSION}, preset teams" in result.out


def test_a_bad_file_names_the_hosts(run: Run, tmp_path: Path) -> None:
    """A rule for all of microsoft.com is a finding that names the hosts of Teams."""
    (tmp_path / "wpad.dat").write_text(BAD)
    result = run("wpad.dat")

    assert 1 == result.code
    assert result.out.startswith("wpad.dat: Teams hosts not DIRECT: 0/15")
    assert "error[required-host-proxied]: " in result.out
    assert "https://teams.microsoft.com/ -> PROXY proxy.example.com:8080" in result.out


def test_one_run_does_many_files(run: Run, tmp_path: Path) -> None:
    """Every file is linted, whatever becomes of the others; the worst code counts."""
    (tmp_path / "good.pac").write_text(GOOD)
    (tmp_path / "bad.pac").write_text(BAD)
    result = run("good.pac", "nowhere.pac", "bad.pac", "--format", "concise")

    assert 4 == result.code
    good, bad = (line for line in result.out.splitlines() if "others" in line)
    assert good.startswith(f"good.pac: {PROVEN}")
    assert bad.startswith("bad.pac: Teams hosts not DIRECT: 0/15;")
    assert "pacgen: nowhere.pac: no such file" == result.err.splitlines()[0]


def test_quiet_says_nothing_of_files_without_findings(run: Run, tmp_path: Path) -> None:
    """A scheduled job sees output only if there is something to see."""
    (tmp_path / "plain.pac").write_text('function FindProxyForURL(u, h) { return "DIRECT"; }')

    assert Result(0, "", "") == run("--quiet", "plain.pac")


def test_standard_input(run: Run) -> None:
    """``-`` reads standard input."""
    result = run("-", stdin=BAD.encode())

    assert 1 == result.code
    assert result.out.startswith("<stdin>: Teams hosts not DIRECT: 0/15")


def test_standard_input_is_there_once(run: Run) -> None:
    """To name it twice is wrong usage."""
    result = run("-", "-")

    assert (2, "") == (result.code, result.out)
    assert "standard input can be read only once" in result.err


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.replace("\n", "\r\n").encode(), 0),
        (b"\xef\xbb\xbf" + GOOD.encode(), 1),
        (GOOD.encode("utf-16"), 1),
        (b"// gr\xfc\xdfe\n" + GOOD.encode(), 0),
        ("// grüße 漢字\n".encode() + GOOD.encode(), 0),
    ],
    ids=["CRLF", "BOM", "UTF-16", "Latin-1", "UTF-8"],
)
def test_encodings(data: bytes, code: int, run: Run, tmp_path: Path) -> None:
    """However a file is encoded, it is read as clients read it; some ways are findings."""
    (tmp_path / "wpad.dat").write_bytes(data)
    result = run("wpad.dat")

    assert (code, "") == (result.code, result.err)
    assert result.out.startswith(VERDICT_GOOD)


def test_json(run: Run, tmp_path: Path) -> None:
    """The JSON names files that could be read and files that could not."""
    (tmp_path / "bad.pac").write_text(BAD)
    result = run("--format", "json", "bad.pac", "nowhere.pac", "--preset", "m365-optimize")
    document = json.loads(result.out)

    assert [4, 1] == [result.code, document["schema"]]
    assert ["bad.pac"] == [file["path"] for file in document["files"]]
    assert ["nowhere.pac"] == [file["path"] for file in document["unreadable"]]
    assert "m365-optimize" == document["files"][0]["endpoints"]["preset"]


def test_instances(run: Run, tmp_path: Path) -> None:
    """Another cloud has other hosts; an unknown one is wrong usage."""
    (tmp_path / "good.pac").write_text(GOOD)
    china = run("--instance", "china", "good.pac")

    assert 1 == china.code
    assert "endpoint data: China 20" in china.out
    assert 2 == run("--instance", "atlantis", "good.pac").code


def test_a_url(run: Run, service: Service) -> None:
    """A PAC file is read from a web server, and called by its URL without a password."""
    service.on("/wpad.dat", service.status(200, GOOD.encode(), Content_Type="text/plain"))
    url = f"{service.url}/wpad.dat"
    result = run(url.replace("//", "//user:secret@"))

    assert (0, "") == (result.code, result.err)
    assert result.out.startswith(f"{url}: {PROVEN}")
    assert "secret" not in result.out


def test_a_url_that_has_no_file(run: Run, service: Service) -> None:
    """An error of the server is an unreadable input, not a finding."""
    result = run(f"{service.url}/nothing.pac")

    assert (4, f"pacgen: {service.url}/nothing.pac: the server answered 404") == (
        result.code,
        result.err.splitlines()[0],
    )


def test_a_login_page_behind_a_url(run: Run, service: Service) -> None:
    """What clients would get is linted, even if it is a web page."""
    service.on("/wpad.dat", service.status(200, b"<!doctype html>", Content_Type="text/html"))
    result = run(f"{service.url}/wpad.dat")

    assert 1 == result.code
    assert "error[not-a-pac-file]: this is a web page or XML" in result.out


def test_a_server_that_is_not_there(run: Run) -> None:
    """A refused connection is said in a sentence, and nothing of Python is shown."""
    result = run(
        "http://user:secret@127.0.0.1:1/wpad.dat", NO_PROXY="127.0.0.1", no_proxy="127.0.0.1"
    )

    assert 4 == result.code
    assert "pacgen: http://127.0.0.1:1/wpad.dat: " in result.err
    assert "Traceback" not in result.err
    assert "secret" not in result.err


def test_a_directory(run: Run, tmp_path: Path) -> None:
    """A directory is refused, and the files that are likely meant are named."""
    for name in ("wpad.dat", "proxy.pac", "notes.txt"):
        (tmp_path / name).write_text("")
    result = run(".")

    assert 4 == result.code
    assert "pacgen lint proxy.pac wpad.dat" in result.err
    assert "notes.txt" not in result.err


def test_a_pipe_that_closes(tmp_path: Path) -> None:
    """A reader that goes away (``| head -1``) is no error to speak of."""
    (tmp_path / "wpad.dat").write_text(BAD)
    child = subprocess.Popen(
        [sys.executable, "-m", "pacgen", "lint", *["wpad.dat"] * 3],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.close()
    _, err = child.communicate(timeout=120)

    assert b"Traceback" not in err


def test_a_stream_that_cannot_hold_a_character(run: Run, tmp_path: Path) -> None:
    """What the output's encoding does not have is escaped; Windows has such pipes."""
    (tmp_path / "wpad.dat").write_text(
        'function FindProxyForURL(u, h) {\n  throw new Error("漢字");\n}\n', encoding="utf-8"
    )
    result = run("wpad.dat", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")

    assert (1, "") == (result.code, result.err)
    assert "FindProxyForURL throws Error: \\u6f22\\u5b57" in result.out


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "always", "--output-file", "out.txt"), {}, False),
    ],
)
def test_colours(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001 - a column of the table
    run: Run,
    tmp_path: Path,
) -> None:
    """Without a terminal there are colours only on request; a file never has any."""
    (tmp_path / "wpad.dat").write_text(BAD)
    blank = {"FORCE_COLOR": "", "NO_COLOR": ""}
    result = run("wpad.dat", *arguments, **(blank | environment))

    assert coloured == ("\x1b[" in result.out)
    if "out.txt" in arguments:
        assert "\x1b" not in (tmp_path / "out.txt").read_text()


def test_no_file_is_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    """Without a file there is nothing to do."""
    assert 2 == main(["lint"])
    assert "Missing argument 'FILE|URL|-...'" in capfd.readouterr().err


def test_exit_codes_are_those_of_the_errors() -> None:
    """The code for unreadable inputs is the one in the tree of errors."""
    assert 4 == InputError.exit_code


HOSTILE = {
    "loop": "function FindProxyForURL(u, h) { for (;;); }",
    "loop while loading": "for (;;);\nfunction FindProxyForURL(u, h) { }",
    "memory": "function FindProxyForURL(u, h) { var a = []; for (;;) a.push(new Array(1e6).join(h)); }",
    "recursion": "function FindProxyForURL(u, h) { return FindProxyForURL(u, h); }",
    "exception": 'function FindProxyForURL(u, h) { throw "no"; }',
}

WATCH = """\
import ctypes, os, pathlib, subprocess, sys
# Orphans of the command become children of this process (PR_SET_CHILD_SUBREAPER).
ctypes.CDLL(None).prctl(36, 1)
code = subprocess.run([sys.executable, "-m", "pacgen", "lint", sys.argv[1]]).returncode
for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
    try:
        state, parent = stat.read_text().rpartition(")")[2].split()[:2]
    except OSError:
        continue
    if int(parent) == os.getpid() and state != "Z":
        print("LEFT BEHIND", stat)
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_leave_no_process_behind(text: str, tmp_path: Path) -> None:
    """The command ends soon, with a finding, with code 1, and alone."""
    (tmp_path / "wpad.dat").write_text(text)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WATCH, "wpad.dat"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (1, "") == (done.returncode, done.stderr)
    assert "error[" in done.stdout
    assert "LEFT BEHIND" not in done.stdout
    # On an idle machine it takes at most seven; the rest is for other work on a busy one.
    assert time.monotonic() - began < 30
