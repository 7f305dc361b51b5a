"""Sets of hosts in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacgen.analysis.languages import AddressSet, Bundle, Language, Without, describe, host_names
from pacgen.patterns import HostPattern


def _hosts(pattern: str) -> Language:
    return Language.hosts() & Language.from_pattern(HostPattern.parse(pattern))


ALL = host_names()
DOTTED = ALL & Language.containing(".")
PARTNERS = Language.words(f"h{n}.partner.example" for n in range(60))
TEAMS = _hosts("*.teams.microsoft.com")
A_COM = _hosts("*.a.com")


def _after_rules(hosts: Language) -> Language:
    """Return what forty rules leave of *hosts*."""
    rest: Language = Without(hosts)
    for number in range(40):
        rest -= Language.ending_with(f".x{number}.a.com")
    return rest


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        (Language.nothing(), ()),
        (Language.hosts(), ("*",)),
        (Language.word("teams.microsoft.com"), ("teams.microsoft.com",)),
        (TEAMS, ("*.teams.microsoft.com",)),
        (TEAMS | Language.word("teams.microsoft.com"), ("teams.microsoft.com", "*.teams.microsoft.com")),
        (A_COM - Language.word("b.a.com"), ("*.a.com except b.a.com",)),
        (
            (ALL & Language.starting_with("52.112.")) - Language.ending_with(".localhost"),
            ("52.112.* except *.localhost",),
        ),
        (A_COM - _hosts("*.b.a.com"), ("*.a.com except *.b.a.com",)),
        (A_COM - Language.words(["b.a.com", "c.a.com"]), ("*.a.com except b.a.com and c.a.com",)),
        (_after_rules(DOTTED), ("every host with a dot except *.x0.a.com and *.x1.a.com and others",)),
        (_after_rules(A_COM - _hosts("*.b.a.com")), ("*.a.com except *.b.a.com and *.x0.a.com and others",)),
        (_after_rules(Language.hosts() & Language.from_regexp("^.{5}$")), ("some, such as aaaaa and aaaab",)),
        (Bundle.of([("", _after_rules(DOTTED)), ("b.org", _hosts("*.b.org"))]), ("every host with a dot except *.x0.a.com and *.x1.a.com and others", "*.b.org")),
        (_hosts("*cdn.onenote.net"), ("*cdn.onenote.net",)),
        (_hosts("*.a.com") | _hosts("*.b.org"), ("*.a.com", "*.b.org")),
        (Language.words(["b.a.com", "c.d"]), ("c.d", "b.a.com")),
        (Language.words(f"h{n}.a.com" for n in range(9)), ("some, such as h0.a.com and h1.a.com",)),
        (Language.hosts() & Language.starting_with("www."), ("www.*",)),
        (
            A_COM & Language.from_regexp(r"^(\w\w)*\.a\.com$"),
            ("some, such as aa.a.com and ab.a.com",),
        ),
        (DOTTED, ("every host with a dot",)),
        (ALL - DOTTED - Language.word("localhost"), ("every host without a dot except localhost",)),
        (
            DOTTED - _hosts("*.a.com"),
            ("every host with a dot except *.a.com",),
        ),
        (
            ALL - PARTNERS,
            ("* except h0.partner.example and h1.partner.example and others", "every IPv4 address"),
        ),
        (
            AddressSet.network("52.112.0.0", "255.252.0.0").to_language() | Language.word("a.com"),
            ("a.com", "52.112.0.0/14"),
        ),
        (
            ALL - AddressSet.network("127.0.0.0", "255.0.0.0").to_language() - PARTNERS,
            (
                "* except h0.partner.example and h1.partner.example and others",
                "every IPv4 address except 127.0.0.0/8",
            ),
        ),
        # Made by a length: neither a pattern nor a network would say anything.
        (ALL & Language.from_regexp("^(..)*$"), ("some, such as aa and ab",)),
    ],
)  # fmt: skip
def test_hosts_are_described_as_patterns(hosts: Language, expected: tuple[str, ...]) -> None:
    """As a person would write them, exceptions included; a long list ends in examples."""
    assert describe(hosts) == expected


def test_what_all_hosts_in_question_share_is_said() -> None:
    """A part of the children of a name is not called by a shorter name."""
    assert describe(TEAMS, within=TEAMS) == ("*.teams.microsoft.com",)
    assert describe(TEAMS - _hosts("*.x.teams.microsoft.com"), within=TEAMS) == (
        "*.teams.microsoft.com except *.x.teams.microsoft.com",
    )


names = st.sampled_from(["a.b", "c.a.b", "*.b", "*.a.b", "*.c.a.b", "*a.b", "*d.org", "d.org"])


@settings(max_examples=40, deadline=None)
@given(st.lists(names, max_size=3), st.lists(names, max_size=2))
def test_a_description_means_its_hosts(plus: list[str], minus: list[str]) -> None:
    """Patterns with exceptions, read back, are the very set."""
    hosts = Language.nothing()
    for pattern in plus:
        hosts |= _hosts(pattern)
    for pattern in minus:
        hosts -= _hosts(pattern)

    read = Language.nothing()
    for line in describe(hosts):
        assert "such as" not in line
        pattern, _, left_out = line.partition(" except ")
        part = _hosts(pattern)
        for exception in filter(None, left_out.split(" and ")):
            part -= _hosts(exception)
        read |= part

    assert read.equals(hosts)
