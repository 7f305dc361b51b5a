"""The rules about hosts in another form: upper case, a trailing dot, another scheme."""

from __future__ import annotations

from collections.abc import Callable

from pacgen.engine import Target
from pacgen.lint import Report
from pacgen.lint.rule import example_file

Lint = Callable[..., Report]
TEAMS = 'host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")'


def test_upper_case_is_asked_as_a_client_that_keeps_it(lint_text: Lint) -> None:
    """The evidence shows the host in upper case and the client that asked so."""
    text = f'function FindProxyForURL(url, host) {{ return {TEAMS} ? "DIRECT" : "PROXY p.example:1"; }}'
    findings = {finding.rule: finding for finding in lint_text(text).findings}

    assert {"case-dependent-routing", "trailing-dot-dependent-routing"} == set(findings)
    evidence = findings["case-dependent-routing"].evidence[0]
    assert ("TEAMS.MICROSOFT.COM", Target.WINHTTP) == (evidence.host, evidence.target)


def test_a_host_that_is_proxied_anyway_is_not_reported_again(lint_text: Lint) -> None:
    """Other forms of a host that is on the proxy in plain form have nothing to add."""
    report = lint_text('function FindProxyForURL(url, host) { return "PROXY p.example:1"; }')

    assert ["required-host-proxied"] == [finding.rule for finding in report.findings]


def test_schemes_that_stray_are_one_finding(lint_text: Lint) -> None:
    """Both schemes stand in one message."""
    text = example_file(f'if (url.indexOf("https:") == 0 && ({TEAMS})) return "DIRECT";')
    (finding,) = lint_text(text).findings

    assert finding.message.endswith("over wss and http")


def test_web_sockets_alone_may_stray(lint_text: Lint) -> None:
    """A file for http and https that forgets wss is told so."""
    text = example_file(f'if (url.substring(0, 4) == "http" && ({TEAMS})) return "DIRECT";')
    (finding,) = lint_text(text).findings

    assert ["scheme-dependent-routing", "wss://teams.microsoft.com/"] == [
        finding.rule,
        finding.evidence[0].url,
    ]
    assert finding.message.endswith("over wss")
