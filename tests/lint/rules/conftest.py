"""Fixtures for rules about the text of a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile, Target
from pacgen.lint import RULES, Finding
from pacgen.lint.context import LintContext
from pacgen.lint.static import StaticRule
from pacgen.policy.expectation import Expectation


@pytest.fixture
def read_text(teams: Expectation) -> Callable[[str], list[Finding]]:
    """Return a reader of statements, or of a whole file, that asks the rules about the text."""

    def read(text: str) -> list[Finding]:
        if "FindProxyForURL" not in text:
            text = (
                f"function FindProxyForURL(url, host) {{\n{text}\n"
                'return "PROXY p.contoso.com:80";\n}\n'
            )
        pac = PacFile.from_bytes("wpad.dat", text.encode())
        context = LintContext(pac, teams, targets=(Target.CHROMIUM, Target.WINHTTP))
        static = [rule for rule in RULES if isinstance(rule, StaticRule)]
        return [finding for rule in static for finding in rule.check(context)]

    return read
