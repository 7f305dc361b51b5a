from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pacgen.endpoints import Instance
from pacgen.engine import PacFile, Target
from pacgen.lint import Outcome, Report, Severity, lint
from pacgen.policy import Preset
from pacgen.policy.expectation import Expectation

DIRECT = 'function FindProxyForURL(url, host) { return "DIRECT"; }'
PROXIED = 'function FindProxyForURL(url, host) { return "PROXY p.example:1"; }'


def _lint(text: str, teams: Expectation) -> Report:
    return lint(PacFile.from_bytes("wpad.dat", text.encode()), teams)


def test_the_verdict_counts_hosts_controls_and_networks(teams: Expectation) -> None:
    """An exact name is one host, a wildcard three; networks and controls have their own count."""
    report = _lint(PROXIED, teams)

    assert "Teams hosts not DIRECT: 0/15; networks 0/4; others 12/12 proxied" == report.verdict
    assert "PROXY p.example:1" == report.default


def test_a_report_says_what_it_was_held_against(teams: Expectation) -> None:
    """Instance, version, preset and the clients are part of the report."""
    report = _lint(DIRECT, teams)

    assert (Instance.WORLDWIDE, "2026010100", Preset.TEAMS) == (
        report.instance,
        report.version,
        report.preset,
    )
    assert (Target.CHROMIUM, Target.WINHTTP) == report.targets
    assert Outcome.ANSWERED is report.outcome


def test_findings_are_sorted_by_severity(teams: Expectation) -> None:
    """Errors come before warnings, warnings before infos."""
    severities = [finding.severity for finding in _lint(PROXIED, teams).findings]

    assert sorted(severities, key=lambda severity: severity.rank) == severities
    assert {Severity.ERROR, Severity.WARNING, Severity.INFO} == set(severities)


def test_the_same_file_gives_the_same_report(teams: Expectation) -> None:
    """Nothing depends on chance, time or order."""
    assert _lint(PROXIED, teams) == _lint(PROXIED, teams)


def test_errors_are_no_pass(teams: Expectation) -> None:
    """Clients meet an error with DIRECT; the tally does not."""
    report = _lint("function FindProxyForURL(u, h) { throw 1; }", teams)

    assert [0, 0] == [report.tally.hosts_direct, report.tally.controls_proxied]
    assert report.tally.requests == report.tally.faults
    assert report.verdict.endswith(" requests failed")


@pytest.mark.parametrize(
    "text",
    [
        "function FindProxyForURL(u, h) { return FindProxyForURL(u, h); }",
        "function FindProxyForURL(u, h) { throw new Error(h); }",
        'function FindProxyForURL(u, h) { return /^(a+)+$/.test(Array(99).join("a") + "!"); }',
    ],
    ids=["recursion", "exception", "regular expression"],
)
def test_hostile_files_end_soon_in_one_finding(text: str, teams: Expectation) -> None:
    """Whatever a file does, there is one finding, and it does not take long."""
    began = time.monotonic()
    report = _lint(text, teams)

    assert [finding.rule for finding in report.findings] in (
        ["evaluation-error"],
        ["slow-evaluation"],
    )
    # Generous: the machine may have other things to do.
    assert time.monotonic() - began < 30


def test_rules_can_be_chosen(expecting: Callable[..., Expectation]) -> None:
    """Without rules there are no findings, but still a verdict."""
    pac = PacFile.from_bytes("wpad.dat", PROXIED.encode())
    report = lint(pac, expecting("teams.microsoft.com"), rules=())

    assert ((), "Teams hosts not DIRECT: 0/1; others 12/12 proxied") == (
        report.findings,
        report.verdict,
    )
