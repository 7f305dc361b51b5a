"""The five rules that share the hosts which are not DIRECT: each host has one owner."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.endpoints import Category
from pacgen.lint import Report, Severity
from pacgen.lint.rule import example_file

TEAMS_DIRECT = (
    'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
    '  return "DIRECT";\n'
)
Lint = Callable[..., Report]


def _found(report: Report) -> list[tuple[str, Severity, tuple[str, ...]]]:
    return [(f.rule, f.severity, f.subjects) for f in report.findings]


def test_a_broad_rule_for_microsoft_names_all_hosts_of_teams(lint_text: Lint) -> None:
    """A file that proxies all of microsoft.com is told which entries that hits, and by what."""
    report = lint_text(
        example_file('if (dnsDomainIs(host, ".microsoft.com")) return "PROXY m.example:80";')
    )

    (finding,) = report.findings
    assert finding.message == "teams.microsoft.com, *.teams.microsoft.com go to PROXY m.example:80"
    assert [4, 2] == [finding.count, len(finding.evidence)]
    assert ("https://teams.microsoft.com/", (12,), Category.ALLOW, "2026010100") == (
        finding.evidence[0].url,
        finding.evidence[0].sets,
        finding.evidence[0].category,
        finding.evidence[0].version,
    )


@pytest.mark.parametrize(
    ("category", "severity"),
    [
        (Category.OPTIMIZE, Severity.ERROR),
        (Category.ALLOW, Severity.ERROR),
        (Category.DEFAULT, Severity.WARNING),
    ],
)
def test_the_category_decides_how_bad_a_proxy_is(
    category: Category, severity: Severity, lint_text: Lint
) -> None:
    """Microsoft allows a proxy for hosts of category Default, so that is a warning only."""
    text = example_file('if (host == "other.example") return "DIRECT";')
    report = lint_text(text, "teams.microsoft.com", category=category)

    assert [("required-host-proxied", severity, ("teams.microsoft.com",))] == _found(report)


def test_a_wildcard_that_ends_at_one_depth_has_deeper_hosts_on_the_proxy(lint_text: Lint) -> None:
    """A pattern for one label below a domain leaves hosts two labels below on the proxy."""
    text = example_file(r'if (/^[^.]+\.teams\.microsoft\.com$/.test(host)) return "DIRECT";')
    report = lint_text(text, "*.teams.microsoft.com")

    (finding,) = report.findings
    assert "wildcard-child-proxied" == finding.rule
    assert ["b-2.a.teams.microsoft.com", 2] == [finding.evidence[0].host, finding.count]


def test_a_name_that_the_list_does_not_have_is_not_asked_for(lint_text: Lint) -> None:
    """``*.lync.com`` alone demands nothing of ``lync.com``."""
    text = example_file('if (dnsDomainIs(host, ".lync.com")) return "DIRECT";')

    assert [] == _found(lint_text(text, "*.lync.com"))


def test_a_default_with_direct_at_its_end_does_not_hide_a_missing_apex(lint_text: Lint) -> None:
    """What every host gets is no rule for Teams; the better explanation is the missing apex."""
    text = example_file(
        'if (dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080; DIRECT";'
    )

    assert [("apex-not-covered", Severity.ERROR, ("teams.microsoft.com",))] == _found(
        lint_text(text)
    )


def test_a_default_with_direct_at_its_end_is_only_a_fallback(lint_text: Lint) -> None:
    """A file that knows nothing of Teams and answers ``PROXY ...; DIRECT`` uses the proxy."""
    report = lint_text('function FindProxyForURL(u, h) { return "PROXY p.example:80; DIRECT"; }')

    assert ["direct-only-as-fallback"] == [finding.rule for finding in report.findings]
    assert 0 == report.tally.hosts_direct


def test_many_hosts_are_one_finding_that_names_them_all(lint_text: Lint) -> None:
    """One cause gives one finding, with all entries, a few requests and the number of them."""
    entries = [f"host{n}.teams.example" for n in range(40)]
    (finding,) = lint_text(example_file('if (host == "a") return "DIRECT";'), *entries).findings

    assert sorted(entries) == sorted(finding.subjects)
    assert [40, 3] == [finding.count, len(finding.evidence)]
    assert "and 37 more go to PROXY" in finding.message
    assert "/* and 28 more */" in finding.tip


def test_various_proxies_are_no_reason_for_several_findings(lint_text: Lint) -> None:
    """Where the load is shared among proxies, the message says "a proxy"."""
    text = example_file('return "PROXY p" + (host.length % 2) + ".example:80";')
    (finding,) = lint_text(text, "a.example", "bb.example").findings

    assert "a.example, bb.example go to a proxy" == finding.message


def test_an_answer_that_fails_is_not_called_proxied(lint_text: Lint) -> None:
    """A host whose answer is an error is left to the rule about errors."""
    text = example_file('if (host == "teams.microsoft.com") throw "no";\n' + TEAMS_DIRECT)
    report = lint_text(text)

    assert ["evaluation-error"] == [finding.rule for finding in report.findings]
    assert [3, 4] == [report.tally.hosts_direct, report.tally.hosts]
