"""Real lookups: side by side, within a time, and never for what is no name."""

from __future__ import annotations

import threading
import time

import pytest

from pacgen.resolver import look_up_all, system_lookup


def test_names_are_looked_up_in_the_order_asked() -> None:
    """The answer does not depend on which thread was faster."""

    def lookup(name: str) -> tuple[str, ...]:
        time.sleep(0.05 if name == "a" else 0)
        return (f"10.0.0.{ord(name)}",)

    found = look_up_all(["a", "b", "a"], seconds=60, lookup=lookup)

    assert list(found.items()) == [("a", ("10.0.0.97",)), ("b", ("10.0.0.98",))]


def test_a_name_that_takes_too_long_is_missing() -> None:
    """The others are there, and nobody waits for it."""
    release = threading.Event()

    def lookup(name: str) -> tuple[str, ...]:
        if name == "slow":
            release.wait(60)
        return ("10.0.0.1",)

    began = time.monotonic()
    found = look_up_all(["slow", "fast"], seconds=1, lookup=lookup)
    release.set()

    assert found == {"fast": ("10.0.0.1",)}
    assert time.monotonic() - began < 30


def test_no_names_need_no_time() -> None:
    """Nothing is asked."""
    assert look_up_all([], seconds=0) == {}


def test_this_computer_knows_itself() -> None:
    """The operating system answers for localhost without a network."""
    assert {"127.0.0.1", "::1"} & set(system_lookup("localhost"))


@pytest.mark.parametrize(
    "name", ["", "a b", "a\0b", "x" * 64, "a..b", "b\u00fccher", "x." * 130 + "x"]
)
def test_what_is_no_name_is_not_asked(name: str) -> None:
    """A script may ask for anything; it does not resolve."""
    assert system_lookup(name) == ()
