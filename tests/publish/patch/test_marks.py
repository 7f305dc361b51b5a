"""Tests of the marks: damaged ones are refused, never guessed at."""

from __future__ import annotations

import re

import pytest

from pacgen.engine import PacFile
from pacgen.errors import RefusedError
from pacgen.policy import Policy
from pacgen.publish.patch import patch, unpatch

SIMPLE = 'function FindProxyForURL(url, host) {\n    return "PROXY p.example:8080";\n}\n'
OPENING = re.compile(r"// pacgen >>> (rule|list) .*\n")


def refuse(text: str) -> str:
    """Try to take the rules out of *text* and return why that was refused."""
    with pytest.raises(RefusedError) as caught:
        unpatch(PacFile.from_bytes("wpad.dat", text.encode()))
    assert caught.value.tip
    return caught.value.what


@pytest.fixture
def good(rules: Policy) -> str:
    """Return a patched file."""
    return patch(PacFile.from_bytes("wpad.dat", SIMPLE.encode()), rules).text


def test_no_first_mark(good: str) -> None:
    """A block whose first mark is gone is damaged."""
    assert "wpad.dat:3:5: the marks of pacgen are damaged" in refuse(OPENING.sub("", good, count=1))


def test_no_last_mark(good: str) -> None:
    """A block whose last mark is gone is damaged, at the end of the file too."""
    assert "the last mark of the rule" in refuse(good.replace("/* pacgen <<< rule */", ""))
    assert "no partner" in refuse(good.replace("/* pacgen <<< list */", ""))


def test_a_changed_mark(good: str) -> None:
    """A mark that somebody wrote over is damaged."""
    assert "missing or was changed" in refuse(good.replace("pacgen >>> rule ", "pacgen >>> Regel "))
    assert "last mark" in refuse(good.replace("pacgen <<< rule", "pacgen <<< list"))


def test_swapped_marks(good: str) -> None:
    """An end before a beginning is damaged."""
    swapped = good.replace("/* pacgen <<< rule */", "@")
    opening = next(OPENING.finditer(swapped))[0]
    swapped = swapped.replace(opening, "/* pacgen <<< rule */\n", 1).replace("@", opening, 1)

    assert "missing or was changed" in refuse(swapped)


def test_a_copied_list(good: str) -> None:
    """A list that stands there twice is refused: which one counts is not clear."""
    start = good.index("// pacgen >>> list")

    assert "this is a second list" in refuse(good + good[start:])


def test_a_copied_rule(good: str) -> None:
    """A rule that stands twice in a function is refused."""
    rule = good[good.index("    // pacgen >>> rule") : good.index("    return")]

    assert "this function has the rule twice" in refuse(good.replace(rule, rule + rule))


def test_one_half_alone(good: str) -> None:
    """A rule without the list would throw, and a list without a rule does nothing."""
    start, end = good.index("    // pacgen >>> rule"), good.index("    return")

    assert "the list, but the rule is missing" in refuse(good[:start] + good[end:])
    assert "the rule, but the list is missing" in refuse(good[: good.index("// pacgen >>> list")])


def test_a_mark_in_a_comment_is_none(good: str) -> None:
    """Who comments the rule out has no rule; the list alone is refused."""
    assert "the rule is missing" in refuse(good.replace("    // pacgen >>> rule", "    // // pacgen >>> rule").replace("/* pacgen <<< rule */", "// /* pacgen <<< rule */"))  # fmt: skip
