"""Scripts and languages that the tests of the analysis share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from pacgen.analysis.explorer import Explorer
from pacgen.analysis.languages import Language
from pacgen.engine import Limits, Target
from pacgen.patterns import HostPattern


@pytest.fixture
def explorer() -> Iterator[Callable[..., Explorer]]:
    """Open explorers that are closed at the end of the test."""
    with ExitStack() as stack:

        def opened(source: str, target: Target = Target.CHROMIUM) -> Explorer:
            # On a busy machine a run may take its time: what is tested here is how it ends.
            limits = Limits(request_seconds=20, load_seconds=20)
            return stack.enter_context(Explorer(source, target=target, limits=limits))

        yield opened


def script(body: str, before: str = "") -> str:
    """Return a PAC file whose ``FindProxyForURL`` has *body*; its first line is line 2."""
    return f"{before}function FindProxyForURL(url, host) {{\n{body}\n}}\n"


def below(domain: str) -> Language:
    """Return all hosts below *domain*."""
    return Language.hosts() & Language.from_pattern(HostPattern.parse(f"*.{domain}"))
