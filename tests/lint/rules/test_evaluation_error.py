from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Outcome, Report
from pacgen.lint.rule import example_file

Lint = Callable[..., Report]
TEAMS = 'if (/(^|\\.)teams\\.microsoft\\.com$/.test(host)) return "DIRECT";\n'


def _rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('function FindProxyForURL(u, h) { if (h == "a" return "DIRECT"; }', "syntax-error"),
        ('null.x();\nfunction FindProxyForURL(u, h) { return "DIRECT"; }', "evaluation-error"),
        ("// FindProxyForURL is to be written", "missing-entry-point"),
    ],
)
def test_a_file_that_does_not_load_gives_one_finding(text: str, rule: str, lint_text: Lint) -> None:
    """The cause is said once, and nothing is said of hosts."""
    report = lint_text(text)

    assert [rule] == _rules(report)
    assert Outcome.NOT_LOADED is report.outcome


def test_a_syntax_error_has_its_line(lint_text: Lint) -> None:
    """The place is that of the text which the engine stumbles over."""
    report = lint_text("function FindProxyForURL(url, host) {\n  return ((host);\n}\n")

    assert 2 == report.findings[0].place.line


def test_an_exception_for_some_hosts_names_them(lint_text: Lint) -> None:
    """A script that throws for one host is told for which, and goes on for the others."""
    report = lint_text(example_file(TEAMS + 'if (host == "x.example") return host.a.b;'))

    assert ["evaluation-error"] == _rules(report)
    assert (
        "FindProxyForURL throws TypeError: cannot read property 'b' of undefined, "
        "for x.example (1 request)" == report.findings[0].message
    )
    assert 1 == report.tally.faults


def test_two_causes_are_two_findings(lint_text: Lint) -> None:
    """Faults are grouped by their cause."""
    text = example_file(
        TEAMS + 'if (host == "x.example") return null;\nif (host == "news.example") return 5;'
    )

    assert ["non-string-return", "non-string-return"] == _rules(lint_text(text))


def test_a_request_that_never_ends_is_found_among_the_others(lint_text: Lint) -> None:
    """One host that makes the script hang does not keep the others from being judged."""
    report = lint_text(example_file(TEAMS + 'if (host == "x.example") while (true);'))

    assert ["slow-evaluation"] == _rules(report)
    assert "the script does not end in time for x.example" == report.findings[0].message
    assert 4 == report.tally.hosts_direct


def test_a_wrong_result_for_teams_alone_is_an_error_too(lint_text: Lint) -> None:
    """Teams is DIRECT only because clients cannot read the result; that is no pass."""
    report = lint_text(example_file(TEAMS.replace("DIRECT", "DIREKT")))

    assert ["unknown-result-keyword"] == _rules(report)
    assert 0 == report.tally.hosts_direct
