"""Lint results that no engine made: the same on every machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.endpoints import Category, Instance
from pacgen.engine import PacFile, Target
from pacgen.lint import Evidence, Finding, Outcome, Place, Report, Severity, Tally
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
