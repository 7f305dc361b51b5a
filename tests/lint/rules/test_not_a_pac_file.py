from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from pacgen.engine import PacFile
from pacgen.lint import Outcome, lint
from pacgen.policy.expectation import Expectation

PAC = b'function FindProxyForURL(url, host) { return "DIRECT"; }'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "an empty file"),
        (b" \r\n\t", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"<html><body>FindProxyForURL is not here</body></html>", "a web page or XML"),
        (b'\n <?xml version="1.0"?><a/>', "a web page or XML"),
        (b'{"FindProxyForURL": true}', "JSON"),
        (b"[" * 100_000, "a file without FindProxyForURL"),
        (b"<#PSScriptInfo .VERSION 1 #>\n# writes FindProxyForURL", "a PowerShell script"),
        (b"# 2019\n\n$n = 1\n$pac = @'\n" + PAC + b"'@\n", "a PowerShell script"),
        (b"function Get-Pac {\n}\n", "a PowerShell script"),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + PAC, "a web server's answer with its headers"),
        (gzip.compress(PAC, mtime=0), "a file that is compressed with gzip"),
        (b"#!/bin/sh\n", "a shell script"),
        (b"\x00\x01\x02\xff", "a binary file"),
        (bytes(range(256)) + PAC, "a binary file"),
        (
            PAC.decode().encode("utf-16-le"),
            "UTF-16 without a byte-order mark, which no client can read",
        ),
    ],
)
def test_something_else_is_called_what_it_is(data: bytes, kind: str, teams: Expectation) -> None:
    """One finding says what the file is, and the file is not run."""
    report = lint(PacFile.from_bytes("wpad.dat", data), teams)

    assert [f"this is {kind}"] == [finding.message for finding in report.findings]
    assert (Outcome.NOT_A_PAC_FILE, ()) == (report.outcome, report.targets)


@pytest.mark.parametrize("name", ["FindProxyForUrl", "findProxyForURL", "FindProxyForURLEX"])
def test_a_misspelt_entry_point_is_pointed_out(
    name: str, expecting: Callable[..., Expectation]
) -> None:
    """The tip says what to rename."""
    data = PAC.replace(b"FindProxyForURL", name.encode())
    report = lint(PacFile.from_bytes("wpad.dat", data), expecting("a.example"))

    if name != "FindProxyForURLEX":
        assert f"rename {name} to FindProxyForURL; upper and lower case matter" == (
            report.findings[0].tip
        )
    else:
        # The right name is part of it, so clients do not reject the text; they fail to run it.
        assert ["missing-entry-point"] == [finding.rule for finding in report.findings]


@pytest.mark.parametrize(
    "opening", [b"// <html>\n", b"<!-- old browsers\n", b"\xef\xbb\xbf", b"/**/"]
)
def test_a_pac_file_is_not_mistaken(opening: bytes, expecting: Callable[..., Expectation]) -> None:
    """Comments, even those that look like HTML, and a byte-order mark are fine."""
    report = lint(PacFile.from_bytes("wpad.dat", opening + PAC), expecting("a.example"))

    assert Outcome.ANSWERED is report.outcome
    assert {"byte-order-mark"} >= {finding.rule for finding in report.findings}
