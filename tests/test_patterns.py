"""Tests of host patterns: one meaning for the whole program."""

from __future__ import annotations

import contextlib
import itertools
import re

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from pacgen.errors import HostPatternError
from pacgen.patterns import HostPattern, PatternKind, canonical_host

HOSTS = [
    "".join(letters) for length in range(7) for letters in itertools.product("ab.", repeat=length)
]
"""Every text of up to six letters over a, b and the dot, hosts and others."""


def brute_force(pattern: str, host: str, i: int = 0, j: int = 0) -> bool:
    """Match character by character, trying every length of every star."""
    if i == len(pattern):
        return j == len(host)
    if pattern[i] != "*":
        return j < len(host) and host[j] == pattern[i] and brute_force(pattern, host, i + 1, j + 1)
    if i == 0:
        return any(brute_force(pattern, host, 1, k) for k in range(j, len(host) + 1))
    return any(
        "." not in host[j:k] and brute_force(pattern, host, i + 1, k)
        for k in range(j + 1, len(host) + 1)
    )


def short_patterns() -> list[HostPattern]:
    """Return every pattern of up to five letters over a, b, the dot and the star."""
    found = []
    for length in range(1, 6):
        for letters in itertools.product("ab.*", repeat=length):
            with contextlib.suppress(HostPatternError):
                found.append(HostPattern.parse("".join(letters)))
    return sorted(set(found))


PATTERNS = short_patterns()

labels = st.text("ab*", min_size=1, max_size=4).map(lambda text: re.sub(r"\*+", "*", text))
last_labels = st.text("ab", min_size=1, max_size=2)
patterns = st.builds(
    lambda front, last: HostPattern.parse(".".join([*front, last])),
    st.lists(labels, max_size=3),
    last_labels,
)
"""Patterns that may be longer than those of up to five letters."""


class TestParse:
    """Reading patterns."""

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("teams.microsoft.com", PatternKind.EXACT),
            ("localhost", PatternKind.EXACT),
            ("_sip._tls.example.com", PatternKind.EXACT),
            ("xn--bcher-kva.example", PatternKind.EXACT),
            ("*.teams.microsoft.com", PatternKind.CHILDREN),
            ("*.com", PatternKind.CHILDREN),
            ("*cdn.onenote.net", PatternKind.GLOB),
            ("*-admin.sharepoint.com", PatternKind.GLOB),
            ("autodiscover-*.outlook.com", PatternKind.GLOB),
            ("autodiscover.*.mail.onmicrosoft.us", PatternKind.GLOB),
            ("*.*.example.com", PatternKind.GLOB),
        ],
    )
    def test_kinds(self, text: str, kind: PatternKind) -> None:
        """What the service's list holds is read, each as what it is."""
        assert kind is HostPattern.parse(text).kind

    @pytest.mark.parametrize(
        "text", ["Teams.Microsoft.COM", " teams.microsoft.com\n", "teams.microsoft.com."]
    )
    def test_canonical_form(self, text: str) -> None:
        """Case, blanks around and the root's dot do not matter."""
        assert HostPattern("teams.microsoft.com") == HostPattern.parse(text)

    @pytest.mark.parametrize(
        ("text", "what", "tip"),
        [
            ("", "blank", "teams.microsoft.com"),
            ("  ", "blank", "teams.microsoft.com"),
            ("https://a.com/x", "scheme", "write the host alone: a.com"),
            ("https://u@a.com:443/x", "scheme", "write the host alone: a.com"),
            ("//a.com", "path", "write the host alone"),
            ("a.com/x", "path", "write the host alone: a.com"),
            ("u:p@a.com", "user name", "write the host alone: a.com"),
            ("a.com:443", "port", "write the host alone: a.com"),
            ("2603:1063::", "IPv6", "address ranges"),
            ("52.112.0.1", "an address", "address ranges"),
            ("52.112.0.*", "an address", "address ranges"),
            ("52.112.0.0/14", "path", "write the host alone: 52.112.0.0"),
            ("host.1", "ends in a number", "address ranges"),
            ("a?.com", "'?' is no wildcard", "'*'"),
            ("**.a.com", "'**'", "one star"),
            ("a b.com", "character that no host has", "letters"),
            ("a!.com", "character that no host has", "letters"),
            ("-a.com", "character that no host has", "letters"),
            ("a-.com", "character that no host has", "letters"),
            ("a..com", "nothing between two dots", "*.example.com"),
            (".a.com", "nothing between two dots", "*.example.com"),
            ("a.com..", "nothing between two dots", "*.example.com"),
            ("*", "last label", "*.example.com"),
            ("*com", "last label", "*.example.com"),
            ("teams.*", "last label", "*.example.com"),
            ("a" * 64 + ".com", "64 characters", "shorten"),
            (".".join(["a" * 49] * 6), "299 characters", "shorten"),
            ("b\u00fccher.example", "not ASCII", "xn--bcher-kva.example"),
            ("*.B\u00dcCHER.example", "not ASCII", "*.xn--bcher-kva.example"),
            ("\u65e5\u672c\u3002jp", "not ASCII", "xn--wgv71a.jp"),
            ("stra\u00dfe.de", "not ASCII", "xn--strae-oqa.de"),
            ("*b\u00fccher.example", "not ASCII", "punycode"),
            ("s\u212aype.com", "not ASCII", "write it in ASCII: skype.com"),
        ],
    )
    def test_refusals(self, text: str, what: str, tip: str) -> None:
        """What is no pattern is refused with the reason and how to write it."""
        with pytest.raises(HostPatternError) as caught:
            HostPattern.parse(text)

        assert (what in caught.value.what, tip in caught.value.tip) == (True, True), (
            caught.value.what,
            caught.value.tip,
        )

    @pytest.mark.parametrize("text", ["a" * 63 + ".com", ".".join(["a" * 49] * 5) + ".abc"])
    def test_longest(self, text: str) -> None:
        """A label of 63 and a name of 253 characters are fine."""
        assert text == str(HostPattern.parse(text))

    @given(st.text(max_size=20))
    def test_any_text(self, text: str) -> None:
        """Any text is a pattern, equal to itself when read again, or refused with a tip."""
        try:
            pattern = HostPattern.parse(text)
        except HostPatternError as refused:
            event("refused")
            tip = refused.tip
        else:
            tip = "not needed"
            assert pattern == HostPattern.parse(str(pattern))
        assert tip


class TestMatches:
    """Which hosts a pattern means."""

    @pytest.mark.parametrize(
        ("pattern", "host", "expected"),
        [
            ("teams.microsoft.com", "teams.microsoft.com", True),
            ("teams.microsoft.com", "TEAMS.Microsoft.com.", True),
            ("teams.microsoft.com", "a.teams.microsoft.com", False),
            ("*.teams.microsoft.com", "teams.microsoft.com", False),
            ("*.teams.microsoft.com", "a.b.c.teams.microsoft.com", True),
            ("*.teams.microsoft.com", "evilteams.microsoft.com", False),
            ("*cdn.onenote.net", "cdn.onenote.net", True),
            ("*cdn.onenote.net", "site-cdn.onenote.net", True),
            ("*cdn.onenote.net", "a.b.cdn.onenote.net", True),
            ("*cdn.onenote.net", "onenote.net", False),
            ("autodiscover.*.onmicrosoft.com", "autodiscover.contoso.onmicrosoft.com", True),
            ("autodiscover.*.onmicrosoft.com", "autodiscover.a.b.onmicrosoft.com", False),
            ("autodiscover.*.onmicrosoft.com", "autodiscover.onmicrosoft.com", False),
            ("autodiscover.*.onmicrosoft.com", "autodiscover..onmicrosoft.com", False),
            ("teams.microsoft.com", "teamsxmicrosoft.com", False),
            ("*.teams.microsoft.com", "a.teams.microsoft.com\n", False),
        ],
    )
    def test_examples(self, pattern: str, host: str, *, expected: bool) -> None:
        """A leading star is any text, another one part of a label; an apex is its own name."""
        assert expected is HostPattern.parse(pattern).matches(host)

    def test_brute_force(self) -> None:
        """Matching agrees with trying everything, for all short patterns and all short hosts."""
        hosts = [host for host in HOSTS if not host.endswith(".")]
        wrong = [
            (pattern.text, host)
            for pattern in PATTERNS
            for host in hosts
            if brute_force(pattern.text, host) != pattern.matches(host)
        ]

        assert wrong == []

    @given(patterns, st.text("ab.", max_size=14).map(lambda text: text.rstrip(".")))
    def test_brute_force_on_longer_texts(self, pattern: HostPattern, host: str) -> None:
        """The same for longer patterns and hosts, and for hosts made from the pattern."""
        made = (pattern.text.replace("*", host), pattern.text.replace("*", "a", 1))
        for name in (host, *made):
            assert brute_force(pattern.text, name) == pattern.matches(name)

    @given(patterns)
    def test_regex(self, pattern: HostPattern) -> None:
        """The regular expression means the same hosts."""
        expression = re.compile(pattern.regex())
        wrong = [
            host
            for host in HOSTS
            if not host.endswith(".")
            and (expression.fullmatch(host) is not None) != pattern.matches(host)
        ]

        assert wrong == []


class TestRelations:
    """What patterns say of one another."""

    def test_covers_is_sound(self) -> None:
        """A pattern that covers another means all of its hosts, among all short patterns."""
        members = {p: frozenset(host for host in HOSTS if p.matches(host)) for p in PATTERNS}
        pairs = [(w, n) for w in PATTERNS for n in PATTERNS if w != n and w.covers(n)]

        assert pairs
        assert [(w.text, n.text) for w, n in pairs if not members[n] <= members[w]] == []

    @pytest.mark.parametrize(
        ("wide", "narrow", "expected"),
        [
            ("*.a.com", "x.a.com", True),
            ("*.a.com", "*.x.a.com", True),
            ("*.a.com", "a.com", False),
            ("*.a.com", "*.a.com", True),
            ("*.a.com", "*.ba.com", False),
            ("*.a.com", "*x.a.com", True),
            ("*x.a.com", "*.a.com", False),
            ("*x.a.com", "vax.a.com", True),
            ("a.com", "a.com", True),
            ("a.com", "x.a.com", False),
        ],
    )
    def test_covers(self, wide: str, narrow: str, *, expected: bool) -> None:
        """The cases that the service's list holds are decided."""
        assert expected is HostPattern.parse(wide).covers(HostPattern.parse(narrow))

    def test_order(self) -> None:
        """Relatives stand together, parents first, whatever order they came in."""
        texts = ["a.com", "*.a.com", "x.a.com", "b.com", "*.x.a.com", "a.net"]
        expected = ["a.com", "*.a.com", "x.a.com", "*.x.a.com", "b.com", "a.net"]

        for order in itertools.permutations(texts, 6):
            assert expected == [str(p) for p in sorted(map(HostPattern.parse, order))]

    @pytest.mark.parametrize(
        ("weak", "strong"),
        [
            ("*.a.b.com", "x.a.b.com"),
            ("*.b.com", "*.a.b.com"),
            ("*.b.com", "*x.b.com"),
            ("*longprefix.b.com", "*.a.b.com"),
            ("autodiscover.*.b.com", "*.a.b.com"),
            ("*.b.com", "x.*.b.com"),
        ],
    )
    def test_specificity(self, weak: str, strong: str) -> None:
        """Exact beats star, then the longer fixed suffix wins, then more fixed characters."""
        assert HostPattern.parse(weak).specificity < HostPattern.parse(strong).specificity

    def test_specificity_is_total(self) -> None:
        """No two patterns tie."""
        assert len(PATTERNS) == len({pattern.specificity for pattern in PATTERNS})

    def test_the_covered_is_more_specific(self) -> None:
        """A pattern that lies within a domain is never weaker than the whole domain."""
        domains = [p for p in PATTERNS if p.kind is PatternKind.CHILDREN]
        pairs = [(w, n) for w in domains for n in PATTERNS if w != n and w.covers(n)]

        assert pairs
        assert [(w, n) for w, n in pairs if w.specificity >= n.specificity] == []


class TestInventions:
    """Hosts that are made up for probing."""

    @given(patterns)
    def test_members_match(self, pattern: HostPattern) -> None:
        """Every invented member is a host that the pattern means."""
        members = pattern.members()

        assert members
        assert [m for m in members if not pattern.matches(m)] == []
        assert list(members) == [str(HostPattern.parse(member)) for member in members]

    def test_children_at_three_depths(self) -> None:
        """Below a domain, members are one, two and three labels deep."""
        members = HostPattern.parse("*.a.com").members()

        assert [member.count(".") for member in members] == [2, 3, 4]

    def test_a_leading_star_is_also_nothing_and_several_labels(self) -> None:
        """Members of a leading star reach from no text to text with a dot."""
        members = HostPattern.parse("*cdn.onenote.net").members()

        assert {"cdn.onenote.net", "a.bcdn.onenote.net"} <= set(members)

    @given(patterns)
    def test_lookalikes_are_strangers(self, pattern: HostPattern) -> None:
        """Every look-alike is a proper host with a dot that the pattern does not mean."""
        for host in pattern.lookalikes():
            assert not pattern.matches(host)
            assert "." in host
            assert HostPattern.parse(host).kind is PatternKind.EXACT

    def test_lookalikes(self) -> None:
        """The look-alikes are those that careless rules let pass."""
        expected = (
            "evilteams.microsoft.com",
            "teams.microsoft.com.evil.example",
            "teams-microsoft.com",
            "teamsxmicrosoft.com",
        )

        assert expected == HostPattern.parse("*.teams.microsoft.com").lookalikes()

    def test_lookalikes_of_a_long_name(self) -> None:
        """A look-alike that would be too long to exist is left out."""
        hosts = HostPattern.parse("a" * 63 + ".example").lookalikes()

        assert list(hosts) == ["a" * 63 + ".example.evil.example"]

    @pytest.mark.parametrize(
        ("text", "apex"), [("*.a.com", "a.com"), ("a.com", None), ("*x.a.com", None)]
    )
    def test_apex(self, text: str, apex: str | None) -> None:
        """Only a domain's children have an apex."""
        assert apex == HostPattern.parse(text).apex()


@pytest.mark.parametrize(
    ("host", "expected"),
    [("A.COM", "a.com"), ("a.com.", "a.com"), ("a.com..", "a.com."), ("", ""), (".", "")],
)
def test_canonical_host(host: str, expected: str) -> None:
    """A host in canonical form is in lower case, and one final dot is gone."""
    assert expected == canonical_host(host)
