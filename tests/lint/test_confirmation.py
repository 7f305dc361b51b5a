from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Confidence, Report

HEAD = (
    "function FindProxyForURL(url, host) {\n"
    '  host = host.toLowerCase().replace(/\\.$/, "");\n'
    '  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
    '    return "DIRECT";\n'
)
TAIL = '  return "PROXY proxy.example.com:8080";\n}\n'

LintText = Callable[..., Report]

TOO_WIDE = {
    "pattern-missing-label-boundary": (
        'shExpMatch(host, "*contoso.com")',
        "https://evilcontoso.com/",
    ),
    "missing-leading-dot": ('dnsDomainIs(host, "contoso.com")', "https://evil-contoso.com/"),
    "open-ended-pattern": (
        'shExpMatch(host, "*.contoso.com*")',
        "https://a.contoso.com.attacker.example/",
    ),
    "host-substring-match": (
        'host.indexOf("contoso.com") >= 0',
        "https://evilcontoso.com.attacker.example/",
    ),
    "url-substring-match": (
        'shExpMatch(url, "*wiki.contoso.com*")',
        "http://attacker.example/?wiki.contoso.com",
    ),
    "unanchored-regex": (
        "/wiki\\.contoso\\.com/.test(host)",
        "https://evilwiki.contoso.com.attacker.example/",
    ),
}
"""A test that matches too much, and the request that shows it, by rule."""


@pytest.mark.parametrize("name", TOO_WIDE)
def test_a_suspicion_is_tried_out(name: str, lint_text: LintText) -> None:
    """A stranger that goes DIRECT is the proof, and the evidence."""
    test, url = TOO_WIDE[name]
    (finding,) = [
        f
        for f in lint_text(f'{HEAD}  if ({test}) return "DIRECT";\n{TAIL}').findings
        if f.rule == name
    ]

    assert Confidence.PROVEN is finding.confidence
    assert [url] == [evidence.url for evidence in finding.evidence]
    assert ["DIRECT"] == [evidence.returned for evidence in finding.evidence]


def test_what_cannot_be_shown_stays_likely(lint_text: LintText) -> None:
    """Where the stranger goes to the proxy, under these circumstances, nothing is proven."""
    test = 'isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") && dnsDomainIs(host, "contoso.com")'
    report = lint_text(f'{HEAD}  if ({test}) return "DIRECT";\n{TAIL}')
    (finding,) = [f for f in report.findings if f.rule == "missing-leading-dot"]

    assert (Confidence.LIKELY, ()) == (finding.confidence, finding.evidence)
