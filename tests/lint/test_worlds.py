from __future__ import annotations

import ipaddress
from collections.abc import Callable

from pacgen.engine import PacFile, Target
from pacgen.lint import Report, Severity, lint
from pacgen.lint.rule import example_file
from pacgen.lint.worlds import client_worlds, clock_worlds, dns_worlds
from pacgen.policy.expectation import Expectation

TEAMS = 'if (/(^|\\.)teams\\.microsoft\\.com$/.test(host)) return "DIRECT";\n'
Lint = Callable[..., Report]


def _rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_names_resolve_inside_and_outside_of_what_is_published() -> None:
    """One address of a published network, one of nobody, a private one, IPv6."""
    published = [ipaddress.ip_network("2603:1063::/38"), ipaddress.ip_network("52.112.0.0/14")]
    worlds = list(dns_worlds(published, []))

    assert ["52.114.0.0", "203.0.113.77", "10.1.2.3", "2001:db8::53"] == [
        world.environment.dns[0].addresses[0] for world in worlds
    ]
    assert [True, True, False, True] == [world.is_fair for world in worlds]


def test_clients_stand_on_both_sides_of_an_edge() -> None:
    """A network in the file is asked about by a client inside and by one just outside."""
    worlds = client_worlds([ipaddress.IPv4Network("10.8.0.0/16")])
    addresses = [world.environment.client_addresses[0] for world in worlds]

    assert {"10.8.0.1", "10.9.0.0"} <= set(addresses)


def test_clocks_stand_around_the_hours_of_the_file() -> None:
    """Only what the file asks about is swept: here hours, not days and months."""
    clocks = [world.environment.clock for world in clock_worlds('timeRange(8, 18, "GMT")')]

    assert [7, 8, 9, 17, 18, 19] == [clock.hour for clock in clocks]
    assert 1 == len({clock.date() for clock in clocks})


def test_days_and_months_are_swept_where_they_matter() -> None:
    """Seven days of a week, twelve months of a year."""
    days = [w.environment.clock.strftime("%a") for w in clock_worlds('weekdayRange("MON")')]
    months = [w.environment.clock.month for w in clock_worlds('dateRange("JAN")')]

    assert ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] == days
    assert list(range(1, 13)) == months


def test_sweeps_are_bounded() -> None:
    """A file that asks for hours, days and months is not asked two thousand times."""
    text = "new Date().getHours(), getDay(), getMonth()"

    assert 150 >= len(list(clock_worlds(text)))


def test_a_subnet_after_dns_is_found_out(lint_text: Lint) -> None:
    """Teams that is known by its addresses alone is DIRECT only where DNS answers as hoped."""
    text = example_file(
        'if (isInNet(dnsResolve(host), "52.112.0.0", "255.252.0.0")) return "DIRECT";'
    )
    found = {f.rule: f for f in lint_text(text, "teams.microsoft.com", "52.112.0.0/14").findings}
    finding = found["required-host-needs-dns"]

    assert "required-host-proxied" not in found
    assert Severity.ERROR is finding.severity
    assert finding.message.endswith("when the name does not resolve")
    assert "the name resolves to 203.0.113.77" in [e.world for e in finding.evidence] or (
        finding.count >= 2
    )


def test_private_addresses_for_everybody_are_no_rule_for_teams(lint_text: Lint) -> None:
    """Where whatever resolves to a private address is DIRECT, Teams is simply not known."""
    text = example_file('if (isInNet(dnsResolve(host), "10.0.0.0", "255.0.0.0")) return "DIRECT";')

    assert ["required-host-proxied"] == [
        rule for rule in _rules(lint_text(text, "teams.microsoft.com")) if "required" in rule
    ]


def test_a_home_without_proxy_is_no_rule_for_teams(lint_text: Lint) -> None:
    """Where strangers go DIRECT too, it is the client's network that does, not the rule."""
    text = example_file(
        'if (isInNet(myIpAddress(), "192.168.0.0", "255.255.0.0")) return "DIRECT";'
    )

    assert ["required-host-proxied"] == [
        rule for rule in _rules(lint_text(text, "teams.microsoft.com")) if "required" in rule
    ]


def test_a_branch_with_teams_on_its_proxy_is_found(lint_text: Lint) -> None:
    """One network inside another is found by its edges."""
    text = example_file(
        'if (isInNet(myIpAddress(), "10.77.3.0", "255.255.255.0")) '
        f'return "PROXY b.example:80";\n{TEAMS}'
    )
    (finding,) = lint_text(text, "teams.microsoft.com").findings

    assert ("required-host-depends-on-client-ip", 3) == (finding.rule, finding.place.line)
    assert "when the client's address is 10.77.3.1" in finding.message


def test_what_works_at_noon_may_fail_in_the_morning(lint_text: Lint) -> None:
    """The hour of the test is no excuse."""
    text = example_file(f'if (timeRange(6, 0, 9, 59, "GMT")) return "PROXY m.example:80";\n{TEAMS}')
    report = lint_text(text, "teams.microsoft.com")

    assert ["required-host-depends-on-time"] == _rules(report)
    assert "all DIRECT: 1/1" in report.verdict


def test_a_file_that_asks_nothing_is_asked_in_one_world(
    expecting: Callable[..., Expectation],
) -> None:
    """No sweep without a helper: the evidence of every finding is of the plain world."""
    pac = PacFile.from_bytes("wpad.dat", example_file('return "PROXY p.example:80";').encode())
    report = lint(pac, expecting("teams.microsoft.com"), targets=(Target.FIREFOX,))

    assert {""} == {e.world for f in report.findings for e in f.evidence}
    assert {Target.FIREFOX} == {e.target for f in report.findings for e in f.evidence}
