from __future__ import annotations

import pytest

from pacgen.cli.problems import say
from pacgen.errors import PacgenError


def test_problem_is_said_in_three_parts(capsys: pytest.CaptureFixture[str]) -> None:
    """What happened, what it usually means and what to try go to stderr, nothing to stdout."""
    say(PacgenError("a", usually="b", tip="c"))
    assert ("", "pacgen: a\n  This usually means: b\n  Try: c\n") == capsys.readouterr()


def test_parts_that_are_not_known_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A problem of which only the fact is known has one line."""
    say(PacgenError("a"))
    assert ("", "pacgen: a\n") == capsys.readouterr()
