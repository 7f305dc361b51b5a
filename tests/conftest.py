"""Fixtures for all tests: a web service on loopback that answers as it is told."""

from __future__ import annotations

import gzip
import json
import signal
import socket
import ssl
import struct
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

DATA = Path(__file__).parent / "data"
PATIENCE = 60

# Machines are noisy, and many examples start a process: no property is a matter of milliseconds.
settings.register_profile("pacgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pacgen")

# What a shell starts in the background is deaf to Ctrl-C, and so are its children: some tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the golden files anew; review them with git diff.",
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server got it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


Reply = Callable[[BaseHTTPRequestHandler], None]


class FakeService:
    """
    A real HTTP server on loopback.

    ``on(path, reply, …)`` says what a path answers: each reply once, the last one for ever.
    The other methods make replies.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self.on_connect = self.status(405)
        self._replies: dict[str, list[Reply]] = {}
        self._over = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            timeout = PATIENCE

            def do_GET(self) -> None:
                service.answer(self)

            def do_CONNECT(self) -> None:
                service.on_connect(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Say nothing: clients that go away are what the tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        """End the server, and with it every reply that hangs."""
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        for thread in threading.enumerate():
            if thread.name == "pacgen-http":
                thread.join(PATIENCE)

    def on(self, path: str, *replies: Reply) -> None:
        """Let *path* answer with *replies*, one after the other, and the last one from then on."""
        self._replies[path] = list(replies)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as told."""
        parts = urllib.parse.urlsplit(handler.path)
        query = dict(urllib.parse.parse_qsl(parts.query))
        self.asked.append(Asked(parts.path, query, dict(handler.headers)))
        replies = self._replies.get(parts.path)
        if not replies:
            self.status(404, b"not told")(handler)
            return
        (replies.pop(0) if len(replies) > 1 else replies[0])(handler)

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def status(self, code: int, body: bytes = b"", **headers: str) -> Reply:
        """Answer with a status, a body, and headers (``Retry_After="3"``)."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(code)
            handler.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        return reply

    def content(self, body: bytes) -> Reply:
        """Answer 200 with *body*, called JSON."""
        return self.status(200, body, Content_Type="application/json; charset=utf-8")

    def json(self, data: object) -> Reply:
        """Answer 200 with *data* as JSON."""
        return self.content(json.dumps(data).encode())

    def version(self, instance: str, latest: str) -> Reply:
        """Answer as ``/version/<instance>`` does."""
        return self.json({"instance": instance, "latest": latest})

    def gzipped(self, body: bytes, *, cut: int = 0) -> Reply:
        """Answer 200 with *body* compressed, without its last *cut* bytes."""
        packed = gzip.compress(body)
        packed = packed[: len(packed) - cut]
        return self.status(200, packed, Content_Type="application/json", Content_Encoding="gzip")

    def silence(self) -> Reply:
        """Accept the request and say nothing."""
        return lambda handler: self._wait(handler, PATIENCE)

    def drip(self, head: bytes) -> Reply:
        """Send *head*, then a byte now and then, for ever."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(head)
            while not self._over.wait(0.05):
                handler.wfile.write(b" ")
                handler.wfile.flush()

        return reply

    def reset(self, head: bytes = b"") -> Reply:
        """Send *head*, then reset the connection (RST, not FIN)."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(head)
            handler.wfile.flush()
            handler.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            # Both files hold the socket open; it resets when the last of them is closed.
            handler.rfile.close()
            handler.connection.close()

        return reply

    def raw(self, data: bytes) -> Reply:
        """Send *data* as it is, and close."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(data)

        return reply

    def _wait(self, handler: BaseHTTPRequestHandler, seconds: float) -> None:
        self._over.wait(seconds)
        handler.close_connection = True


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    """Return a web service on loopback, reached without any proxy of the environment."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    server = FakeService()
    yield server
    server.close()


@pytest.fixture
def tls_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    """Return the same behind TLS, with the certificate ``data/tls/ca.pem`` that nobody trusts."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(DATA / "tls" / "server.pem")
    server = FakeService(context)
    yield server
    server.close()


@pytest.fixture
def golden_pac(pytestconfig: pytest.Config) -> Callable[[str, str], str]:
    """Return a function that gives a golden PAC file by name, after writing it if so asked."""

    def golden_pac(name: str, text: str) -> str:
        path = Path(__file__).parent / "generator" / "golden" / name
        if pytestconfig.getoption("--update-golden", default=False):
            path.write_bytes(text.encode("ascii"))
        return path.read_bytes().decode("ascii")

    return golden_pac


@pytest.fixture
def recorded() -> Callable[[str], bytes]:
    """Return a reader of the recorded documents in ``data/endpoints``, by name without suffix."""

    def read(name: str) -> bytes:
        return (DATA / "endpoints" / f"{name}.json").read_bytes()

    return read


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """Return a socket as systemd has one for its services."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("no unix sockets here")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as found:
        found.bind(str(tmp_path / "notify"))
        found.settimeout(PATIENCE)
        yield found


def falls_silent(manager: socket.socket, seconds: float) -> bool:
    """Say whether *manager* hears nothing for some *seconds*, sooner or later."""
    manager.settimeout(seconds)
    most = time.monotonic() + PATIENCE
    while time.monotonic() < most:
        try:
            manager.recv(4096)
        except TimeoutError:
            return True
    return False
