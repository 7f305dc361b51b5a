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
