"""Forms of the field on which a rule must stay silent, or speak in the right words."""

from __future__ import annotations

from collections.abc import Callable

from pacgen.lint import Report

HEAD = (
    "function FindProxyForURL(url, host) {\n"
    '  host = host.toLowerCase().replace(/\\.$/, "");\n'
    '  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
    '    return "DIRECT";\n'
)
TAIL = '  return "PROXY proxy.example.com:8080";\n}\n'

LintText = Callable[..., Report]


def _found(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.rule != "missing-loopback-bypass"]


def test_a_test_and_its_exception_need_no_parentheses(lint_text: LintText) -> None:
    """Where all that && joins is about the host, nothing else was meant to be limited."""
    tests = 'host == "a.example" || host.length > 9 && host.lastIndexOf(".b.example") > 0'
    place = 'isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") && host == "a.example" || host == "b.example"'

    assert [] == _found(lint_text(f'{HEAD}  if ({tests}) return "DIRECT";\n{TAIL}'))
    assert "mixed-and-or" in _found(lint_text(f'{HEAD}  if ({place}) return "DIRECT";\n{TAIL}'))


def test_what_fails_under_circumstances_says_so(lint_text: LintText) -> None:
    """A result that is missing for clients with IPv6 alone is told with that client."""
    text = (
        f"{HEAD}"
        '  var pool = ["PROXY a.example.com:80", "PROXY b.example.com:80"];\n'
        '  return pool[parseInt(myIpAddress().split(".")[3], 10) % 2];\n}\n'
    )
    (message,) = [f.message for f in lint_text(text).findings if f.rule == "no-default-result"]

    assert message.endswith(" when the client's address is 2001:db8::20")


def test_a_url_test_for_teams_is_told_by_what_it_does(lint_text: LintText) -> None:
    """On another port the test does not hold: that says it all, in no need of advice on style."""
    text = f"{HEAD}{TAIL}".replace(
        'host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")',
        'shExpMatch(url, "*://teams.microsoft.com/*") || shExpMatch(url, "*://*.teams.microsoft.com/*")',
    )
    found = _found(lint_text(text))

    assert "port-dependent-routing" in found
    assert "prefer-host-over-url" not in found


def test_a_published_name_is_not_stale(lint_text: LintText) -> None:
    """What lies below a domain that left the list, and is on it, is in its place there."""
    name = "join.secure.skypeassets.com"
    text = HEAD.replace('host == "teams.microsoft.com"', f'dnsDomainIs(host, "{name}")') + TAIL

    assert "stale-endpoint" not in _found(lint_text(text, name, "*.teams.microsoft.com"))
    assert "stale-endpoint" in _found(lint_text(text, "*.teams.microsoft.com"))


def test_the_host_may_stand_in_any_wrong_place(lint_text: LintText) -> None:
    """IsInNet with the host behind network and mask has its arguments in the wrong order."""
    test = 'isInNet("10.0.0.0", "255.0.0.0", host)'
    (finding,) = [
        f
        for f in lint_text(f'{HEAD}  if ({test}) return "DIRECT";\n{TAIL}').findings
        if f.rule == "swapped-arguments"
    ]

    assert finding.tip.endswith('    isInNet(host, "10.0.0.0", "255.0.0.0")')


def test_a_variable_that_is_set_in_a_condition_is_told_once(lint_text: LintText) -> None:
    """It was meant to be compared; that nothing reads it comes of that."""
    found = _found(
        lint_text(f'{HEAD}  var x = host.length;\n  if (x = 3) return "DIRECT";\n{TAIL}')
    )

    assert "assignment-in-condition" in found
    assert "unused-variable" not in found


def test_what_throws_in_strict_mode_is_told_once(lint_text: LintText) -> None:
    """A variable that was never declared is an error there, not a remark."""
    text = f'"use strict";\n{HEAD}  lower = host.toLowerCase();\n{TAIL}'

    assert "implicit-global" not in _found(lint_text(text))
    assert "evaluation-error" in _found(lint_text(text))
