"""Fixtures for reading programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import SyntaxTree
from pacgen.lint.program import Program


@pytest.fixture
def program_of() -> Callable[[str], Program]:
    """Return a reader of statements, which become the body of the entry point."""

    def read(text: str) -> Program:
        if "FindProxyForURL" not in text:
            text = f"function FindProxyForURL(url, host) {{\n{text}\n}}\n"
        return Program(SyntaxTree(text))

    return read
