"""Lint results that no engine made: the same on every machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pacgen import __version__
from pacgen.endpoints import Category, Instance
from pacgen.engine import PacFile, Span, Target
from pacgen.errors import InputError
from pacgen.lint import (
    Check,
    Confidence,
    Edit,
    Effect,
    Evidence,
    Finding,
    Fix,
    Outcome,
    Place,
    Related,
    Report,
    Severity,
    Tally,
)
from pacgen.policy import Preset

SOURCE = b"""\
function FindProxyForURL(url, host) {
\tif (host == "x.example") return DIRECT;
  return "PROXY proxy.example.com:8080";
}
"""

REQUIRED = Finding(
    rule="required-host-proxied",
    severity=Severity.ERROR,
    place=Place("wpad.dat"),
    message="*.lync.com, teams.microsoft.com, *.teams.microsoft.com and 1 more go to a proxy",
    why="traffic to these hosts crosses the proxy",
    tip='above all else, write\n    if (host == "teams.microsoft.com") {\n      return "DIRECT";\n    }',
    subjects=("*.lync.com", "teams.microsoft.com", "*.teams.microsoft.com", "aka.ms"),
    evidence=(
        Evidence(
            url="https://teams.microsoft.com/",
            host="teams.microsoft.com",
            target=Target.CHROMIUM,
            returned="PROXY proxy.example.com:8080",
            route="PROXY proxy.example.com:8080",
            fault="",
            expected="DIRECT",
            sets=(11, 12),
            category=Category.OPTIMIZE,
            version="2026010100",
        ),
        Evidence(
            url="https://A.LYNC.COM/",
            host="A.LYNC.COM",
            target=Target.PACPARSER,
            returned="",
            route="DIRECT",
            fault="",
            expected="DIRECT",
            sets=(12,),
            category=Category.ALLOW,
            version="2026010100",
        ),
    ),
    count=8,
)

THROWN = Finding(
    rule="evaluation-error",
    severity=Severity.WARNING,
    place=Place("wpad.dat", 2, 34),
    message="FindProxyForURL throws ReferenceError: DIRECT is not defined",
    why="clients go DIRECT without a word",
    tip="look for words without quotes",
    subjects=("x.example",),
    evidence=(
        Evidence(
            url="https://x.example/",
            host="x.example",
            target=Target.CHROMIUM,
            returned=None,
            route="DIRECT",
            fault="ReferenceError: DIRECT is not defined",
            expected="a proxy",
        ),
    ),
    count=1,
)

SHADOWED = Finding(
    rule="uppercase-pattern",
    severity=Severity.INFO,
    place=Place("wpad.dat", 2, 6, 2, 25),
    message="this test has 100% of `<it>`, but never its turn",
    why="the line below | wins",
    tip="turn the lines round",
    confidence=Confidence.LIKELY,
    targets=(Target.CHROMIUM, Target.WINHTTP),
    related=(Related(Place("wpad.dat", 3, 10, 3, 40), "this line wins"),),
    fix=Fix(
        "write the name in lower case",
        (Edit(Span(2, 14, 2, 23), "x.example"),),
        Effect.SUBJECTS,
        ("x.example",),
    ),
)

CHECKS = (
    Check("teams.microsoft.com", "DIRECT", passed=False, asked=1, url="https://teams.microsoft.com/", returned="PROXY p:1", sets=(12,), category=Category.ALLOW),
    Check("*.lync.com", "DIRECT", passed=True, asked=3, url="https://a.lync.com/", returned="DIRECT", sets=(12,), category=Category.ALLOW),
    Check("52.112.0.0/14", "DIRECT", passed=True, asked=3, url="https://52.112.0.0/", returned="DIRECT", sets=(11,), category=Category.OPTIMIZE),
    Check("www.example.com", "a proxy", passed=True, asked=1, url="https://www.example.com/", returned="PROXY p:1"),
)  # fmt: skip

TALLY = Tally(
    hosts_direct=3,
    hosts=24,
    networks_direct=1,
    networks=9,
    controls_proxied=11,
    controls=12,
    faults=1,
    requests=114,
)


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """Return a maker of reports on SOURCE, or on other bytes, with given findings."""

    def make(*findings: Finding, name: str = "wpad.dat", data: bytes = SOURCE) -> Report:
        return Report(
            pac=PacFile.from_bytes(name, data),
            instance=Instance.WORLDWIDE,
            version="2026010100",
            preset=Preset.TEAMS,
            targets=(Target.CHROMIUM, Target.PACPARSER),
            outcome=Outcome.ANSWERED,
            tally=TALLY,
            default="PROXY proxy.example.com:8080",
            default_is_direct=False,
            findings=findings,
            checks=CHECKS,
        )

    return make


@pytest.fixture
def required() -> Finding:
    """Return a finding about many hosts, without a line."""
    return REQUIRED


@pytest.fixture
def thrown() -> Finding:
    """Return a finding with a line and a column."""
    return THROWN


@pytest.fixture
def shadowed() -> Finding:
    """Return a finding with a piece of text, another place and a fix."""
    return SHADOWED


@pytest.fixture
def everything(make_report: Callable[..., Report]) -> Report:
    """Return a report with one finding of each severity, and some left out."""
    report = make_report(REQUIRED, THROWN, SHADOWED)
    return replace(report, suppressed=2, baselined=1)


@pytest.fixture
def unreadable() -> list[tuple[str, InputError]]:
    """Return a file that could not be read."""
    return [("b,1.pac", InputError("b,1.pac: no such file", tip="did you mean a.pac?"))]


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Callable[[str, str], str]:
    """Return a function that gives the golden text of a name, after writing it if so asked."""

    def golden(name: str, text: str) -> str:
        path = Path(__file__).parent / "golden" / name
        if pytestconfig.getoption("--update-golden", default=False):
            path.write_bytes(text.replace(__version__, "@VERSION@").encode())
        return path.read_bytes().decode().replace("@VERSION@", __version__)

    return golden
