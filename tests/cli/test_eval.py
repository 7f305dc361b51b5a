"""``pacgen eval`` as users run it: a process with arguments, files, streams and an exit code."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PAC = """\
function FindProxyForURL(url, host) {
  if (shExpMatch(host, "*.lync.com")) return "DIRECT";
  if (host == "boom.example") return nosuch(host);
  if (host == "http.example") return "HTTP p.example:80; DIRECT";
  if (host == "monday.example" && weekdayRange("MON")) return "PROXY monday.example:80";
  if (host == "asks.example") alert("hello \\u001b[31m" + host);
  if (isInNet(dnsResolve(host), "10.0.0.0", "255.0.0.0")) return "DIRECT";
  if (isInNet(myIpAddress(), "172.16.0.0", "255.240.0.0")) return "PROXY inside.example:8080";
  return "PROXY proxy.example.com:8080";
}
"""
PROXY = "PROXY proxy.example.com:8080"
UNDEFINED = "exception at line 3, column 38: ReferenceError: nosuch is not defined"
ENVIRONMENTS = """\
environments:
  office: {client: 172.16.5.5}
  home: {client: 192.168.1.2, dns: {a.example: 10.0.0.1}}
"""
SQUID = """\
1700000000.123 120 10.1.2.3 TCP_TUNNEL/200 5000 CONNECT teams.microsoft.com:443 - HIER_DIRECT/1.2.3.4 -
1700000000.123 120 10.1.2.3 TCP_TUNNEL/200 7000 CONNECT teams.microsoft.com:443 - HIER_DIRECT/1.2.3.4 -
1700000001.001 12 10.1.2.3 TCP_MISS/200 300 GET http://www.example.com/ - HIER_DIRECT/1.2.3.4 text/html
broken line
1700000002.001 12 10.1.2.3 TCP_TUNNEL/200 900 CONNECT a.lync.com:443 - HIER_DIRECT/1.2.3.4 -
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
    """Return a runner of ``pacgen eval wpad.dat`` in a directory with that file."""
    (tmp_path / "wpad.dat").write_text(PAC, newline="\n")
    (tmp_path / "env.yaml").write_text(ENVIRONMENTS, newline="\n")

    def evaluate(*arguments: str, stdin: bytes = b"", pac: str = "wpad.dat") -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "pacgen", "eval", pac, *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
            check=False,
        )
        texts = [stream.decode().replace("\r\n", "\n") for stream in (done.stdout, done.stderr)]
        return Result(done.returncode, *texts)

    return evaluate


def _routes(result: Result) -> list[str]:
    """Return the routes of a CSV result with one target."""
    return [list(row.values())[2] for row in csv.DictReader(io.StringIO(result.out))]


def _decision(result: Result) -> dict[str, Any]:
    """Return the only decision of a JSON Lines result."""
    decision: dict[str, Any] = json.loads(result.out)["decisions"][0]
    return decision


def test_one_url(run: Run) -> None:
    """The table has a title and a row, and there is nothing to add."""
    result = run("https://meet.lync.com/x")

    assert result == Result(
        0, "url                      chromium\nhttps://meet.lync.com/x  DIRECT\n", ""
    )


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("teams.microsoft.com", "https://teams.microsoft.com/"),
        ("teams.microsoft.com:8443", "https://teams.microsoft.com:8443/"),
        ("teams.microsoft.com/l/1", "https://teams.microsoft.com/l/1"),
        ("2001:db8::1", "https://[2001:db8::1]/"),
        ("[2001:db8::1]", "https://[2001:db8::1]/"),
        ("http://a.example", "http://a.example"),
    ],
)
def test_a_host_is_asked_about_over_https(run: Run, written: str, url: str) -> None:
    """Most people have a host in mind, not a URL."""
    result = run(written, "--format", "jsonl")

    assert json.loads(result.out)["url"] == url


@pytest.mark.parametrize("text", ["", "a b", "https://", "a\nb", ":80", "https:///x"])
def test_what_is_no_url_is_refused(run: Run, text: str) -> None:
    """Before anything is asked."""
    result = run("a.example", text)

    assert (result.code, result.out) == (2, "")


def test_targets_stand_side_by_side_and_differences_are_marked(run: Run) -> None:
    """The mark needs no colour; what a client made of an answer stands below."""
    result = run("http.example", "a.lync.com", "--target", "chromium,firefox")

    assert result.out == (
        "  url                    chromium  firefox\n"
        "~ https://http.example/  DIRECT    HTTP p.example:80; DIRECT\n"
        "    chromium: the script returned 'HTTP p.example:80; DIRECT'\n"
        "  https://a.lync.com/    DIRECT    DIRECT\n"
    )


def test_a_fault_says_where_and_sets_the_exit_code(run: Run) -> None:
    """Clients go DIRECT and say nothing; so this must."""
    result = run("boom.example", "--target", "chromium", "--target", "winhttp")

    assert result.code == 1
    assert "DIRECT (fault)  DIRECT (fault)" in result.out
    assert (
        "    all: exception at line 3, column 38: ReferenceError: nosuch is not defined\n"
        in result.out
    )


def test_a_fault_of_the_whole_file_is_said_once(run: Run, tmp_path: Path) -> None:
    """It is the same for every request."""
    (tmp_path / "broken.pac").write_text("function FindProxyForURL(url, host) { return (")

    result = run("a.example", "b.example", "c.example", pac="broken.pac")

    assert (result.code, result.out.count("syntax-error"), result.out.count("(fault)")) == (1, 1, 3)


def test_all_targets(run: Run) -> None:
    """``all`` needs no further names."""
    result = run("a.lync.com", "--target", "all", "--format", "jsonl")

    targets = [decision["target"] for decision in json.loads(result.out)["decisions"]]
    assert targets == ["chromium", "firefox", "winhttp", "macos", "pacparser"]


def test_an_unknown_target_is_refused(run: Run) -> None:
    """With the names of those that are known."""
    result = run("a.example", "--target", "netscape")

    assert result.code == 2
    assert "chromium, firefox, winhttp, macos, pacparser, or all" in result.err


def test_csv_has_what_was_returned_where_it_differs(run: Run) -> None:
    """One row for each request."""
    result = run("http.example", "boom.example", "a.example", "--format", "csv")

    assert result.out.splitlines() == [
        "url,environment,chromium,chromium_returned,chromium_fault",
        "https://http.example/,,DIRECT,HTTP p.example:80; DIRECT,",
        f'https://boom.example/,,DIRECT,,"{UNDEFINED}"',
        f"https://a.example/,,{PROXY},,",
    ]


def test_json_is_one_document(run: Run) -> None:
    """With a version of its form, as every JSON that pacgen writes."""
    result = run("a.lync.com", "asks.example", "--format", "json")

    document = json.loads(result.out)
    assert (document["schema"], document["pac"]) == (1, "wpad.dat")
    assert document["answers"][1] == {
        "url": "https://asks.example/",
        "host": "asks.example",
        "environment": None,
        "differ": False,
        "decisions": [
            {
                "target": "chromium",
                "route": PROXY,
                "direct": False,
                "returned": PROXY,
                "dropped": [],
                "fault": None,
                "dns": ["asks.example"],
                "alerts": ["hello \x1b[31masks.example"],
                "calls": [],
            }
        ],
    }


def test_names_and_alerts_are_shown_on_request(run: Run) -> None:
    """Without what could harm a terminal."""
    result = run("asks.example", "--show", "dns,alerts")

    assert "    chromium: asked DNS for asks.example\n" in result.out
    assert "    chromium: alert: hello \\x1b[31masks.example\n" in result.out
    assert "alert" not in run("asks.example").out


def test_lists_are_read_line_by_line(run: Run, tmp_path: Path) -> None:
    """Comments and blank lines count for nothing; URLs of the command line come first."""
    (tmp_path / "urls.txt").write_text("# hosts\n\nb.lync.com\r\nhttps://c.example/x\n")

    result = run("a.example", "--urls", "urls.txt", "--format", "csv")

    assert (result.code, _routes(result)) == (0, [PROXY, "DIRECT", PROXY])
    assert result.err == "3 answers, 0 with a fault\n"


def test_a_list_may_come_from_standard_input(run: Run) -> None:
    """As in ``grep … | pacgen eval wpad.dat --urls -``."""
    assert _routes(run("--urls", "-", "--format", "csv", stdin=b"a.lync.com\n")) == ["DIRECT"]


def test_a_line_that_is_no_url_does_not_end_the_list(run: Run) -> None:
    """It is named with its number, and the exit code tells that something was not read."""
    lines = b"a.lync.com\nno url\n" + b"x y\n" * 10 + b"b.lync.com\n"

    result = run("--urls", "-", "--format", "csv", stdin=lines)

    assert (result.code, _routes(result)) == (4, ["DIRECT", "DIRECT"])
    assert "pacgen: <stdin>:2: 'no url' is no URL and no host\n" in result.err
    assert "pacgen: and 6 more such lines\n" in result.err


def test_a_long_list_keeps_its_order(run: Run) -> None:
    """Longer than one batch."""
    lines = "".join(f"h{i}.{'lync.com' if i % 3 else 'example'}\n" for i in range(9000))

    routes = _routes(run("--urls", "-", "--format", "csv", stdin=lines.encode()))

    assert routes == ["DIRECT" if i % 3 else PROXY for i in range(9000)]


def test_the_pac_may_come_from_standard_input(run: Run) -> None:
    """``-`` in its place."""
    source = b'function FindProxyForURL(u, h) { return "PROXY stdin.example:1"; }'

    assert _routes(run("a.example", "--format", "csv", pac="-", stdin=source)) == [
        "PROXY stdin.example:1"
    ]


def test_a_pac_that_cannot_be_read(run: Run) -> None:
    """Exit code 4, and a guess what was meant."""
    result = run("a.example", pac="wpad.da")

    assert (result.code, result.out) == (4, "")
    assert "did you mean wpad.dat?" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--urls", "-", "--access-log", "-"],
        ["--urls", "-", "--urls", "-"],
        ["a.example", "--access-log", "x"],
        ["a.example", "--show", "colours"],
        ["--access-log", "-", "--env", "env.yaml"],
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, arguments: list[str]) -> None:
    """Wrong usage is exit code 2, and nothing is printed as a result."""
    result = run(*arguments)

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("pacgen: ")


@pytest.mark.parametrize(
    ("arguments", "route"),
    [
        (["a.example", "--client-ip", "172.16.0.9"], "PROXY inside.example:8080"),
        (["a.example", "--client-ip", "2001:db8::1", "--client-ip", "172.16.0.9"],
         "PROXY inside.example:8080"),
        (["a.example", "--dns", "a.example=10.1.1.1"], "DIRECT"),
        (["a.example", "--dns", "*.example=2001:db8::1,10.1.1.1"], "DIRECT"),
        (["a.example", "--dns", "*=10.0.0.1", "--dns", "a.example="], PROXY),
        (["monday.example", "--at", "2026-11-23T09:00+01:00"], "PROXY monday.example:80"),
        (["monday.example", "--at", "2026-11-22T23:59+01:00"], PROXY),
        (["monday.example"], PROXY),
        (["a.example", "--env", "env.yaml", "--env-name", "home"], "DIRECT"),
        (["a.example", "--env", "env.yaml", "--env-name", "home", "--dns", "a.example="], PROXY),
    ],
)  # fmt: skip
def test_the_environment_is_what_the_options_say(
    run: Run, arguments: list[str], route: str
) -> None:
    """Flags count more than the file."""
    assert _routes(run(*arguments, "--format", "csv")) == [route]


def test_now_is_a_moment(run: Run) -> None:
    """The only answer that may be another one tomorrow."""
    assert run("a.lync.com", "--at", "now").code == 0


def test_several_environments_are_rows_of_their_own(run: Run) -> None:
    """In the file's order."""
    result = run("a.example", "--env", "env.yaml")

    assert result.out == (
        "url                 environment  chromium\n"
        "https://a.example/  office       PROXY inside.example:8080\n"
        "https://a.example/  home         DIRECT\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--client-ip", "10.1"], "--client-ip: '10.1' is no IP address"),
        (["--dns", "a.example"], "--dns: 'a.example' is no HOST=IP"),
        (["--dns", "a.example=x"], "--dns: 'x' is no IP address"),
        (["--at", "2026-11-23T09:00"], "--at: '2026-11-23T09:00' has no time zone"),
        (["--env-name", "office"], "--env-name: there is no environment 'office'"),
        (["--env", "env.yaml", "--env-name", "x"], "--env-name: there is no environment 'x'"),
        (["--env", "bad.yaml"], "bad.yaml:2:6: dns > a: 'x' is no IP address"),
    ],
)
def test_a_wrong_environment_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    """The message names the flag, or the place in the file."""
    (tmp_path / "bad.yaml").write_text("dns:\n  a: x\n")

    result = run("a.example", *arguments)

    assert (result.code, result.out) == (2, "")
    assert f"pacgen: {message}\n" in result.err


def test_an_environment_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """Exit code 4; also for one that is no text."""
    (tmp_path / "latin.yaml").write_bytes(b"client: 10.0.0.1\n# \xe4\n")

    assert run("a.example", "--env", "none.yaml").code == 4
    assert "latin.yaml:2: not UTF-8" in run("a.example", "--env", "latin.yaml").err


def test_real_lookups_are_only_made_on_request(run: Run) -> None:
    """Every computer knows localhost without a network; this client asks for it like any other."""
    source = b'function FindProxyForURL(u, h) { return "PROXY " + dnsResolve(h) + ":1"; }'
    options = ["localhost", "--format", "csv", "--target", "winhttp"]

    assert _routes(run(*options, pac="-", stdin=source)) == ["PROXY false:1"]
    live = run(*options, "--live-dns", pac="-", stdin=source)
    assert _routes(live) == ["PROXY 127.0.0.1:1"]
    assert live.err == "pacgen: looked up 1 name\n"


def test_names_over_the_cap_are_named(run: Run) -> None:
    """They did not resolve, and the reader must know that it was not the network's fault."""
    result = run("a.example", "--live-dns", "--live-dns-max", "0")

    assert "1 name not looked up, and so without an address: a.example" in result.err


def test_an_access_log_tells_what_goes_through_the_proxy(run: Run, tmp_path: Path) -> None:
    """Teams first, with hosts, requests and bytes; a broken line is counted."""
    (tmp_path / "access.log").write_text(SQUID)

    result = run("--access-log", "access.log")

    lines = result.out.splitlines()
    assert result.code == 0
    assert lines[0] == (
        "wpad.dat: 1 of 2 hosts that should be DIRECT goes through a proxy, 2 of 3 requests"
    )
    assert f"  teams.microsoft.com  2  12.0 kB  {PROXY}" in lines
    assert "  a.lync.com  1  900 B  DIRECT" in lines
    assert f"  www.example.com  1  300 B  {PROXY}" in lines
    assert "the log: 4 requests, 3 hosts, 1 line not understood" in lines


def test_an_access_log_as_json(run: Run) -> None:
    """Packed, and from standard input."""
    result = run("--access-log", "-", "--format", "json", stdin=gzip.compress(SQUID.encode()))

    document = json.loads(result.out)
    assert document["expected_direct"] == {
        "proxied": {"hosts": 1, "requests": 2, "bytes": 12000},
        "direct": {"hosts": 1, "requests": 1, "bytes": 900},
    }
    assert document["log"] == {
        "requests": 4, "malformed": 1, "hostless": 0, "beyond": 0, "problems": []
    }  # fmt: skip
    assert [host["host"] for host in document["hosts"]] == [
        "teams.microsoft.com", "a.lync.com", "www.example.com"
    ]  # fmt: skip


def test_an_access_log_as_csv_and_lines(run: Run) -> None:
    """A row for each host, the busiest first."""
    as_csv = run("--access-log", "-", "--format", "csv", stdin=SQUID.encode()).out.splitlines()
    as_lines = run("--access-log", "-", "--format", "jsonl", stdin=SQUID.encode()).out.splitlines()

    assert as_csv[0] == "host,requests,bytes,expected,sets,category,chromium,chromium_fault"
    assert as_csv[3] == f"www.example.com,1,300,,,,{PROXY},"
    assert [json.loads(line)["requests"] for line in as_lines] == [2, 1, 1]


def test_hosts_over_the_limit_are_told(run: Run) -> None:
    """The report must not look complete when it is not."""
    result = run("--access-log", "-", "--max-hosts", "1", stdin=SQUID.encode())

    assert "2 requests to further hosts were not looked at" in result.out


@pytest.mark.parametrize("name", ["none.log", "wpad.dat"])
def test_a_log_that_cannot_be_read(run: Run, name: str) -> None:
    """Missing, or something else: exit code 4."""
    result = run("--access-log", name)

    assert (result.code, result.out) == (4, "")
    assert result.err.startswith(f"pacgen: {name}: no ")


def test_users_of_pactester_find_their_options(run: Run) -> None:
    """In the help, each with what does the same here."""
    text = run("--help").out

    assert all(
        option in text
        for option in ("-p FILE", "-u URL", "-f URLSLIST", "-c CLIENT_IP", "-h HOST", "-e ")
    )
