from __future__ import annotations

from collections.abc import Callable

from pacgen.lint import Report
from pacgen.lint.rule import example_file

TEAMS = 'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n  return "DIRECT";\n'
Lint = Callable[..., Report]


def _shadowed(report: Report) -> list[tuple[int | None, list[tuple[int | None, str]]]]:
    return [
        (f.place.line, [(r.place.line, r.label.partition(":")[0]) for r in f.related])
        for f in report.findings
        if f.rule == "required-rule-shadowed"
    ]


def test_the_winner_and_the_loser_are_shown(lint_text: Lint) -> None:
    """The place is that of the answer; related are the condition that held and the lost line."""
    text = example_file(f'if (/microsoft/.test(host))\n  return "PROXY m.example:80";\n{TEAMS}')
    report = lint_text(text)

    assert [(4, [(3, "this held"), (5, "this never gets its turn")])] == _shadowed(report)
    assert ["required-rule-shadowed"] == [f.rule for f in report.findings]


def test_two_winners_may_lie_above_one_rule(lint_text: Lint) -> None:
    """What still wins after the first is switched off is switched off as well."""
    text = example_file(
        'if (/microsoft/.test(host)) return "PROXY m.example:80";\n'
        f'if (/[.]com$/.test(host)) {{ return "PROXY c.example:80"; }}\n{TEAMS}'
    )

    assert [3] == [line for line, _ in _shadowed(lint_text(text))]


def test_a_rule_in_the_else_branch_is_a_rule(lint_text: Lint) -> None:
    """Chains of else are read as they are run."""
    text = example_file(
        'if (/microsoft/.test(host)) {\n  return "PROXY m.example:80";\n} else '
        'if (/(^|[.])teams[.]microsoft[.]com$/.test(host)) {\n  return "DIRECT";\n}'
    )

    assert [4] == [line for line, _ in _shadowed(lint_text(text))]


def test_no_rule_below_is_no_shadow(lint_text: Lint) -> None:
    """A file that knows nothing of Teams has nothing that could lose."""
    text = example_file('if (/microsoft/.test(host)) return "PROXY m.example:80";')

    assert ["required-host-proxied"] == [f.rule for f in lint_text(text).findings]


def test_an_exception_inside_a_wildcard_is_found(lint_text: Lint) -> None:
    """A host that the file names above the wildcard is asked about, and its line is shown."""
    text = example_file(
        'if (host == "webdir.online.lync.com") return "PROXY s.example:80";\n'
        'if (dnsDomainIs(host, ".lync.com")) return "DIRECT";'
    )
    found = [f for f in lint_text(text, "*.lync.com").findings if f.evidence]

    assert "webdir.online.lync.com" in [e.host for f in found for e in f.evidence]
    assert [3] == [f.place.line for f in found if f.rule == "required-rule-shadowed"]
