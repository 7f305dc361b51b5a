"""A lint run proves that all hosts are DIRECT, or shows one that is not, or says why neither."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from pacgen.analysis.verdicts import Status
from pacgen.engine import PacFile
from pacgen.lint import Confidence, Report, Severity, lint
from pacgen.lint.proof import Prove, Proving
from pacgen.policy.expectation import Expectation

GOOD = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY p.contoso.example:80";
}
"""
LONG = '  if (host.length > 45 && isInNet(myIpAddress(), "10.9.0.0", "255.255.0.0")) return "PROXY s.contoso.example:80";\n'
TRAP = GOOD.replace("  if (host ==", LONG + "  if (host ==")
LOOK_AHEAD = GOOD.replace(
    '.teams.microsoft.com")) return "DIRECT"',
    '.teams.microsoft.com")) return /^(?!-)/.test(host) ? "DIRECT" : "PROXY p.contoso.example:80"',
)

Run = Callable[..., Report]


@pytest.fixture
def run(expecting: Callable[..., Expectation]) -> Run:
    """Return a linter that proves."""

    def run(text: str, proving: Proving | None = None) -> Report:
        pac = PacFile.from_bytes("wpad.dat", text.encode())
        expectation = expecting("teams.microsoft.com", "*.teams.microsoft.com")
        return lint(pac, expectation, proving=proving or Proving(seconds=60))

    return run


def test_a_good_file_is_proven(run: Run) -> None:
    """The verdict speaks of all hosts, names the clients, and every pattern is proven."""
    report = run(GOOD)

    assert report.verdict.startswith(
        "Teams: proven DIRECT for all hosts (chromium, winhttp; up to 10 labels); others "
    )
    assert report.proof is not None
    assert [p.status for p in report.proof.patterns] == [Status.PROVEN, Status.PROVEN]
    assert pickle.loads(pickle.dumps(report)).verdict == report.verdict  # noqa: S301 - our own


def test_what_no_sample_finds_is_a_finding(run: Run) -> None:
    """A host that is proxied for some clients alone is found, with environment and line."""
    report = run(TRAP)
    (finding,) = [f for f in report.findings if f.rule == "required-host-proxied"]

    assert "asked are, " in report.verdict
    assert report.verdict.startswith("Teams hosts not all DIRECT: 4/4 asked are, aaaa")
    assert (finding.confidence, finding.place.line) == (Confidence.PROVEN, 3)
    assert finding.subjects == ("*.teams.microsoft.com",)
    assert "10.9.0.0/16" in finding.evidence[0].world
    assert finding.evidence[0].returned == "PROXY s.contoso.example:80"


def test_what_a_sample_finds_is_found_once(run: Run) -> None:
    """A host that the file names is a sample: the proof adds no second finding for its pattern."""
    trap = 'if (host == "trap.teams.microsoft.com") return "PROXY t.contoso.example:80";\n  if (host =='
    report = run(GOOD.replace("if (host ==", trap, 1))
    about = [f for f in report.findings if f.severity is Severity.ERROR]

    assert len(about) == 1
    assert "trap.teams.microsoft.com is not" in report.verdict


def test_what_is_not_understood_is_said(run: Run) -> None:
    """Where a script does what is not followed, nothing is proven; line and reason are told."""
    report = run(LOOK_AHEAD)
    assert report.proof is not None
    unproven = report.proof.unproven

    assert unproven is not None
    assert unproven.line is not None
    assert unproven.reason
    assert f"not proven (line {unproven.line}: " in report.verdict
    assert report.verdict.startswith("Teams hosts all DIRECT: 4/4 asked, ")


@pytest.mark.parametrize(
    ("proving", "said"),
    [
        (Proving(Prove.NEVER), "Teams hosts all DIRECT: 4/4; others"),
        (Proving(seconds=0), "Teams hosts all DIRECT: 4/4 asked, not proven (no time was given)"),
    ],
)
def test_a_proof_that_is_not_wanted(proving: Proving, said: str, run: Run) -> None:
    """Without a proof the verdict is about samples; why there is none is said if one was wanted."""
    assert run(GOOD, proving).verdict.startswith(said)


def test_a_long_file_is_proven_on_request(run: Run) -> None:
    """In auto nobody waits for a proof of a very long file, and the verdict says so."""
    text = GOOD + "// " + "x" * 400_000 + "\n"

    assert "not proven (the file is long; --prove always tries all the same)" in run(text).verdict
    assert "proven DIRECT" in run(text, Proving(Prove.ALWAYS, 60)).verdict
