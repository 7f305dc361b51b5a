"""
``dead-rule``, ``shadowed-rule`` and ``rule-never-decides-for-expected-hosts``.

Only what is proven is said for certain, of all URLs of a host, and shown in the untouched file.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile
from pacgen.lint import RULES, Confidence, Finding, Severity, lint
from pacgen.lint.proof import NO_PROOF, Proving
from pacgen.policy.expectation import Expectation

TEAMS = (
    'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) '
    'return "DIRECT";'
)
FILE = """\
function FindProxyForURL(url, host) {{
  host = host.toLowerCase();
  {teams}
  {rules}
  return "PROXY p.contoso.example:80";
}}
"""
ASKED = [
    rule
    for rule in RULES
    if rule.name in {"dead-rule", "shadowed-rule", "rule-never-decides-for-expected-hosts"}
]
PROVING = Proving(seconds=60)
Run = Callable[..., list[Finding]]


@pytest.fixture
def run(expecting: Callable[..., Expectation]) -> Run:
    """Return a linter that proves, for rules that stand behind those for Teams, from line 4 on."""

    def run(*rules: str, proving: Proving = PROVING) -> list[Finding]:
        text = FILE.format(teams=TEAMS, rules="\n  ".join(rules))
        expectation = expecting("teams.microsoft.com", "*.teams.microsoft.com")
        pac = PacFile.from_bytes("wpad.dat", text.encode())
        return list(lint(pac, expectation, rules=ASKED, proving=proving).findings)

    return run


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        # No host has an upper-case letter.
        ('if (/[G-Z]$/.test(host)) return "DIRECT";', "no host passes its test"),
        (
            'if (isPlainHostName(host) && dnsDomainIs(host, ".a.com")) return "DIRECT";',
            "its test never holds where it is reached",
        ),
    ],
)
def test_a_test_that_never_holds(rule: str, message: str, run: Run) -> None:
    """The rule is dead by its own fault, whatever stands above."""
    (finding,) = run(rule)

    assert (finding.rule, finding.severity) == ("dead-rule", Severity.WARNING)
    assert finding.message.endswith(message)


@pytest.mark.parametrize(
    ("rules", "message", "severity"),
    [
        (
            [
                'if (/x$/.test(host)) return "DIRECT";',
                'if (/[^x0-9a-f]$/.test(host)) return "DIRECT";',
                'if (/^q.*[xyz]$/.test(host)) return "PROXY q.contoso.example:80";',
            ],
            "lines 4, 5 take all of its hosts, with another result",
            Severity.WARNING,
        ),
        (
            ['if (/x$/.test(host)) return "DIRECT";', 'if (/bx$/.test(host)) return "DIRECT";'],
            "line 4 takes all of its hosts, with the same result",
            Severity.INFO,
        ),
        # One of two tests, and what takes it is no rule that returns a constant.
        (
            [
                'var other = "PROXY q.contoso.example:80";',
                "if (/x$/.test(host)) return other + ';' + other;",
                'if (host == "ax" || host == "ay") return "DIRECT";',
            ],
            '"ax" never gets its turn: line 5 takes all of its hosts, with another result',
            Severity.WARNING,
        ),
    ],
    ids=["another result", "the same", "one test"],
)
def test_what_earlier_lines_take(
    rules: list[str], message: str, severity: Severity, run: Run
) -> None:
    """The lines are named; another result weighs more than the same."""
    (finding,) = run(*rules)

    assert (finding.rule, finding.severity) == ("shadowed-rule", severity)
    assert finding.message.endswith(message)
    assert finding.confidence is Confidence.PROVEN
    assert {related.place.line for related in finding.related} <= {4, 5}


def test_it_is_shown_in_the_untouched_file(run: Run) -> None:
    """The evidence is the file's own answer to the shortest host, and the line that gave it."""
    (finding,) = run(
        'if (/x$/.test(host)) return "DIRECT";',
        'if (/bx$/.test(host)) return "PROXY q.contoso.example:80";',
    )
    (evidence,) = finding.evidence

    assert ("https://bx/", "DIRECT") == (evidence.url, evidence.returned)
    assert evidence.expected == "PROXY q.contoso.example:80"
    assert (finding.place.line, finding.related[0].place.line) == (5, 4)


NETWORK = 'isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")'
BX = 'if (/bx$/.test(host)) return "PROXY q.contoso.example:80";'
NEWS = 'if (host == "news.a.com") return "PROXY q.contoso.example:80";'


@pytest.mark.parametrize(
    "rules",
    [
        # Specific before general is how exceptions are written.
        [BX, 'if (/x$/.test(host)) return "DIRECT";'],
        # The first one decides in some environments only.
        [f'if (/x$/.test(host) && {NETWORK}) return "DIRECT";', BX],
        [
            f"if ({NETWORK}) var z = 1;",
            'else if (dnsDomainIs(host, ".a.com")) return "DIRECT";',
            NEWS,
        ],
        # Nobody knows what the first one does.
        ['if (/(?=x)x$/.test(host)) return "DIRECT";', BX],
        # For other URLs of the same host the second one decides.
        ['if (url.substring(0, 6) == "https:") return "DIRECT";', BX],
        ['var secure = url.indexOf("https:") == 0;', 'if (secure) return "DIRECT";', BX],
        [f'if (url.indexOf("http:") == 0 && {NETWORK} && host == "ax") return "DIRECT";'],
        # Clients hand a final dot over.
        ['if (host == "a.example.") return "DIRECT";'],
    ],
    ids=["exception", "environment", "else", "unknown", "https", "flag", "http", "dot"],
)
def test_not_dead(rules: list[str], run: Run) -> None:
    """Where a rule decides about any host, or nothing can be proven, nothing is said."""
    assert run(*rules) == []


def test_a_part_of_another_test_of_the_same_rule(run: Run) -> None:
    """Which of both decides cannot be told; the narrower one is superfluous all the same."""
    (finding,) = run('if (dnsDomainIs(host, ".a.com") || host == "www.a.com") return "DIRECT";')

    assert (finding.rule, finding.severity) == ("shadowed-rule", Severity.INFO)
    assert finding.message == '"www.a.com" is a part of ".a.com", which comes first'


ALL_MATCHES = 'if ((host.match(/a/g) || []).length > 99) return "DIRECT";'
"""No proof sees through it."""


def test_without_a_proof_the_text_alone_is_compared(run: Run) -> None:
    """What no proof looked at is likely; what one gave up, too."""
    broad = 'if (dnsDomainIs(host, ".a.com")) return "DIRECT";'
    narrow = 'if (dnsDomainIs(host, ".news.a.com")) return "PROXY q.contoso.example:80";'
    (unproven,) = run(broad, narrow, proving=NO_PROOF)
    (given_up,) = run(ALL_MATCHES, broad, narrow)

    assert unproven.message == '".news.a.com" never gets its turn: ".a.com" comes first'
    assert unproven.message == given_up.message
    assert {unproven.confidence, given_up.confidence} == {Confidence.LIKELY}
