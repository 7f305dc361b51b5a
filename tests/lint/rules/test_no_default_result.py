from __future__ import annotations

from collections.abc import Callable

from pacgen.lint import Report


def test_a_missing_default_is_one_finding(lint_text: Callable[..., Report]) -> None:
    """A file that forgets its default is told so once, for controls and Teams alike."""
    report = lint_text('function FindProxyForURL(u, h) { if (h == "a.example") return "DIRECT"; }')

    (finding,) = report.findings
    assert "no-default-result" == finding.rule
    assert report.tally.faults == finding.count
    assert 0 == report.tally.hosts_direct + report.tally.controls_proxied


def test_another_result_that_is_no_string_is_not_called_missing(
    lint_text: Callable[..., Report],
) -> None:
    """``null`` is a mistake of another kind."""
    report = lint_text("function FindProxyForURL(u, h) { return null; }")

    assert ["non-string-return"] == [finding.rule for finding in report.findings]
