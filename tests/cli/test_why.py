"""``pacgen why`` as users run it: what led to an answer, and which line decided."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CHAIN = "".join(
    f'  if (shExpMatch(host, "*.site{number}.example")) return "DIRECT";\n' for number in range(300)
)
PAC = f"""\
function inList(name, list) {{
  for (var i = 0; i < list.length; i++) {{ if (dnsDomainIs(name, list[i])) return true; }}
  return false;
}}
function FindProxyForURL(url, host) {{
{CHAIN}  if (host == "boom.example") return nosuch(host);
  if (host == "end.example") return;
  if (host == "words.example") return "PROXI p.example:80";
  if (inList(host, [".a.example", ".b.example", ".microsoft.com"])) return "PROXY p.example:80";
  return "DIRECT";
}}
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a runner of ``pacgen why wpad.dat`` in a directory with that file."""
    (tmp_path / "wpad.dat").write_text(PAC, newline="\n")

    def why(*arguments: str, pac: str = "wpad.dat") -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "pacgen", "why", pac, *arguments],
            cwd=tmp_path,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
            check=False,
        )
        texts = [stream.decode().replace("\r\n", "\n") for stream in (done.stdout, done.stderr)]
        return Result(done.returncode, *texts)

    return why


def test_the_whole_text(run: Run) -> None:
    """Verdict, expectation, conditions with their values, and the line that decided."""
    lines = run("teams.microsoft.com").out.splitlines()

    assert lines[0] == "https://teams.microsoft.com/ -> PROXY p.example:80"
    assert lines[1] == "  asked   wpad.dat, as chromium"
    assert lines[2].startswith("  list    Teams set 12, Allow, required (Worldwide ")
    assert lines[3:] == [
        "  wanted  DIRECT, and it is not",
        "",
        "  ... 305 conditions were false, 2 held in a loop (lines 2-308); see --all",
        " 308. line 2 in inList: 2 < 3 -> true",
        ' 309. line 2 in inList: dnsDomainIs("teams.microsoft.com", ".microsoft.com") ->',
        "        true",
        ' 310. line 309: inList("teams.microsoft.com", [array]) -> true',
        "",
        "decided at wpad.dat:309:76",
        "    |",
        '309 | ...xample", ".b.example", ".microsoft.com"])) return "PROXY p.example:80";',
        f"    | {'^':>54}",
    ]


def test_every_line_fits_a_terminal(run: Run) -> None:
    """Eighty columns, unless a single word is longer."""
    for host in ("teams.microsoft.com", "boom.example", "words.example"):
        assert max(map(len, run(host).out.splitlines())) <= 80


def test_all_conditions_are_shown_on_request(run: Run) -> None:
    """With the returns of helpers among them."""
    out = run("teams.microsoft.com", "--all").out

    assert '   1. line 6: shExpMatch("teams.microsoft.com", "*.site0.example") -> false\n' in out
    assert "line 2 in inList: return true -> true" in out
    assert "--all" not in out


def test_few_conditions_are_not_folded(run: Run, tmp_path: Path) -> None:
    """Folding is for chains."""
    (tmp_path / "short.pac").write_text(
        'function FindProxyForURL(url, host) {\n  if (isPlainHostName(host)) return "DIRECT";\n'
        '  return "PROXY p.example:80";\n}\n'
    )

    assert run("www.example.com", pac="short.pac").out.splitlines()[3:] == [
        "",
        ' 1. line 2: isPlainHostName("www.example.com") -> false',
        "",
        "decided at short.pac:3:10",
        "  |",
        '3 |   return "PROXY p.example:80";',
        "  |          ^",
    ]


def test_a_chain_that_ends_in_the_default(run: Run) -> None:
    """All that was false is one line."""
    out = run("www.example.org").out

    assert out.startswith("https://www.example.org/ -> DIRECT\n")
    assert "  list    no endpoint set has this host (" in out
    assert "decided at wpad.dat:310:10\n" in out


def test_an_exception(run: Run) -> None:
    """Where it happened, and what the client makes of it."""
    result = run("boom.example")

    assert result.code == 1
    assert result.out.startswith("https://boom.example/ -> DIRECT (fault)\n")
    assert "  client  chromium says nothing and goes DIRECT\n" in result.out
    assert "failed at wpad.dat:306:" in result.out


def test_a_return_without_a_value(run: Run) -> None:
    """The client goes DIRECT, and the line is known."""
    result = run("end.example")

    assert result.code == 1
    assert (
        "  fault   not-a-string: FindProxyForURL returned undefined, not a string\n" in result.out
    )
    assert "decided at wpad.dat:307:" in result.out


def test_a_function_that_ends_without_a_return(run: Run, tmp_path: Path) -> None:
    """No line decided."""
    (tmp_path / "end.pac").write_text(
        'function FindProxyForURL(u, h) { if (h == "x") return "DIRECT"; }'
    )

    assert "no return was reached" in run("a.example", pac="end.pac").out


def test_a_result_that_the_client_does_not_understand(run: Run) -> None:
    """What it passes over is named, and the line too."""
    out = run("words.example").out

    assert "  fault   invalid-result: 'PROXI p.example:80' holds nothing that" in out
    assert "          and passes over 'PROXI p.example:80'\n" in out
    assert "decided at wpad.dat:308:" in out


def test_a_file_that_does_not_load(run: Run, tmp_path: Path) -> None:
    """Nothing was asked; the place of the mistake is shown if it is known."""
    (tmp_path / "broken.pac").write_text("function FindProxyForURL(u, h) { return (")

    result = run("teams.microsoft.com", pac="broken.pac")

    assert result.code == 1
    assert "  wanted  DIRECT; it is so only because the script fails\n" in result.out
    assert "  fault   syntax-error" in result.out


def test_a_host_that_the_preset_leaves_alone(run: Run) -> None:
    """It is on Microsoft's list, but nothing is expected of it."""
    out = run("outlook.office.com").out

    assert "  list    Exchange set 1, Optimize, required" in out
    assert "  wanted  nothing, by the preset teams\n" in out
    wanted = run("outlook.office.com", "--preset", "m365-optimize").out
    assert "  wanted  DIRECT, and so it is\n" in wanted


def test_an_address_of_teams(run: Run) -> None:
    """IP literals are on the list too."""
    out = run("52.112.0.1").out

    assert out.startswith("https://52.112.0.1/ -> DIRECT\n")
    assert "  list    Teams set" in out


def test_names_that_nobody_answered_for_are_marked(run: Run, tmp_path: Path) -> None:
    """A default environment resolves nothing; that may be the reason for the answer."""
    (tmp_path / "dns.pac").write_text(
        "function FindProxyForURL(url, host) {\n"
        '  if (isInNet(dnsResolve(host), "10.0.0.0", "255.0.0.0")) return "DIRECT";\n'
        '  return "PROXY p.example:80";\n}\n'
    )

    assert "  DNS     a.example (no answer given)\n" in run("a.example", pac="dns.pac").out
    answered = run("a.example", "--dns", "a.example=10.0.0.1", pac="dns.pac").out
    assert "  DNS     a.example\n" in answered
    assert ' 1. line 2: isInNet("10.0.0.1", "10.0.0.0", "255.0.0.0") -> true\n' in answered


def test_a_script_that_notices_the_watching(run: Run, tmp_path: Path) -> None:
    """Its trace is shown, with a warning."""
    (tmp_path / "sly.pac").write_text(
        "function FindProxyForURL(url, host) {\n"
        '  return /pacgenTrac[e]/.test(FindProxyForURL.toString()) ? "DIRECT" : "PROXY p.example:80";\n}\n'
    )

    out = run("a.example", pac="sly.pac").out

    assert out.startswith("https://a.example/ -> PROXY p.example:80\n")
    assert "  doubt   the steps below cannot be trusted" in out


def test_several_clients_are_several_blocks(run: Run) -> None:
    """One below the other, each complete."""
    out = run("teams.microsoft.com", "--target", "chromium,firefox").out

    assert (out.count("decided at"), out.count("as chromium"), out.count("as firefox")) == (2, 1, 1)


def test_a_hostile_file_cannot_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences in source, values and results are shown, not obeyed."""
    (tmp_path / "esc.pac").write_text(
        "function FindProxyForURL(url, host) {\n"
        '  if (host == "\x1b[2J") return "\x1b]0;x\x07";\n  return "\x1b[31mDIRECT";\n}\n'
    )

    assert "\x1b" not in run("a.example", pac="esc.pac").out


def test_json(run: Run) -> None:
    """Everything that the text has, and the world in which it was asked."""
    result = run("teams.microsoft.com", "--format", "json", "--client-ip", "10.1.2.3")

    document = json.loads(result.out)
    answer = document["answers"][0]
    assert (document["schema"], document["host"]) == (1, "teams.microsoft.com")
    assert document["expected"]["route"] == "DIRECT"
    assert [s["id"] for s in document["expected"]["sets"]] == [12]
    assert answer["route"] == "PROXY p.example:80"
    assert answer["world"] == {
        "client": ["10.1.2.3"],
        "clock": "2026-01-07T12:00:00+00:00",
        "dns": {},
    }
    assert (answer["trace"]["trusted"], answer["trace"]["complete"]) == (True, True)
    assert answer["trace"]["deciding"]["line"] == 309
    assert answer["trace"]["steps"][0] == {
        "kind": "condition",
        "line": 6,
        "column": 7,
        "function": "FindProxyForURL",
        "source": 'shExpMatch(host, "*.site0.example")',
        "explained": 'shExpMatch("teams.microsoft.com", "*.site0.example")',
        "value": "false",
    }


def test_what_cannot_be_read(run: Run) -> None:
    """Exit codes are those of the other commands."""
    assert run("a.example", pac="none.pac").code == 4
    assert run("a b").code == 2
