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


def test_a_result_without_return_is_shown(lint_text: Callable[..., Report]) -> None:
    """Where a result stands alone as a statement, the place and the cure are there."""
    text = (
        "function FindProxyForURL(url, host) {\n"
        '  if (isPlainHostName(host)) return "DIRECT";\n'
        '  else "PROXY proxy.example.com:8080";\n}\n'
    )
    (finding,) = [f for f in lint_text(text).findings if f.rule == "no-default-result"]

    assert 3 == finding.place.line
    assert finding.message.endswith('"PROXY proxy.example.com:8080" is not returned')
    assert finding.tip.endswith('    return "PROXY proxy.example.com:8080";')
