"""No cause is told twice: which rules speak together, and which leave it to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile
from pacgen.lint import RULES, Confidence, Report, Rule, Severity, lint
from pacgen.lint.causes import MISWRITTEN
from pacgen.lint.selection import Selection
from pacgen.policy.expectation import Expectation

NETWORK = "52.112.0.0/14"

DEAD = {
    "blank-in-pattern": 'dnsDomainIs(host, ".teams.microsoft.com ")',
    "https-path-match": 'shExpMatch(url, "https://teams.microsoft.com/l/*")',
    "invalid-subnet-address": 'isInNet(host, "52.112.0.0/14", "255.252.0.0")',
    "invalid-subnet-mask": 'isInNet(host, "52.112.0.0", "/14")',
    "inverted-subnet-mask": 'isInNet(host, "52.112.0.0", "0.3.255.255")',
    "localhostordomainis-misuse": 'localHostOrDomainIs(host, ".teams.microsoft.com")',
    "non-contiguous-mask": 'isInNet(host, "52.112.0.0", "255.252.255.0")',
    "port-in-host-comparison": 'host == "teams.microsoft.com:443"',
    "regex-in-shexpmatch": r'shExpMatch(host, ".*\\.teams\\.microsoft\\.com")',
    "shexpmatch-metacharacter": 'shExpMatch(host, "[*.teams.microsoft.com]")',
    "swapped-arguments": 'dnsDomainIs(".teams.microsoft.com", host)',
    "timerange-wrap": 'dnsDomainIs(host, ".teams.microsoft.com") && timeRange(22, 6, "GMT")',
    "day-or-month-name-case": 'dnsDomainIs(host, ".teams.microsoft.com") && weekdayRange("Mon", "Fri", "GMT")',
    "uppercase-pattern": 'shExpMatch(host, "*.Teams.Microsoft.com")',
    "wildcard-outside-shexpmatch": 'dnsDomainIs(host, "*.teams.microsoft.com")',
    "wrong-subject": 'shExpMatch(url, "*.teams.microsoft.com")',
    "wrong-arity": 'isInNet(host, "52.112.0.0")',
}
"""Tests that were meant for Teams and never hold, by the rule that says why."""

FILE = """\
function FindProxyForURL(url, host) {{
  host = host.toLowerCase().replace(/\\.$/, "");
  if ({}) return "DIRECT";
  return "PROXY proxy.example.com:8080";
}}
"""


@pytest.mark.parametrize("name", DEAD)
def test_a_test_that_never_holds_is_told_once(
    name: str, expecting: Callable[..., Expectation]
) -> None:
    """The mistake is the finding, and the hosts that go astray because of it are its evidence."""
    is_address = "isInNet" in DEAD[name]
    test = rf"/^\d+(\.\d+){{3}}$/.test(host) && {DEAD[name]}" if is_address else DEAD[name]
    pac = PacFile.from_bytes("wpad.dat", FILE.format(test).encode())
    wanted = [NETWORK] if is_address else ["*.teams.microsoft.com"]
    report = lint(pac, expecting(*wanted))
    (finding,) = report.findings

    assert name == finding.rule
    assert wanted[0] in finding.subjects
    assert {"PROXY proxy.example.com:8080"} == {one.returned for one in finding.evidence}
    assert "to PROXY proxy.example.com:8080" in finding.message
    assert Confidence.PROVEN is finding.confidence


def test_each_miswritten_test_has_a_case() -> None:
    """A rule that may absorb others is tried above."""
    assert MISWRITTEN - {"bracketed-ipv6-host"} == set(DEAD)


def test_hosts_that_no_mistake_names_stay_a_finding(lint_text: Callable[..., Report]) -> None:
    """The mistake explains the domain that it names, and no other host that goes to the proxy."""
    text = FILE.format(DEAD["uppercase-pattern"])
    report = lint_text(text, "*.teams.microsoft.com", "*.skype.com")

    assert [
        ("required-host-proxied", ("*.skype.com",)),
        ("uppercase-pattern", ("*.teams.microsoft.com",)),
    ] == sorted((finding.rule, finding.subjects) for finding in report.findings)


def test_the_hosts_stay_a_finding_where_the_mistake_is_not_wanted(
    lint_text: Callable[..., Report],
) -> None:
    """Nobody who ignores a rule about the text, by option or comment, loses sight of the hosts."""
    text = FILE.format(DEAD["uppercase-pattern"])
    report = lint_text(text, "*.teams.microsoft.com")
    silenced = text.replace(
        '"DIRECT";', '"DIRECT"; // pacgen: ignore[uppercase-pattern] as in WinHTTP'
    )

    assert ["uppercase-pattern"] == [finding.rule for finding in report.findings]
    for other in (
        Selection.of(ignore=["uppercase-pattern"]).apply(report),
        lint_text(silenced, "*.teams.microsoft.com"),
    ):
        (finding,) = other.findings
        assert ("required-host-proxied", Severity.ERROR) == (finding.rule, finding.severity)


TOGETHER = {
    **{
        key: {"plain-hostname-ipv6"}
        for key in (
            *("assignment-in-condition", "constant-condition", "empty-if-body", "empty-result"),
            *("implicit-global", "unreachable-code"),
        )
    },
    **{
        key: {"default-direct"}
        for key in (
            *("byte-order-mark", "ex-entry-diverges", "file-too-large", "mixed-line-ends"),
            *("utf16-file", "wrong-file-name"),
        )
    },
}
"""Rules that speak beside the one whose bad example it is, each for a cause of its own."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_speaks_beside_a_rule(rule: Rule, expecting: Callable[..., Expectation]) -> None:
    """The bad example of each rule is held against all rules, those asked on request included."""
    wanted = expecting(*rule.example_entries, companions=rule.example_companions)
    report = lint(rule.bad_file(), wanted, rules=RULES)
    found = {finding.rule for finding in report.findings} - {rule.name, "missing-loopback-bypass"}

    assert TOGETHER.get(rule.name, set()) == found


PAIRS = {
    "swapped parameters": (
        (
            'function FindProxyForURL(host, url) {\n  if (dnsDomainIs(host, ".x.example")) return "DIRECT";\n'
            '  return "PROXY p.example.com:80";\n}\n'
        ),
        {"wrong-parameters", "required-host-proxied", "missing-loopback-bypass"},
    ),
    "one lookup, two clients": (
        (
            "function FindProxyForURL(url, host) {\n  var ip = dnsResolve(host);\n"
            '  if (ip.substring(0, 3) == "10.") return "DIRECT";\n  return "PROXY p.example.com:80";\n}\n'
        ),
        {"unguarded-dns-result"},
    ),
    "hidden and run": (
        'function FindProxyForURL(url, host) {\n  return eval(unescape("%22DIRECT%22"));\n}\n',
        {"dynamic-code"},
    ),
    "a placeholder for a proxy": (
        (
            'function FindProxyForURL(url, host) {\n  host = host.toLowerCase().replace(/\\.$/, "");\n'
            '  if (/(^|\\.)teams\\.microsoft\\.com$/.test(host)) return "DIRECT";\n'
            '  return "PROXY ${GATEWAY}:9400";\n}\n'
        ),
        {"unexpanded-placeholder"},
    ),
    "a URL that ends in a host": (
        (
            "function FindProxyForURL(url, host) {\n"
            '  if (shExpMatch(url, "*.teams.microsoft.com")) return "DIRECT";\n'
            '  return "PROXY p.example.com:80";\n}\n'
        ),
        {"wrong-subject"},
    ),
}
"""Files with one mistake that several rules see, and the rules that speak."""


@pytest.mark.parametrize("name", PAIRS)
def test_a_mistake_that_several_rules_see(name: str, lint_text: Callable[..., Report]) -> None:
    """One finding says it."""
    text, wanted = PAIRS[name]
    found = [f.rule for f in lint_text(text).findings if f.rule != "missing-loopback-bypass"]

    assert sorted(wanted - {"missing-loopback-bypass"}) == sorted(found)
