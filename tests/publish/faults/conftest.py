"""Fixtures for trying the real command under faults."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.publish.faults.bench import Bench, Nursery

if sys.platform == "win32":
    collect_ignore_glob = ["*"]


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Return what starts commands."""
    from tests.publish.faults.bench import Nursery  # noqa: PLC0415 - not on Windows

    one = Nursery()
    yield one
    one.close()


@pytest.fixture(scope="module")
def _bench(
    nursery: Nursery, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Bench]:
    """Return a site for all tests of a module, with its ``GATES``: one costs as much as three."""
    from tests.conftest import FakeService  # noqa: PLC0415 - a class, no fixture
    from tests.publish.faults.bench import Bench  # noqa: PLC0415 - not on Windows

    service = FakeService()
    gates = getattr(request.module, "GATES", "prove: off")
    yield Bench(tmp_path_factory.mktemp("bench"), service, nursery, gates)
    service.close()


@pytest.fixture
def bench(_bench: Bench) -> Bench:
    """Return a site on which the new endpoint data is not published yet."""
    _bench.reset()
    _bench.offer_new()
    return _bench
