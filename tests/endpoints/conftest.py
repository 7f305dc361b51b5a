"""Fixtures for the tests of the endpoint room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen.endpoints.transport import Limits, Transport, make_session

if TYPE_CHECKING:
    from tests.conftest import FakeService


@pytest.fixture
def pauses() -> list[float]:
    """Return the pauses that a transport would have made between attempts."""
    return []


@pytest.fixture
def make_transport(pauses: list[float]) -> Iterator[Callable[..., Transport]]:
    """Return a maker of transports that do not sleep; its arguments are those of Limits."""
    sessions = []

    def make(ca_bundle: Path | None = None, **limits: float) -> Transport:
        session = make_session(ca_bundle)
        sessions.append(session)
        return Transport(
            session,
            Limits(**limits),  # type: ignore[arg-type] # ints are among them
            sleep=pauses.append,
            jitter=lambda: 0.5,
        )

    yield make
    for session in sessions:
        session.close()


@pytest.fixture
def transport(make_transport: Callable[..., Transport], service: FakeService) -> Transport:
    """Return a transport with the usual limits, for a test that has a service."""
    del service
    return make_transport()
