"""Tests of folding: what is left out changes nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.patterns import HostPattern
from pacgen.policy import HostRule, Reason
from pacgen.policy.folding import fold
from pacgen.routes import Route

HOSTS = [
    ".".join(labels)
    for length in range(1, 5)
    for labels in itertools.product(["a", "b", "ab", "c"], repeat=length)
]


def rule(pattern: str, route: str) -> HostRule:
    """Make a rule of its texts; routes are told by one letter."""
    text = "DIRECT" if route == "D" else f"PROXY {route.lower()}:1"
    return HostRule(HostPattern.parse(pattern), Route.parse(text), Reason(""))


def answer(rules: tuple[HostRule, ...], host: str) -> str:
    """Say where the most specific of *rules* sends *host*."""
    found = [r for r in rules if r.pattern.matches(host)]
    best = max(found, key=lambda r: r.pattern.specificity, default=None)
    return str(best.route) if best else ""


@pytest.mark.parametrize(
    ("rules", "folded"),
    [
        ("*.c:D a.c:D", "a.c"),
        ("*.c:D *.a.c:D", "*.a.c"),
        ("*.c:D c:D", ""),
        ("*.c:D a.c:P", ""),
        ("*.c:D *.a.c:P b.a.c:D", ""),
        ("*.c:D *.a.c:P *.b.a.c:D", ""),
        ("*.c:D *.a.c:D b.a.c:D", "*.a.c b.a.c"),
        ("*.c:D *b.c:P *.ab.c:D", ""),
        ("*.c:D *b.c:P ab.c:D", ""),
        ("*.c:D *b.c:P a.c:D", "a.c"),
        ("*.c:D *.b.c:P a.c:D", "a.c"),
        ("*b.c:D ab.c:D", "ab.c"),
        ("*.c:D *b.c:D", "*b.c"),
        ("a.c:D b.c:D", ""),
    ],
)
def test_folding(rules: str, folded: str) -> None:
    """A rule is folded if a more general one says the same and none says otherwise in between."""
    made = [rule(*text.split(":")) for text in rules.split()]

    assert folded.split() == [str(r.pattern) for r in fold(made)[1]]


labels = st.sampled_from(["a", "b", "ab", "*", "*b", "a*"])
patterns = st.lists(labels, max_size=3).map(lambda front: ".".join([*front, "c"]))


@given(st.dictionaries(patterns, st.sampled_from("DPQ"), max_size=10))
def test_nothing_changes(rules: dict[str, str]) -> None:
    """With and without the folded rules every host goes the same way; no rule is lost."""
    made = tuple(rule(pattern, route) for pattern, route in rules.items())
    kept, folded = fold(made)

    assert [h for h in HOSTS if answer(made, h) != answer(kept, h)] == []
    assert sorted(str(r.pattern) for r in kept + folded) == sorted(rules)


@given(st.permutations(["*.c:D", "*.a.c:D", "b.a.c:D", "*b.c:P", "x.b.c:P"]))
def test_order_does_not_matter(texts: list[str]) -> None:
    """Rules in any order are folded alike, and come out in one order."""
    made = [rule(*text.split(":")) for text in texts]

    assert fold(sorted(made, key=lambda r: r.pattern)) == fold(made)
