from __future__ import annotations

from collections.abc import Callable

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
    assert "others 1/12 proxied (DIRECT is the file's default)" in report.verdict


def test_addresses_that_go_direct_are_worth_an_info(lint_text: Lint) -> None:
    """Many files send every IP literal DIRECT on purpose, so that fails no run."""
    report = lint_text(example_file(TEAMS + 'if (/^[0-9.]+$/.test(host)) return "DIRECT";'))

    assert [("control-host-direct", Severity.INFO)] == _rules(report)
    assert not report.has_problems
