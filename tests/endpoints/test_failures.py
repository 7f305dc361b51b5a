from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
import requests

from pacgen.endpoints.failures import explain, is_passing
from pacgen.endpoints.transport import Transport
from pacgen.errors import PacgenError, ServiceUnreachableError, UsageError

if TYPE_CHECKING:
    from tests.conftest import FakeService


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def failure(transport: Transport, url: str) -> PacgenError:
    """Return what asking *url* ends in."""
    with pytest.raises(PacgenError) as caught:
        transport.get(url, {})
    return caught.value


def test_refused_connection(service: FakeService, transport: Transport) -> None:
    """Where nobody listens the message says refused, and is not asked again."""
    del service
    error = failure(transport, f"http://127.0.0.1:{free_port()}/x")
    assert isinstance(error, ServiceUnreachableError)
    assert error.what.endswith("/x: the connection was refused")
    assert "HTTPS_PROXY" in error.tip


def test_unknown_name() -> None:
    """A name that does not resolve is said to be that, with the hint that a proxy may be needed."""
    cause = socket.gaierror(-2, "Name or service not known")
    error = explain(requests.exceptions.ConnectionError(cause), "https://a.example/x")
    assert "https://a.example/x: its name cannot be resolved" == error.what
    assert not is_passing(requests.exceptions.ConnectionError(cause))


def test_proxy_that_is_not_there(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment that refuses is blamed, and not the service."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    error = failure(transport, "http://endpoints.example/x")
    assert "the proxy cannot be used" in error.what
    assert "HTTP_PROXY" in error.usually


def test_proxy_that_wants_a_password_for_a_tunnel(
    transport: Transport, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy that answers CONNECT with 407 is said to want a password."""
    monkeypatch.setenv("https_proxy", service.url)
    service.on_connect = service.status(407)
    error = failure(transport, "https://endpoints.example/x")
    assert "user name and a password (407)" in error.what


@pytest.mark.parametrize("url", ["ftp://a.example/x", "http:///x", "http://a b/x", "nothing"])
def test_url_that_is_none(transport: Transport, url: str) -> None:
    """A URL that cannot be asked is wrong usage."""
    error = failure(transport, url)
    assert isinstance(error, UsageError)


def test_proxy_url_that_is_none(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment that is no URL is an error with its place."""
    monkeypatch.setenv("http_proxy", "http://:not a port:")
    error = failure(transport, "http://endpoints.example/x")
    assert "proxy in the environment" in error.usually or "HTTP_PROXY" in error.usually


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("x"), "RuntimeError"),
        (OSError(101, "Network is unreachable"), "Network is unreachable"),
        (requests.exceptions.ConnectionError(OSError(113, "No route to host")), "No route to host"),
    ],
)
def test_anything_else_is_still_said(error: Exception, words: str) -> None:
    """A failure that nobody foresaw gives a message with its innermost cause, no traceback."""
    assert f"https://a.example: cannot be reached: {words}" == (
        explain(error, "https://a.example").what
    )


def test_causes_may_run_in_a_circle() -> None:
    """Exceptions that are each other's cause are walked once."""
    one, two = OSError("a"), OSError("b")
    one.__cause__, two.__cause__ = two, one
    assert not is_passing(one)
