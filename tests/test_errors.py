"""Tests of the exception tree: what scripts rely on when they look at an exit code."""

from __future__ import annotations

import re

import pytest

import pacgen.errors
from pacgen.errors import PacgenError, RateLimitedError, UsageError

CODES = {
    "BusyError": 4,
    "ConfigError": 2,
    "EmptyDocumentError": 3,
    "EndpointDocumentError": 4,
    "HostPatternError": 2,
    "InputError": 4,
    "PacCheckError": 5,
    "PacgenError": 2,
    "RateLimitedError": 3,
    "RefusedError": 5,
    "RouteError": 2,
    "ServiceError": 3,
    "ServiceResponseError": 3,
    "ServiceUnreachableError": 3,
    "ShrunkenDocumentError": 5,
    "TemplateError": 2,
    "UsageError": 2,
}


def classes() -> dict[str, type[PacgenError]]:
    """Return every exception of the module by name."""
    return {
        name: value
        for name, value in vars(pacgen.errors).items()
        if isinstance(value, type) and issubclass(value, PacgenError)
    }


def test_every_class_is_public() -> None:
    """Every exception is in __all__, and nothing else is."""
    assert sorted(classes()) == pacgen.errors.__all__


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_exit_codes(name: str, code: int) -> None:
    """Each exception has the exit code that is promised to scripts."""
    assert code == classes()[name].exit_code


def test_every_code_is_tested() -> None:
    """No exception is left out of the list above."""
    assert sorted(classes()) == sorted(CODES)


def test_the_drawing_is_the_tree() -> None:
    """The drawing in the docstring shows every class but the root with its code."""
    drawn = dict(re.findall(r"(\w+Error) +(\d)", pacgen.errors.__doc__ or ""))

    assert {name: str(code) for name, code in CODES.items() if name != "PacgenError"} == drawn


def test_an_error_has_three_parts() -> None:
    """What happened, what it usually means and what to do are kept apart; str() is the first."""
    error = UsageError("it broke", usually="it was old", tip="buy a new one")

    parts = (str(error), error.what, error.usually, error.tip)

    assert parts == ("it broke", "it broke", "it was old", "buy a new one")


def test_rate_limit_says_when_to_come_back() -> None:
    """The seconds to wait travel with the error."""
    assert RateLimitedError("busy", retry_after=90).retry_after == 90
