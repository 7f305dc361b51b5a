"""Languages with a plain rule beside each, and all words to hold one against the other."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from pacgen.analysis.languages import Bundle, Language, Without
from pacgen.engine import Target
from pacgen.patterns import HostPattern

Rule = Callable[[str], bool]


def all_words(alphabet: str, longest: int) -> tuple[str, ...]:
    """Return every word of at most so many letters."""
    return tuple(
        "".join(letters)
        for length in range(longest + 1)
        for letters in itertools.product(alphabet, repeat=length)
    )


WORDS = all_words("ab.", 6)


def _is_host(most: int) -> Rule:
    return lambda w: all(w.split(".")) and len(w.split(".")) <= most


def _below(domain: str) -> Language:
    return Language.word(domain) | Language.ending_with(f".{domain}")


def _is_below(word: str, domain: str) -> bool:
    return word == domain or word.endswith(f".{domain}")


SAMPLES: dict[str, tuple[Language, Rule]] = {
    "nothing": (Language.nothing(), lambda _: False),
    "everything": (Language.everything(), lambda _: True),
    "the empty text": (Language.word(""), lambda w: w == ""),
    "a.b": (Language.word("a.b"), lambda w: w == "a.b"),
    "words": (Language.words(["a", "ab", "b.a", "aa.b"]), lambda w: w in {"a", "ab", "b.a", "aa.b"}),
    "a...": (Language.starting_with("a"), lambda w: w.startswith("a")),
    "ab...": (Language.starting_with("ab"), lambda w: w.startswith("ab")),
    "....a": (Language.ending_with(".a"), lambda w: w.endswith(".a")),
    "...b.a": (Language.ending_with("b.a"), lambda w: w.endswith("b.a")),
    "...aab": (Language.ending_with("aab"), lambda w: w.endswith("aab")),
    "..aba..": (Language.containing("aba"), lambda w: "aba" in w),
    "..a..": (Language.containing("a"), lambda w: "a" in w),
    "no b": (~Language.containing("b"), lambda w: "b" not in w),
    "even": (Language.from_regexp("^(?:..)*$", "s"), lambda w: len(w) % 2 == 0),
    "one dot": (Language.from_regexp(r"^[^.]*\.[^.]*$"), lambda w: w.count(".") == 1),
    "hosts": (Language.hosts(), _is_host(10)),
    "hosts of two labels": (Language.hosts(2), _is_host(2)),
    "hosts of any length": (Language.hosts(None), _is_host(200)),
    "hosts below a": (Language.hosts() & Language.ending_with(".a"), lambda w: _is_host(10)(w) and w.endswith(".a")),
    "*b.a": (Language.from_pattern(HostPattern("*b.a")), lambda w: w.endswith("b.a")),
    "a*b.a": (
        Language.from_pattern(HostPattern("a*b.a")),
        lambda w: w[:1] == "a" and w[-3:] == "b.a" and len(w) > 4 and "." not in w[1:-3],
    ),
    "*a*.b": (Language.from_pattern(HostPattern("*a*.b")), lambda w: w.endswith(".b") and "." in w and "a" in w[: w.rindex(".")].rpartition(".")[2][:-1]),
    "a bundle": (Bundle.of([("b.a", _below("b.a")), ("a.b", _below("a.b"))]), lambda w: _is_below(w, "b.a") or _is_below(w, "a.b")),
    "a bundle of hosts": (
        Bundle.of([("b.a", _below("b.a") & Language.hosts()), ("", Language.hosts(2)), ("a.a", Language.word("b.a.a"))]),
        lambda w: _is_host(10)(w) and (_is_below(w, "b.a") or w.count(".") < 2 or w == "b.a.a"),
    ),
    "a bundle of one": (Bundle.of([("b.a", Language.nothing()), ("a.a", Language.word("a.a"))]), lambda w: w == "a.a"),
    "hosts without some": (
        Without(Language.hosts()) - Language.ending_with(".a") - Language.word("a.b") - Language.ending_with("b.b"),
        lambda w: _is_host(10)(w) and not w.endswith((".a", "b.b")) and w != "a.b",
    ),
    "hosts with an end, without some": (
        (Without(Language.hosts(3)) - Language.ending_with("a.b")) & Language.ending_with(".b"),
        lambda w: _is_host(3)(w) and w.endswith(".b") and not w.endswith("a.b"),
    ),
    "hosts without some starts and pieces": (
        Without(Language.hosts(3)) - Language.starting_with("ab") - Language.containing("b.a") - Language.starting_with("a"),
        lambda w: _is_host(3)(w) and not w.startswith("a") and "b.a" not in w,
    ),
    "hosts with a piece, without a start": (
        (Without(Language.hosts(3)) - Language.starting_with("a")).split(Language.containing("b.a"))[0].split(Language.starting_with("b"))[0],
        lambda w: _is_host(3)(w) and w.startswith("b") and "b.a" in w,
    ),
    "all short words without the shortest": (
        Without(Language.from_regexp("^[ab]{0,6}$")) - Language.words(w for w in WORDS if len(w) < 6) - Language.ending_with("a"),
        lambda w: len(w) == 6 and w[-1] == "b" and "." not in w,
    ),
    "glob": (Language.from_glob("*a.", Target.CHROMIUM), lambda w: w.endswith("a.")),
}  # fmt: skip
"""By name: a language, and which words it has."""
