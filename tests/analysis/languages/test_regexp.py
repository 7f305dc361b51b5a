"""Regular expressions and globs against the real engine: every word of small alphabets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacgen.analysis.languages import IntSet, Language, Search, UnsupportedError
from pacgen.engine import Evaluator, Request, Target
from tests.analysis.languages.samples import all_words

LETTERS = all_words("ab.", 5)
MIXED = [
    *all_words("aA-_", 3),
    *all_words("a1 \n", 3),
    *all_words("a{}2,", 3),
    "é",
    "É",
    "a\u2028b",
    "\x08",
]

EXPRESSIONS = [
    *("", "a", "ab", "^a", "a$", "^a$", "^$", ".", "^.$", "^..", r"\.", r"^[^.]+\.b$", "a|b", "^a|b$"),
    *("^(a|b)$", "^(?:a|ab)(?:b|)$", "a*", "^a*$", "^a+b?$", "^(ab)*$", "^(a*)*$", "^(a|b)*a$", "a{2}"),
    *("^a{2}$", "^a{1,2}$", "^a{2,}$", "a{,2}", "a{", "a{x}", "}", "]", "^(?:ab){2}$", "^a{0}b$", "a{0,0}"),
    *("[ab]", "^[ab]+$", "[^ab]", "^[^a]*$", "[a-b]", "[]", "[^]", "^[^]*$", "[.]", "[-a]", "[a-]", "[--.]"),
    *(r"[\-a]", r"[\]]", r"[\d-a]", r"\d", r"^\D$", r"\w", r"^\W$", r"\s", r"^\S+$", r"[\s\d]", r"[^\w.]", r"[\W_]"),
    *(r"\ba", r"a\b", r"\Ba", r"a\B", r"\b", r"^\B$", r"b\b.", r"(?:\b|a)b", r"^(?:^a)*$", r"(?:^a|b$)", r"(^)*a"),
    *(r"\x61", r"\u0061", r"\xé", r"\u61", r"\cJ", r"\t|\n", r"\0", r"\_", r"[\b]", r"\/", r"a$|^b", r"a^", r"$a"),
    *(r"(?<name>a)b", r"a??b", r"^a+?$", r"^a{1,2}?b$", r"(?:(?:a|b)|\.)$", r"[\u0000-\u007f]", r"^[\u0080-\uffff]$"),
]  # fmt: skip
FLAGS = ["", "i", "m", "s", "gi", "ms"]

_PAC = """
function FindProxyForURL(url, host) {
  var expressions = EXPRESSIONS, words = WORDS, all = [];
  for (var i = 0; i < expressions.length; i += 1) {
    var row = "";
    for (var j = 0; j < words.length; j += 1) row += ASK;
    all.push(row);
  }
  return all.join(",");
}
"""


def _ask(
    question: str, expressions: list[object], words: list[str], target: Target = Target.CHROMIUM
) -> list[list[str]]:
    """Return what the engine answers, for each expression a character for each word."""
    source = _PAC.replace("ASK", question)
    source = source.replace("EXPRESSIONS", json.dumps(expressions)).replace(
        "WORDS", json.dumps(words)
    )
    with Evaluator(source, target=target) as evaluator:
        (decision,) = evaluator.decide([Request.for_host("host.example")])
    assert decision.returned is not None, decision
    return [list(row) for row in decision.returned.split(",")]


@pytest.mark.parametrize("flags", FLAGS)
def test_an_expression_matches_what_the_engine_matches(flags: str) -> None:
    """Every expression finds something in exactly the words in which RegExp does."""
    words = [*LETTERS, *MIXED]
    unsupported = {
        e for e in EXPRESSIONS if "i" in flags and ("é" in e or r"[\W" in e or "0-" in e)
    }
    expressions = [e for e in EXPRESSIONS if e not in unsupported]
    answers = _ask(
        "new RegExp(expressions[i][0], expressions[i][1]).test(words[j]) ? 1 : 0",
        [[expression, flags] for expression in expressions],
        words,
    )
    for expression, row in zip(expressions, answers, strict=True):
        language = Language.from_regexp(expression, flags)
        for word, answer in zip(words, row, strict=True):
            assert (word in language) == (answer == "1"), (expression, flags, word)


atoms = st.sampled_from(["a", "b", ".", r"\.", "[ab]", "[^a]", "^", "$", r"\b", r"\w", "ab"])
sources = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=8, deadline=None)
@given(st.lists(sources, min_size=20, max_size=20))
def test_an_expression_made_at_random_matches_what_the_engine_matches(made: list[str]) -> None:
    """The same for expressions that nobody thought of."""
    words = list(all_words("ab.", 4))
    answers = _ask("new RegExp(expressions[i]).test(words[j]) ? 1 : 0", list(made), words)
    for expression, row in zip(made, answers, strict=True):
        language = Language.from_regexp(expression)
        for word, answer in zip(words, row, strict=True):
            assert (word in language) == (answer == "1"), (expression, word)


def test_a_search_tells_where_the_match_begins() -> None:
    """The place of the first match is the engine's, for every place."""
    sources = ["a", "ab|b", "^a", "b$", r"\bb", "a.b", r"\B", "(?:ab)+", r"a\b|\.b"]
    words = list(all_words("ab.", 4))
    question = '"~01234567".charAt(words[j].search(new RegExp(expressions[i])) + 1)'

    for source, row in zip(sources, _ask(question, list(sources), words), strict=True):
        places = [-1 if answer == "~" else int(answer) for answer in row]
        for values in (
            IntSet.numbers(-1),
            IntSet.numbers(0, 2),
            IntSet.at_least(1),
            IntSet.of([(-1, 0)]),
        ):
            language = Search(source).preimage(values)
            for word, place in zip(words, places, strict=True):
                assert (word in language) == (place in values), (source, values, word)


GLOBS = [
    *("*", "", "a", "a.b", "*.a", "a*", "*a*", "*a", "?", "a?b", "*.?", "**", "a*b", "*a*b*", "*.a.b"),
    *("[ab]", "[^a]*", "[!a]*", "a|b", "(*.a|*.b)", "a+", "^a", "a$", "a{2}", "a.b|", "*|b", r"a\.b", "(a)"),
    *("*.a\n", "*?", "?*", "[.]", "a[b]*"),
]  # fmt: skip


@pytest.mark.parametrize("target", Target)
def test_a_glob_matches_what_the_target_matches(target: Target) -> None:
    """Each client's own reading of a pattern, for every word."""
    words = [
        *all_words("ab.", 4),
        *all_words("a|[]", 3),
        *all_words("a\n\\", 3),
        "a{2}",
        "(a)",
        "a+",
        "^a",
        "a$",
        "a.b|",
    ]
    question = "shExpMatch(words[j], expressions[i]) ? 1 : 0"

    for pattern, row in zip(GLOBS, _ask(question, list(GLOBS), words, target), strict=True):
        language = Language.from_glob(pattern, target)
        for word, answer in zip(words, row, strict=True):
            assert (word in language) == (answer == "1"), (pattern, word)
            assert language.automaton.accepts(word) == (answer == "1"), (pattern, word)


@pytest.mark.parametrize(
    ("source", "flags", "construct"),
    [
        ("a(?=b)", "", "a look-ahead in a regular expression, at offset 1"),
        ("(?!a)", "", "a look-ahead in a regular expression, at offset 0"),
        ("ab(?<=b)", "", "a look-behind in a regular expression, at offset 2"),
        ("(?<!b)", "", "a look-behind in a regular expression, at offset 0"),
        (r"(a)\1", "", "a back-reference in a regular expression, at offset 3"),
        (r"(?<n>a)\k<n>", "", r"\\k in a regular expression, at offset 7"),
        (r"\p{L}", "", r"\\p in a regular expression, at offset 0"),
        ("a", "y", "a regular expression with the flag y"),
        ("a", "v", "a regular expression with the flag v"),
        ("a", "iu", "a regular expression with the flags i and u"),
        ("(?i:a)", "", "a group with modifiers"),
        ("é", "i", "a character that is not ASCII"),
        ("(a", "", "a group"),
        ("a)", "", "a closing parenthesis"),
        ("[a", "", "a class of characters"),
        ("*a", "", "a repetition"),
        ("a{2,1}", "", "a repetition"),
        ("a{30000}", "", "a regular expression: its repetitions"),
    ],
)
def test_what_is_no_regular_language_is_refused_by_name(
    source: str, flags: str, construct: str
) -> None:
    """The error names the construct and where it is."""
    with pytest.raises(UnsupportedError, match=construct.replace("(", r"\(")):
        Language.from_regexp(source, flags)
