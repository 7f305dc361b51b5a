from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile, Target
from pacgen.lint import Report, lint
from pacgen.lint.flaws import Flaw, consequence, flaws_of
from pacgen.lint.rule import example_file
from pacgen.policy.expectation import Expectation

BOTH = (Target.CHROMIUM, Target.WINHTTP)
TEAMS = 'if (/(^|\\.)teams\\.microsoft\\.com$/.test(host)) return "DIRECT";\n'


@pytest.mark.parametrize(
    ("returned", "flaws"),
    [
        ("DIRECT", []),
        ("PROXY p.example:8080; DIRECT", []),
        ("PROXY 192.0.2.7:8080", []),
        ("PROXY [2001:db8::7]:8080", []),
        ("PROXY p.example:8080, DIRECT", [Flaw.COMMA]),
        ("PROXY p.example:8080,PROXY q.example:8080", [Flaw.COMMA]),
        ("HTTP p.example:8080", [Flaw.UNKNOWN_WORD]),
        ("p.example:8080", [Flaw.UNKNOWN_WORD]),
        ("PROXY http://p.example:8080", [Flaw.SCHEME]),
        ("PROXY p.example:8080/", [Flaw.PATH]),
        ("PROXY p.example", [Flaw.NO_PORT]),
        ("PROXY p.example:80800", [Flaw.BAD_PORT]),
        ("PROXY p.example:", [Flaw.BAD_PORT]),
        ("PROXY p.example:http", [Flaw.BAD_PORT]),
        ("PROXY p.example:80; DIRECT p.example:80", [Flaw.DIRECT_WITH_ADDRESS]),
        (" PROXY p.example:80", [Flaw.LEADING_BLANK]),
        ("PROXY p.example:80; PROXY P.example:80", [Flaw.DUPLICATE]),
        ("PROXY proxy:80", [Flaw.UNQUALIFIED]),
        ("HTTPS p.example:443", [Flaw.UNPORTABLE]),
        ("HTTPS p.example:443; PROXY p.example:80", []),
        ("SOCKS s.example:1080", [Flaw.SOCKS]),
        ("Proxy p.example:80", [Flaw.CASE]),
        ("PROXY p.example:80;", [Flaw.TRAILING]),
        ("PROXY pr\u00f6xy.example:80", [Flaw.NON_ASCII]),
        ("", [Flaw.EMPTY]),
        (" ; ", [Flaw.EMPTY]),
        ("PROXY p.example:80 DIRECT", [Flaw.OTHER]),
        ("PROXY user:secret@p.example:80", [Flaw.OTHER]),
    ],
)
def test_each_flaw_is_found_alone(returned: str, flaws: list[Flaw]) -> None:
    """A result has the flaw that is its cause, and none that only follows from it."""
    assert flaws == [flaw for flaw, _ in flaws_of(returned, BOTH)]


def test_what_counts_as_known_depends_on_the_clients() -> None:
    """HTTP is a word to Firefox: asked for Firefox alone nothing is wrong, for both it is."""
    assert [] == flaws_of("HTTP p.example:8080", [Target.FIREFOX])
    assert [(Flaw.UNPORTABLE, "HTTP p.example:8080")] == flaws_of(
        "HTTP p.example:8080", [Target.CHROMIUM, Target.FIREFOX]
    )


def test_the_consequence_names_the_clients() -> None:
    """Who goes DIRECT and who only passes over a part is said."""
    assert "chromium and winhttp go DIRECT" == consequence("PROXY a.example:1, DIRECT", BOTH)
    assert "winhttp passes over it" == consequence("HTTPS a.example:1; PROXY a.example:1", BOTH)
    assert "" == consequence("PROXY a.example:1", BOTH)


def test_a_result_is_blamed_once(lint_text: Callable[..., Report]) -> None:
    """What cannot be read is no reason to say that control hosts are DIRECT, too."""
    report = lint_text(example_file(f'{TEAMS}return "PROXY http://p.example:8080; DIRECT";'))

    (finding,) = report.findings
    assert ("scheme-in-proxy-address", 4) == (finding.rule, finding.place.line)
    assert BOTH == finding.targets


def test_many_flawed_pieces_share_a_finding(lint_text: Callable[..., Report]) -> None:
    """A farm of proxies without a domain is one thing to mend."""
    text = example_file(f'{TEAMS}return "PROXY p" + host.length % 9 + ":8080";')
    (finding,) = lint_text(text).findings

    assert "unqualified-proxy-host" == finding.rule
    assert " more has no domain" in finding.message


def test_results_of_other_worlds_are_read_too(expecting: Callable[..., Expectation]) -> None:
    """The proxy of a branch is only seen by clients in it."""
    text = example_file(
        TEAMS + 'if (isInNet(myIpAddress(), "10.7.0.0", "255.255.0.0")) return "PROXY branch:80";'
    )
    pac = PacFile.from_bytes("wpad.dat", text.encode())
    found = {f.rule: f for f in lint(pac, expecting("teams.microsoft.com")).findings}

    assert found["unqualified-proxy-host"].evidence[0].world.startswith("the client's address is 1")
