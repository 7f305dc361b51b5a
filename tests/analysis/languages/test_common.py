"""A common word that is easily guessed, against brute force."""

from __future__ import annotations

import itertools

from pacgen.analysis.languages import Language, common_word
from tests.analysis.languages.samples import SAMPLES, WORDS


def test_a_guess_is_in_all_of_them() -> None:
    """What is returned is in each language; where there is no such word, nothing is."""
    within = Language.from_regexp("^[ab.]*$")
    for (one, rule), (two, other) in itertools.product(SAMPLES.values(), repeat=2):
        word = common_word([one, two], within)

        assert word is None or (word in one and word in two and word in within)
        assert word is None or (any(map(rule, WORDS)) and any(map(other, WORDS)))


def test_languages_that_are_plainly_apart_have_nothing_in_common() -> None:
    """Seen at a glance from either side; and a glance sees the ends of domains and single words."""
    for (one, rule), (two, other) in itertools.product(SAMPLES.values(), repeat=2):
        if one.is_plainly_apart(two):
            assert two.is_plainly_apart(one)
            assert not any(rule(word) and other(word) for word in WORDS)

    assert Language.ending_with(".a.com").is_plainly_apart(Language.word("b.com"))
    assert Language.ending_with(".a.com").is_plainly_apart(Language.ending_with(".b.com"))


def test_the_usual_tests_of_pac_files_are_guessed() -> None:
    """A domain, a beginning with an end, a text anywhere, an expression, one of many names."""
    hosts = Language.hosts()
    for languages in (
        [Language.ending_with(".a.com")],
        [Language.starting_with("proxy"), Language.ending_with(".a.com")],
        [Language.containing(".a.")],
        [Language.from_regexp(r"^[ab]x\.c\.com$")],
        [Language.words(f"h{n}.example" for n in range(1000))],
    ):
        assert common_word(languages, hosts) is not None
