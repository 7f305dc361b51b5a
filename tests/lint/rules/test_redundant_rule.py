"""``redundant-rule``: a rule that changes no answer, for any host, client or URL."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile
from pacgen.lint import RULES, Confidence, Finding, Severity, lint
from pacgen.lint.proof import Proving
from pacgen.policy.expectation import Expectation

FILE = """\
function FindProxyForURL(url, host) {{
  {rules}
  return "PROXY p.contoso.example:80";
}}
"""
ASKED = [
    r for r in RULES if r.name in {"dead-rule", "duplicate-rule", "redundant-rule", "shadowed-rule"}
]
NETWORK = 'isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")'
NEWS = 'if (host == "news.a.com") return "PROXY p.contoso.example:80";'
Run = Callable[..., list[Finding]]


@pytest.fixture
def run(expecting: Callable[..., Expectation]) -> Run:
    """Return a linter that proves, for rules from line 2 on."""

    def run(*rules: str) -> list[Finding]:
        pac = PacFile.from_bytes("wpad.dat", FILE.format(rules="\n  ".join(rules)).encode())
        expectation = expecting("*.teams.microsoft.com")
        return list(lint(pac, expectation, rules=ASKED, proving=Proving(seconds=60)).findings)

    return run


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        # What is left over gives the same.
        ([NEWS], {3}),
        # A broader rule, and for some clients what is left over.
        (
            [
                NEWS,
                f'if (dnsDomainIs(host, ".a.com") && {NETWORK}) return "PROXY p.contoso.example:80";',
            ],
            {3, 4},
        ),
        # The other branch of the same statement.
        ([NEWS, 'else if (host == "b.com") return "DIRECT";'], {4}),
        # One that looks at the URL stands above.
        (['if (url.substring(0, 5) == "http:") return "DIRECT";', NEWS], {4}),
    ],
    ids=["default", "environment", "else", "url above"],
)
def test_what_stands_below_gives_the_same(rules: list[str], lines: set[int], run: Run) -> None:
    """The lines that would decide are named, and the file's own answer is shown."""
    (finding,) = run(*rules)

    assert (finding.rule, finding.severity) == ("redundant-rule", Severity.INFO)
    assert finding.confidence is Confidence.PROVEN
    assert lines == {related.place.line for related in finding.related}
    assert ["PROXY p.contoso.example:80"] == [e.returned for e in finding.evidence]


@pytest.mark.parametrize(
    "rules",
    [
        # It is an exception from what stands below.
        [NEWS, 'if (dnsDomainIs(host, ".a.com")) return "DIRECT";'],
        # To some clients it is one.
        [NEWS, f'if (dnsDomainIs(host, ".a.com") && {NETWORK}) return "DIRECT";'],
        # Some hosts need it.
        ['if (/[xy]$/.test(host)) return "DIRECT";', 'if (/[yz]$/.test(host)) return "DIRECT";'],
        # Some URLs do.
        [NEWS, 'if (url.substring(0, 5) == "http:") return "DIRECT";'],
        [NEWS, 'var plain = url.indexOf("http:") == 0;', 'if (plain) return "DIRECT";'],
        [NEWS.replace(")", ' && url.substring(0, 5) == "http:")', 1)],
        # It throws without it.
        [NEWS, "null.length;"],
        # Rules for Teams are there for those who write the next rule.
        [
            'if (dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";',
            'if (dnsDomainIs(host, ".microsoft.com")) return "DIRECT";',
        ],
    ],
    ids=["exception", "client", "hosts", "url", "flag", "own url", "error", "teams"],
)
def test_a_rule_that_is_needed(rules: list[str], run: Run) -> None:
    """Where one answer would change, or nobody knows, nothing is said."""
    assert [] == run(*rules)


def test_of_two_rules_for_the_same_hosts_one_is_told(run: Run) -> None:
    """Either could go, but not both: the lower one is the finding."""
    rules = [f'if (/^[ab]{end}x/.test(host)) return "DIRECT";' for end in ("+", "")]
    (shadowed,) = run(*rules)
    (duplicate,) = run(*['if (host == "news.a.com") return "DIRECT";'] * 2)

    assert ("shadowed-rule", 3) == (shadowed.rule, shadowed.place.line)
    assert ("duplicate-rule", 3) == (duplicate.rule, duplicate.place.line)
