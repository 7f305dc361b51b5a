from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Report, Severity
from pacgen.lint.rule import example_file

Lint = Callable[..., Report]
TEAMS = 'if (/(^|\\.)teams\\.microsoft\\.com$/.test(host)) return "DIRECT";\n'


def _rules(report: Report) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in report.findings]


def test_an_over_broad_rule_is_found(lint_text: Lint) -> None:
    """A rule that lets all of .com through is noticed at hosts that are nobody's."""
    report = lint_text(example_file(TEAMS + 'if (shExpMatch(host, "*.com")) return "DIRECT";'))

    assert [("control-host-direct", Severity.ERROR)] == _rules(report)
    assert "www.example.com, download.example.com go DIRECT" in report.findings[0].message


def test_a_file_whose_default_is_direct_is_not_blamed(lint_text: Lint) -> None:
    """Where nearly everything is a plain DIRECT, that is what the file is for."""
    text = 'function FindProxyForURL(u, h) { return h == "x.example" ? "PROXY p.example:1" : "DIRECT"; }'
    report = lint_text(text)

    assert [] == _rules(report)
    assert "controls 1/12 proxied (DIRECT is the file's default)" in report.verdict


@pytest.mark.parametrize(
    "result",
    [
        "PROXY p.example:8080, DIRECT",
        "PROXY http://p.example:8080",
        "HTTP p.example:8080",
        "p.example:8080",
        "PROXY p.example:99999",
    ],
)
def test_a_result_that_clients_cannot_read_turns_the_proxy_off(
    result: str, lint_text: Lint
) -> None:
    """One finding says that the controls go DIRECT, and quotes what cannot be read."""
    report = lint_text(example_file(f'{TEAMS}return "{result}";'))

    assert [("control-host-direct", Severity.ERROR)] == _rules(report)
    assert result in report.findings[0].message
    assert 0 == report.tally.controls_proxied


def test_a_part_that_clients_pass_over_is_quoted(lint_text: Lint) -> None:
    """A misspelt proxy before DIRECT leaves DIRECT alone; that is no stated default."""
    report = lint_text(example_file(TEAMS + 'return "PROXY http://p.example:8080; DIRECT";'))

    assert [("control-host-direct", Severity.ERROR)] == _rules(report)
    assert "pass over what they cannot read: PROXY http://p.example:8080" in (
        report.findings[0].message
    )


def test_addresses_that_go_direct_are_worth_an_info(lint_text: Lint) -> None:
    """Many files send every IP literal DIRECT on purpose, so that fails no run."""
    report = lint_text(example_file(TEAMS + 'if (/^[0-9.]+$/.test(host)) return "DIRECT";'))

    assert [("control-host-direct", Severity.INFO)] == _rules(report)
    assert not report.has_problems
