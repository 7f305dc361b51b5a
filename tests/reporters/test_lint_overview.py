from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pacgen.lint import Finding, Outcome, Place, Report, Severity
from pacgen.reporters.lint_overview import render

MakeReport = Callable[..., Report]

ONE = """\
wpad.dat: Teams hosts partly DIRECT: 3/24; networks 1/9; others 11/12 proxied; 1
    of 114 requests failed
1 error, 5 warnings

error[required-host-proxied]
    *.lync.com, teams.microsoft.com, *.teams.microsoft.com and 1 more go to a
    proxy
warning[evaluation-error] lines 2, 3, 4 and 2 more
    FindProxyForURL throws ReferenceError: DIRECT is not defined

endpoint data: Worldwide 2026010100, preset teams
more:  --format full has evidence, reason and cure of each (also through a pipe)
"""


def test_one_file(make_report: MakeReport, required: Finding, thrown: Finding) -> None:
    """Each rule is there once, with the lines that break it and what the first of them does."""
    warnings = [replace(thrown, place=Place("wpad.dat", line)) for line in range(2, 7)]

    assert ONE == render([make_report(required, *warnings)], height=24)


@pytest.mark.parametrize("height", [12, 24, 25, 40, 100])
def test_it_fits(height: int, make_report: MakeReport, thrown: Finding) -> None:
    """However much was found, a line is left for the prompt, and what is left out is counted."""
    findings = [replace(thrown, rule=f"rule-{number}") for number in range(30)]
    text = render([make_report(*findings)], height=height)

    assert len(text.splitlines()) < height
    shown = text.count("warning[")
    assert (f"and {30 - shown} warnings more" in text) == (shown < 30)


@pytest.mark.parametrize("number", [2, 15, 500])
def test_many_files(number: int, make_report: MakeReport, thrown: Finding) -> None:
    """The sum comes first, then the files with the most errors; those left out are counted."""
    bad = replace(thrown, severity=Severity.ERROR)
    reports = [make_report(name=f"{index}.pac") for index in range(number)]
    reports[-1] = make_report(bad, bad, name="worst.pac")
    lines = render(reports, height=24).splitlines()

    assert f"{number} files: {number} partly DIRECT" == lines[0]
    assert "2 errors" == lines[1]
    assert "3/24 DIRECT  2 errors     worst.pac" == lines[3]
    assert len(lines) < 24
    assert [] == [line for line in lines if len(line) > 80]
    shown = len([line for line in lines if ".pac" in line])
    left = f"and {number - shown} more files: no findings"
    assert [left] * (shown < number) == [line for line in lines if line.startswith("and ")]


def test_files_that_are_none(make_report: MakeReport) -> None:
    """What is no PAC file, or cannot be loaded, is told apart, and comes first."""
    kinds = (Outcome.ANSWERED, Outcome.NOT_LOADED, Outcome.NOT_A_PAC_FILE)
    reports = [replace(make_report(name=f"{kind}.pac"), outcome=kind) for kind in kinds]
    lines = render(reports, height=24).splitlines()

    wanted = "1 partly DIRECT, 1 cannot be loaded, 1 no PAC file"
    assert f"3 files: {wanted}" == lines[0]
    assert [
        "cannot be loaded  no findings  not-loaded.pac",
        "no PAC file       no findings  not-a-pac-file.pac",
        "3/24 DIRECT       no findings  answered.pac",
    ] == lines[3:6]
