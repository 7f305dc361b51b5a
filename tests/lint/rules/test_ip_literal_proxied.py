from __future__ import annotations

from collections.abc import Callable

from pacgen.lint import Report, Severity
from pacgen.lint.rule import example_file

Lint = Callable[..., Report]


def test_a_mask_that_is_too_narrow_is_found(lint_text: Lint) -> None:
    """The first address passes, the last does not; the network counts as not DIRECT."""
    text = example_file('if (isInNet(host, "52.112.0.0", "255.255.0.0")) return "DIRECT";')
    report = lint_text(text, "52.112.0.0/14")

    (finding,) = report.findings
    assert [("subnet-narrower-than-published", Severity.ERROR)] == [
        (finding.rule, finding.severity)
    ]
    assert ["52.114.0.0", 2] == [finding.evidence[0].host, finding.count]
    assert [0, 1] == [report.tally.networks_direct, report.tally.networks]
    assert 'isInNet(host, "52.112.0.0", "255.252.0.0")' in finding.tip


def test_ipv6_is_an_info(lint_text: Lint) -> None:
    """No helper tests IPv6 in all clients, so a file without it is not blamed for that."""
    report = lint_text(example_file('if (host == "a") return "DIRECT";'), "2603:1063::/38")

    assert [("ip-literal-proxied", Severity.INFO)] == [
        (finding.rule, finding.severity) for finding in report.findings
    ]
    assert not report.has_problems


def test_a_single_address_is_asked_once(lint_text: Lint) -> None:
    """First, middle and last address of a /32 are one."""
    report = lint_text(example_file('if (host == "a") return "DIRECT";'), "192.0.2.1/32")

    assert 1 == report.findings[0].count
