"""``dead-rule`` and ``rule-never-decides-for-expected-hosts``: only what is proven is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile
from pacgen.lint import Report, Severity, lint
from pacgen.lint.proof import Proving
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
RULES = {"dead-rule", "rule-never-decides-for-expected-hosts"}


@pytest.fixture
def run(expecting: Callable[..., Expectation]) -> Callable[[str], Report]:
    """Return a linter that proves, for rules that stand behind those for Teams."""

    def run(rules: str) -> Report:
        text = FILE.format(teams=TEAMS, rules=rules)
        expectation = expecting("teams.microsoft.com", "*.teams.microsoft.com")
        pac = PacFile.from_bytes("wpad.dat", text.encode())
        return lint(pac, expectation, proving=Proving(seconds=60))

    return run


@pytest.mark.parametrize(
    ("rules", "found", "severity"),
    [
        # Two rules together take all of it.
        (
            (
                'if (/x$/.test(host)) return "DIRECT";\n  if (/[^x0-9a-f]$/.test(host)) return "DIRECT";\n'
                '  if (/^q.*[xyz]$/.test(host)) return "PROXY q.contoso.example:80";'
            ),
            "lines 4, 5 take all of its hosts",
            Severity.WARNING,
        ),
        # The same result: superfluous.
        (
            'if (/x$/.test(host)) return "DIRECT";\n  if (/bx$/.test(host)) return "DIRECT";',
            "line 4 takes all of its hosts",
            Severity.INFO,
        ),
        # No host has an upper-case letter.
        (
            'if (/[G-Z]$/.test(host)) return "DIRECT";',
            "no host passes its test",
            Severity.WARNING,
        ),
    ],
)
def test_dead(rules: str, found: str, severity: Severity, run: Callable[[str], Report]) -> None:
    """What takes the rule's place is named; another result weighs more than the same."""
    (finding,) = [f for f in run(rules).findings if f.rule == "dead-rule"]

    assert finding.message.endswith(found)
    assert finding.severity is severity


@pytest.mark.parametrize(
    "rules",
    [
        # Specific before general is how exceptions are written.
        (
            'if (/^y.*x$/.test(host)) return "PROXY q.contoso.example:80";\n'
            '  if (/x$/.test(host)) return "DIRECT";'
        ),
        # The first one decides in some environments only.
        (
            'if (/x$/.test(host) && isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "DIRECT";\n'
            '  if (/bx$/.test(host)) return "PROXY q.contoso.example:80";'
        ),
        # Nobody knows what the first one does.
        (
            'if (/(?=x)x$/.test(host)) return "DIRECT";\n'
            '  if (/bx$/.test(host)) return "PROXY q.contoso.example:80";'
        ),
    ],
    ids=["exception", "environment", "unknown"],
)
def test_not_dead(rules: str, run: Callable[[str], Report]) -> None:
    """Where a rule decides about any host, or nothing can be proven, nothing is said."""
    assert [f for f in run(rules).findings if f.rule in RULES] == []
