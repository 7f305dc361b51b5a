"""``pacgen coverage`` as users run it: what a list of URLs uses of a PAC file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pacgen.cli import main

PAC = """\
function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || dnsDomainIs(host, ".inner.example")) return "DIRECT";
  if (shExpMatch(host, "*.a.example|x")) { return "PROXY a:80"; }
  return "PROXY p:80";
}
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a directory with a PAC file and a list."""
    monkeypatch.chdir(tmp_path)
    Path("wpad.dat").write_text(PAC, encoding="ascii", newline="\r\n")
    Path("urls.txt").write_text("intranet\nhttps://b.example/x\n# all\nb.example\n", "ascii")


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures come first, then what was used, then what was not."""
    assert main(["coverage", "wpad.dat", "--urls", "urls.txt"]) == 0
    assert (
        capsys.readouterr().out
        == """\
wpad.dat: 2 of 3 returns used, 4 of 6 branches taken (67%), by 3 requests

requests   line  what answered them
       1      2  return "DIRECT"
       2      4  return "PROXY p:80";

           line  what answered none
              3  if (shExpMatch(host, "*.a.example|x")) { return "PROXY a:80"; }

           line  what always went one way
   never      2  dnsDomainIs(host, ".inner.example")
   never      3  shExpMatch(host, "*.a.example|x")
"""
    )


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """A bar in the script's text does not break the table."""
    assert main(["coverage", "wpad.dat", "--urls", "urls.txt", "--format", "markdown"]) == 0
    rows = capsys.readouterr().out.splitlines()

    assert r'| 0 | 2 | 3 | `shExpMatch(host, "*.a.example\|x")` |' in rows


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything is there for programs."""
    assert main(["coverage", "wpad.dat", "x.a.example", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert (found["schema"], found["requests"], found["percent"]) == (1, 1, 44.44)
    assert found["returns"]["places"][1] == {
        "line": 3,
        "column": 51,
        "function": "FindProxyForURL",
        "source": '"PROXY a:80"',
        "requests": 1,
        "example": "https://x.a.example/",
    }


def test_only_what_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    """With --missed, what was used is not told."""
    assert main(["coverage", "wpad.dat", "intranet", "--missed"]) == 0
    found = capsys.readouterr().out

    assert "what answered them" not in found
    assert "never looked at: line 2-3" in found


@pytest.mark.parametrize(("percent", "code"), [("60", 0), ("90", 1)])
def test_too_little(percent: str, code: int) -> None:
    """A gate for test lists."""
    arguments = ["coverage", "wpad.dat", "--urls", "urls.txt", "--fail-under", percent]

    assert main(arguments) == code


def test_the_hosts_of_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """The hosts of an access log are asked about."""
    Path("access.csv").write_text("url\nhttps://x.a.example/\nhttps://x.a.example/y\n", "ascii")

    assert main(["coverage", "wpad.dat", "--access-log", "access.csv"]) == 0
    assert "by 1 request" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["wpad.dat"], 2, "there is nothing to ask about"),
        (["wpad.dat", "--urls", "nix.txt"], 4, "nix.txt: cannot be read"),
        (["nix.dat", "a.example"], 4, "nix.dat: no such file"),
        (["wpad.dat", "a.example", "--target", "all"], 2, "coverage is that of one client"),
        (["-", "--urls", "-"], 2, "standard input can be read only once"),
    ],
)
def test_what_goes_wrong(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake is told in a sentence, with its exit code."""
    assert main(["coverage", *arguments]) == code
    assert said in capsys.readouterr().err


def test_lines_that_are_no_requests(capsys: pytest.CaptureFixture[str]) -> None:
    """A line that is no URL is named; the others are asked about all the same."""
    Path("urls.txt").write_text("intranet\nhttps://\n", "ascii")

    assert main(["coverage", "wpad.dat", "--urls", "urls.txt"]) == 4
    captured = capsys.readouterr()
    assert "urls.txt:2" in captured.err
    assert "by 1 request" in captured.out
