"""Fixtures for asking small PAC scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pacgen.engine import Decision, Environment, Evaluator, Limits, Request, Target

Ask = Callable[..., Decision]
AskAll = Callable[..., list[Decision]]


@pytest.fixture
def ask_all() -> AskAll:
    """Return a function that evaluates a whole PAC text for several URLs."""

    def ask_all(source: str, urls: list[str], **options: Any) -> list[Decision]:
        environment = options.pop("environment", Environment())
        with Evaluator(source, **options) as evaluator:
            return evaluator.decide([Request.for_url(url) for url in urls], environment)

    return ask_all


@pytest.fixture
def ask(ask_all: AskAll) -> Ask:
    """Return a function that evaluates the body of ``FindProxyForURL`` for one URL."""

    def ask(body: str, url: str = "https://www.example.com/", **options: Any) -> Decision:
        source = f"function FindProxyForURL(url, host) {{ {body} }}"
        return ask_all(source, [url], **options)[0]

    return ask


class Expressions:
    """Evaluates JavaScript expressions with the helpers of a target."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def __call__(self, expression: str, environment: Environment | None = None) -> str:
        """Return ``type:value`` of an expression, or ``throws``."""
        return self.all([expression], environment)[0]

    def all(self, expressions: list[str], environment: Environment | None = None) -> list[str]:
        """Return ``type:value`` of each expression, or ``throws``."""
        cases = "".join(
            f"case 'h{index}.example': value = {expression}; break;\n"
            for index, expression in enumerate(expressions)
        )
        source = f"""function FindProxyForURL(url, host) {{
            var value;
            try {{ switch (host) {{ {cases} }} }} catch (error) {{ return "throws"; }}
            return typeof value + ":" + String(value);
        }}"""
        requests = [Request.for_host(f"h{index}.example") for index in range(len(expressions))]
        with Evaluator(source, target=self._target) as evaluator:
            decisions = evaluator.decide(requests, environment)
        return [decision.returned or str(decision.fault) for decision in decisions]


@pytest.fixture
def chromium() -> Expressions:
    """Evaluate expressions as Chromium would."""
    return Expressions(Target.CHROMIUM)


@pytest.fixture
def quick() -> Limits:
    """Limits for scripts that never end: long enough for a busy machine, short enough for a test."""
    return Limits(request_seconds=1.0, load_seconds=2.0, lost_seconds=30.0)
