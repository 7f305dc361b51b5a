from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pacgen.lint import Finding, Report
from pacgen.reporters.lint_concise import render


def test_one_line_for_each_finding(
    make_report: Callable[..., Report], required: Finding, thrown: Finding
) -> None:
    """The verdict first; each finding in one line that begins with its place."""
    lines = render([make_report(required, thrown)]).splitlines()

    assert lines[0].startswith(
        "wpad.dat: Teams hosts partly DIRECT: 3/24; networks 1/9; others 11/12 proxied"
    )
    assert lines[1].startswith("wpad.dat: error[required-host-proxied] *.lync.com, teams.")
    assert lines[2].startswith("wpad.dat:2:34: warning[evaluation-error] FindProxyForURL throws ")
    assert 3 == len(lines)


def test_a_message_with_a_line_break_stays_one_line(
    make_report: Callable[..., Report], thrown: Finding
) -> None:
    """What a script returns cannot forge a line of the report."""
    forged = replace(thrown, message="gets x\nwpad.dat: all is well")

    assert 2 == len(render([make_report(forged)]).splitlines())
