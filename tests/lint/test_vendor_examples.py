"""
What guides of vendors teach: the wrong is found, the right is left in peace.

The statements are ours; each has the form of one in the guide that is named beside it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Report, Severity
from pacgen.lint.rule import example_file

Lint = Callable[..., Report]

TEAMS = 'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";\n'

WRONG = (
    # Microsoft, "Optimize PAC performance": the helper's name, and the dot of the address.
    ('if (ShExMatch(host, "*.contoso.com")) return "DIRECT";', "unknown-function"),
    ('if (/^(\\d+.){3}\\d+$/.test(host)) return "PROXY q.contoso.com:80";', "unescaped-regex-dot"),
    # Microsoft, Get-TLEPacFile: Microsoft's own helpers in the function that all clients call.
    (
        'if (host == "a" && isInNetEx(dnsResolveEx(host), "10.0.0.0/8")) return "DIRECT";',
        "ms-extension-outside-ex",
    ),
    # Zscaler: a macro, outside of the service that fills it in.
    ('return "PROXY ${GATEWAY}:9400; DIRECT";', "unexpanded-placeholder"),
    # Forcepoint: the answer of a lookup in the place of the network.
    (
        'if (isInNet(host, dnsResolve("wiki.contoso.com"), "255.255.255.255")) return "DIRECT";',
        "invalid-subnet-address",
    ),
    # Zscaler: quotes that a word processor bent.
    ("return \u201cPROXY gateway.contoso.com:9400\u201d;", "smart-quotes"),
    # Palo Alto: a second proxy with a typing error, which passes their check.
    (
        'return "PROXY p.contoso.com:8080; PROXXY q.contoso.com:8080";',
        "unknown-result-keyword",
    ),
    # Mozilla: a range of hours that runs past midnight.
    ('if (timeRange(22, 6)) return "PROXY night.contoso.com:80";', "timerange-wrap"),
    # Webroot: asterisks on both sides, for domains and for addresses.
    ('if (shExpMatch(host, "*contoso.com*")) return "DIRECT";', "open-ended-pattern"),
    ('if (shExpMatch(host, "*10.0.0.0*")) return "DIRECT";', "open-ended-pattern"),
)

RIGHT = (
    # Microsoft, "Optimize PAC performance": plain names and suffixes first.
    'if (isPlainHostName(host)) return "DIRECT";',
    'if (dnsDomainIs(host, ".contoso.com")) return "DIRECT";',
    # Microsoft, Get-PacFile.
    'if (shExpMatch(host, "outlook.office.com") || shExpMatch(host, "*.lync.com")) return "DIRECT";',
    # Zscaler: the host, a name in full, a port, capital letters.
    'if (shExpMatch(host, "*.contoso.com")) return "PROXY gateway.contoso.com:9400; DIRECT";',
    'if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";',
    # Mozilla: one address, one proxy for each kind of host.
    'if (shExpMatch(url, "ftp:*")) return "PROXY ftp.contoso.com:8080";',
    'if (localHostOrDomainIs(host, "www.contoso.com")) return "DIRECT";',
)


@pytest.mark.parametrize(("statement", "rule"), WRONG)
def test_what_is_wrong_in_a_guide_is_found(statement: str, rule: str, lint_text: Lint) -> None:
    """The finding names the cause."""
    report = lint_text(example_file(TEAMS + statement))

    assert rule in [finding.rule for finding in report.findings]


@pytest.mark.parametrize("statement", RIGHT)
def test_what_is_right_in_a_guide_is_left_in_peace(statement: str, lint_text: Lint) -> None:
    """Neither an error nor a warning."""
    report = lint_text(example_file(TEAMS + statement))

    assert [] == [f.message for f in report.findings if f.severity is not Severity.INFO]


MISTAKES = (
    (
        'if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0") && host == "a" || host == "b") return "PROXY q.contoso.com:80";',
        "mixed-and-or",
    ),
    (
        'if (dnsDomainIs(host, ".a.contoso.com" || ".b.contoso.com")) return "DIRECT";',
        "constant-condition",
    ),
    ('if (dnsDomainIs(host, "*.contoso.com")) return "DIRECT";', "wildcard-outside-shexpmatch"),
    ('if (dnsDomainIs(host, ".contoso.com/path")) return "DIRECT";', "wrong-subject"),
    ('if (shExpMatch(host, "https://contoso.com/*")) return "DIRECT";', "wrong-subject"),
    ('if (shExpMatch(host, "*.Contoso.com")) return "DIRECT";', "uppercase-pattern"),
    ('if (shExpMatch(host, "*.contoso.com ")) return "DIRECT";', "blank-in-pattern"),
    ('if (host == "unused.contoso.com") return DIRECT;', "undefined-variable"),
    ('var list = "unterminated;\nif (host == list) return "DIRECT";', "syntax-error"),
    ('if (shExpMatch(host, "ls.st|*.x.example")) return "DIRECT";', "shexpmatch-metacharacter"),
    ('return "PROXY 127.0.0.1:9";', "blackhole-proxy"),
    ('return "PROXY http://p.contoso.com:8080";', "scheme-in-proxy-address"),
    ('return "PROXY p.contoso.com";', "missing-proxy-port"),
)
"""Mistakes of real files."""


@pytest.mark.parametrize(("statement", "rule"), MISTAKES)
def test_mistakes_of_real_files_are_found(statement: str, rule: str, lint_text: Lint) -> None:
    """The finding names the cause."""
    report = lint_text(example_file(TEAMS + statement))

    assert rule in [finding.rule for finding in report.findings]


def test_teams_by_suffix_alone_misses_its_apex(lint_text: Lint) -> None:
    """A pattern that is put together is read as one."""
    report = lint_text(
        example_file('if (shExpMatch(host, "*" + ".teams.microsoft.com")) return "DIRECT";')
    )

    assert ["apex-not-covered"] == [finding.rule for finding in report.findings]


def test_teams_by_network_depends_on_the_dns(lint_text: Lint) -> None:
    """Where the name does not resolve, it goes to the proxy."""
    text = 'if (isInNet(dnsResolve(host), "52.112.0.0", "255.252.0.0")) return "DIRECT";'

    assert lint_text(example_file(text)).has_problems
