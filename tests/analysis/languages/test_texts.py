"""Pre-images of texts against brute force: the operation itself, done in Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pacgen.analysis.languages import (
    Affix,
    After,
    AfterLast,
    Before,
    BeforeLast,
    DropFirst,
    DropLast,
    KeepFirst,
    KeepLast,
    Language,
    Lower,
    Parts,
    ReplaceText,
    Trim,
    UnsupportedError,
    Upper,
)
from tests.analysis.languages.samples import SAMPLES, WORDS, all_words

Operation = Callable[[str], str | None]


def _finds(text: str, needle: str) -> list[int]:
    """Return where indexOf finds a needle when each search starts behind the last find."""
    return [match.start() for match in re.finditer(re.escape(needle), text)]


def _last_finds(text: str, needle: str) -> list[int]:
    places, at = [], len(text)
    while at >= 0:
        at = text.rfind(needle, 0, at + len(needle))
        if at < 0:
            break
        places.append(at)
        at -= 1
    return places


def _at(places: list[int], number: int) -> int | None:
    return places[number] if number < len(places) else None


def _after(needle: str, number: int) -> Operation:
    return lambda t: (
        None if (at := _at(_finds(t, needle), number)) is None else t[at + len(needle) :]
    )


def _before(needle: str, number: int) -> Operation:
    return lambda t: None if (at := _at(_finds(t, needle), number)) is None else t[:at]


def _after_last(needle: str, number: int) -> Operation:
    return lambda t: (
        None if (at := _at(_last_finds(t, needle), number)) is None else t[at + len(needle) :]
    )


def _before_last(needle: str, number: int) -> Operation:
    return lambda t: None if (at := _at(_last_finds(t, needle), number)) is None else t[:at]


def _parts(separator: str, first: int, last: int | None) -> Operation:
    def operate(text: str) -> str | None:
        parts = text.split(separator)
        if len(parts) <= first or (last is not None and len(parts) < last):
            return None
        return separator.join(parts[first:last])

    return operate


NEEDLES = [".", "a", "ab", "aa", "aba", "a.a"]

STEPS: list[tuple[Any, Operation]] = [
    (DropFirst(0), lambda t: t),
    (DropFirst(1), lambda t: t[1:]),
    (DropFirst(4), lambda t: t[4:]),
    (KeepFirst(0), lambda _: ""),
    (KeepFirst(3), lambda t: t[:3]),
    (DropLast(1), lambda t: t[:-1]),
    (DropLast(3), lambda t: t[:-3]),
    (KeepLast(1), lambda t: t[-1:]),
    (KeepLast(3), lambda t: t[-3:]),
    (KeepLast(5), lambda t: t[-5:]),
    (Affix("a", ""), lambda t: "a" + t),
    (Affix("", ".a"), lambda t: t + ".a"),
    (Affix("ab", "b.a"), lambda t: "ab" + t + "b.a"),
    *((After(needle, number), _after(needle, number)) for needle in NEEDLES for number in (0, 1)),
    *((Before(needle, number), _before(needle, number)) for needle in NEEDLES for number in (0, 1)),
    *((AfterLast(n, number), _after_last(n, number)) for n in NEEDLES for number in (0, 1)),
    *((BeforeLast(n, number), _before_last(n, number)) for n in NEEDLES for number in (0, 1)),
    *(
        (Parts(separator, first, last), _parts(separator, first, last))
        for separator in (".", "ab", "aa")
        for first, last in ((0, 1), (0, 2), (0, None), (1, 2), (1, 3), (1, None), (2, 3))
    ),
    *(
        (ReplaceText(n, r), lambda t, n=n, r=r: t.replace(n, r, 1) if n in t else None)
        for n in NEEDLES
        for r in ("", "b", ".a")
    ),
]


@pytest.mark.parametrize(("step", "operation"), STEPS, ids=[repr(step) for step, _ in STEPS])
def test_a_pre_image_is_what_the_operation_brings_in(step: Any, operation: Operation) -> None:
    """A text is in the pre-image exactly if the operation makes a word of the language of it."""
    for name, (language, rule) in SAMPLES.items():
        preimage = step.preimage(language)
        for word in WORDS:
            result = operation(word)
            expected = result is not None and rule(result)
            assert preimage.automaton.accepts(word) == expected, (name, word)


CASED = all_words("aAb1", 4)
BLANK = all_words("a \t.", 5)


@pytest.mark.parametrize(("step", "operation"), [(Lower(), str.lower), (Upper(), str.upper)])
def test_case_is_changed_letter_by_letter(step: Lower | Upper, operation: Operation) -> None:
    """Pre-images of toLowerCase and toUpperCase."""
    for text in ("ab", "AB", "Ab", "1a", "A"):
        for language in (
            Language.word(text),
            Language.containing(text),
            ~Language.ending_with(text),
        ):
            preimage = step.preimage(language)
            for word in CASED:
                assert (word in preimage) == (operation(word) in language), (text, word)


def test_trim_takes_blanks_off_both_ends() -> None:
    """Pre-images of trim."""
    for name, (language, _) in SAMPLES.items():
        preimage = Trim().preimage(language)
        for word in BLANK:
            assert (word in preimage) == (word.strip() in language), (name, word)


def test_what_is_no_regular_question_is_refused_by_name() -> None:
    """An empty needle, and a replacement that quotes the match."""
    with pytest.raises(UnsupportedError, match="a search for nothing"):
        After("").preimage(Language.everything())
    with pytest.raises(UnsupportedError, match=r"String\.prototype\.replace"):
        ReplaceText("a", "$&").preimage(Language.everything())
