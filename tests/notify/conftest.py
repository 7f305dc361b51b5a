"""Fixtures for the tests of notifications."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pacgen.publish.outcome import UpdateOutcome
from tests.notify.outcomes import OUTCOMES, Receiver


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Return a server that takes posts, reached without any proxy of the environment."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: clients that go away are what the tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    found.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=OUTCOMES)
def outcome(request: pytest.FixtureRequest) -> UpdateOutcome:
    """Return each kind of outcome."""
    return OUTCOMES[request.param]
