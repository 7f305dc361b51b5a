from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen import __version__
from pacgen.endpoints.transport import Transport, make_session
from pacgen.errors import ServiceResponseError, ServiceUnreachableError, UsageError

if TYPE_CHECKING:
    from tests.conftest import FakeService

DATA = Path(__file__).parents[1] / "data"
MEGABYTE = 1024 * 1024

MakeTransport = Callable[..., Transport]


def test_answer_is_whole(service: FakeService, transport: Transport) -> None:
    """An answer has status, type and body; its URL is without the query."""
    service.on("/x", service.content(b"[1]"))
    answer = transport.get(f"{service.url}/x", {"a": "b,c d"})
    assert (f"{service.url}/x", 200, "application/json", b"[1]") == (
        answer.url,
        answer.status,
        answer.content_type,
        answer.body,
    )
    assert {"a": "b,c d"} == service.asked[0].query


def test_requests_introduce_themselves(service: FakeService, transport: Transport) -> None:
    """Every request names pacgen and its version, and asks for gzip alone."""
    service.on("/x", service.content(b"[]"))
    transport.get(f"{service.url}/x", {})
    headers = service.asked[0].headers
    assert (f"pacgen/{__version__}", "gzip") == (headers["User-Agent"], headers["Accept-Encoding"])


def test_gzip_is_unpacked(service: FakeService, transport: Transport) -> None:
    """A compressed answer comes out as it was."""
    service.on("/x", service.gzipped(b"x" * 100_000))
    assert b"x" * 100_000 == transport.get(f"{service.url}/x", {}).body


def test_server_error_passes(
    service: FakeService, transport: Transport, pauses: list[float]
) -> None:
    """A server's error is met with a pause and another question."""
    service.on("/x", service.status(500), service.content(b"[]"))
    assert 200 == transport.get(f"{service.url}/x", {}).status
    assert [1.0] == pauses


def test_server_error_that_stays_is_the_answer(
    service: FakeService, transport: Transport, pauses: list[float]
) -> None:
    """After three attempts, with growing pauses, the error is what the server says."""
    service.on("/x", service.status(503))
    assert 503 == transport.get(f"{service.url}/x", {}).status
    assert (3, [1.0, 2.0]) == (len(service.asked), pauses)


@pytest.mark.parametrize("status", [304, 400, 404, 429])
def test_other_statuses_are_answers_at_once(
    service: FakeService, transport: Transport, status: int
) -> None:
    """What a server refuses is not asked again."""
    service.on("/x", service.status(status))
    assert status == transport.get(f"{service.url}/x", {}).status
    assert 1 == len(service.asked)


BROKEN = {
    "reset at once": lambda s: s.reset(),
    "reset in the body": lambda s: s.reset(b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n[1"),
    "closed at once": lambda s: s.raw(b""),
    "closed in the headers": lambda s: s.raw(b"HTTP/1.0 20"),
    "closed in the body": lambda s: s.raw(b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n[1"),
    "closed in a chunk": lambda s: s.raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n63\r\n[1"
    ),
    "cut gzip": lambda s: s.gzipped(b"x" * 100_000, cut=20),
    "no gzip": lambda s: s.status(200, b"[]", Content_Encoding="gzip"),
    "no HTTP": lambda s: s.raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_broken_answer_is_asked_for_again(
    service: FakeService, transport: Transport, how: str
) -> None:
    """An answer that broke off is worth another question, and the next one is taken."""
    service.on("/x", BROKEN[how](service), service.content(b"[2]"))
    assert b"[2]" == transport.get(f"{service.url}/x", {}).body


@pytest.mark.parametrize("how", BROKEN)
def test_answers_that_always_break_are_an_error(
    service: FakeService, transport: Transport, how: str
) -> None:
    """After three attempts a service that breaks off is out of reach."""
    service.on("/x", BROKEN[how](service))
    with pytest.raises(ServiceUnreachableError, match="the connection broke"):
        transport.get(f"{service.url}/x", {})
    assert 3 == len(service.asked)


HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n["


@pytest.mark.parametrize(
    "how",
    [
        lambda s: s.silence(),
        lambda s: s.drip(HEAD),
        lambda s: s.drip(b"HTTP/1.0 200 OK\r\nX: "),
        lambda s: s.drip(b"HTTP/1.0 200 OK\r\nContent-Length: 100000\r\n\r\n["),
    ],
    ids=["silence", "drip", "drip in the headers", "drip with a length"],
)
def test_deadline_holds_whatever_the_server_does(
    service: FakeService,
    make_transport: MakeTransport,
    how: Callable[[FakeService], Callable[..., None]],
) -> None:
    """A server that is silent, or sends a byte now and then, costs no more than the deadline."""
    service.on("/x", how(service))
    begun = time.monotonic()
    with pytest.raises(ServiceUnreachableError, match=r"within 1 seconds|no answer in time"):
        make_transport(total=1).get(f"{service.url}/x", {})
    assert time.monotonic() - begun < 20


def test_silence_within_an_answer_is_limited(
    service: FakeService, make_transport: MakeTransport
) -> None:
    """Silence is given up before the deadline, and not asked for again."""
    service.on("/x", service.silence())
    with pytest.raises(ServiceUnreachableError, match="no answer in time"):
        make_transport(read=0.3).get(f"{service.url}/x", {})
    assert 1 == len(service.asked)


def test_deadline_counts_the_pauses(service: FakeService, make_transport: MakeTransport) -> None:
    """No pause is made that the deadline leaves no time for."""
    service.on("/x", service.status(500))
    assert 500 == make_transport(total=0.9).get(f"{service.url}/x", {}).status
    assert 1 == len(service.asked)


def test_large_answer_is_not_read(service: FakeService, transport: Transport) -> None:
    """An answer that announces 100 MB is refused before its body."""
    head = b"HTTP/1.0 200 OK\r\nContent-Length: 104857600\r\n\r\n"
    service.on("/x", service.raw(head))
    with pytest.raises(ServiceResponseError, match="more than 20 MB"):
        transport.get(f"{service.url}/x", {})
    assert 1 == len(service.asked)


def test_large_answer_without_a_length_is_cut_off(
    service: FakeService, make_transport: MakeTransport
) -> None:
    """An answer that announces nothing is read to the limit and no further."""
    service.on("/x", service.raw(HEAD + b"x" * (2 * MEGABYTE)))
    with pytest.raises(ServiceResponseError, match="more than 1 MB"):
        make_transport(size=MEGABYTE).get(f"{service.url}/x", {})


def test_gzip_bomb_does_not_unfold(service: FakeService, transport: Transport) -> None:
    """The limit holds for the unpacked answer: 100 MB of nothing are 100 kB of gzip."""
    service.on("/x", service.gzipped(bytes(100 * MEGABYTE)))
    with pytest.raises(ServiceResponseError, match="more than 20 MB"):
        transport.get(f"{service.url}/x", {})


def test_answer_of_exactly_the_limit_is_taken(
    service: FakeService, make_transport: MakeTransport
) -> None:
    """The limit itself is allowed, packed or not."""
    transport = make_transport(size=1000)
    service.on("/x", service.content(b"x" * 1000), service.gzipped(b"x" * 1000))
    for _ in range(2):
        assert 1000 == len(transport.get(f"{service.url}/x", {}).body)


def test_encoding_nobody_asked_for_is_refused(service: FakeService, transport: Transport) -> None:
    """An answer in an encoding that was not offered is not guessed at."""
    service.on("/x", service.status(200, b"x", Content_Encoding="br"))
    with pytest.raises(ServiceResponseError, match="encoded as 'br'"):
        transport.get(f"{service.url}/x", {})


def test_redirect_on_the_same_host_is_followed(service: FakeService, transport: Transport) -> None:
    """A redirect to another path of the same host leads to the answer, under the URL asked."""
    service.on("/x", service.status(301, Location="/y?z=1"))
    service.on("/y", service.content(b"[]"))
    answer = transport.get(f"{service.url}/x", {})
    assert (b"[]", f"{service.url}/x") == (answer.body, answer.url)


def test_redirect_to_another_host_is_refused(service: FakeService, transport: Transport) -> None:
    """A redirect to a stranger is a sign-in page, and the message names the stranger."""
    service.on("/x", service.status(302, Location="http://user:pw@login.portal.example/?next=x"))
    with pytest.raises(
        ServiceResponseError, match=r"redirected to http://login\.portal\.example$"
    ) as caught:
        transport.get(f"{service.url}/x", {})
    assert "captive portal" in caught.value.usually


def test_redirect_from_https_to_http_is_refused(
    tls_service: FakeService, make_transport: MakeTransport
) -> None:
    """A redirect never takes away TLS."""
    tls_service.on("/x", tls_service.status(302, Location=tls_service.url.replace("https", "http")))
    with pytest.raises(ServiceResponseError, match="redirected to http:"):
        make_transport(DATA / "tls" / "ca.pem").get(f"{tls_service.url}/x", {})


def test_redirects_in_a_circle_end(service: FakeService, transport: Transport) -> None:
    """A redirect that leads to itself is given up."""
    service.on("/x", service.status(302, Location="/x"))
    with pytest.raises(ServiceResponseError, match="redirected more than 3 times"):
        transport.get(f"{service.url}/x", {})


def test_unknown_authority_is_refused(
    tls_service: FakeService, make_transport: MakeTransport
) -> None:
    """A certificate of nobody known is refused, with the hint that it may be the proxy's."""
    with pytest.raises(ServiceUnreachableError, match="certificate") as caught:
        make_transport().get(f"{tls_service.url}/x", {})
    assert "inspects TLS" in caught.value.usually
    assert "--ca-bundle" in caught.value.tip


def test_ca_bundle_is_trusted(tls_service: FakeService, make_transport: MakeTransport) -> None:
    """With ``--ca-bundle`` the CA of an inspecting proxy is accepted."""
    tls_service.on("/x", tls_service.content(b"[]"))
    assert 200 == make_transport(DATA / "tls" / "ca.pem").get(f"{tls_service.url}/x", {}).status


def test_ca_bundle_of_the_environment_is_trusted(
    tls_service: FakeService, make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``REQUESTS_CA_BUNDLE``, which such sites have set long ago, is honoured."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(DATA / "tls" / "ca.pem"))
    tls_service.on("/x", tls_service.content(b"[]"))
    assert 200 == make_transport().get(f"{tls_service.url}/x", {}).status


@pytest.mark.parametrize(
    ("content", "words"), [(None, "No such file"), (b"x", "not a PEM file"), (b"", "not a PEM")]
)
def test_useless_ca_bundle_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    """A CA bundle that is missing, or holds no certificate, is wrong usage."""
    bundle = tmp_path / "ca.pem"
    if content is not None:
        bundle.write_bytes(content)
    with pytest.raises(UsageError, match=rf"--ca-bundle .*{words}"):
        make_session(bundle)


def test_proxy_of_the_environment_is_used(
    service: FakeService, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy named in the environment gets the question."""
    monkeypatch.setenv("http_proxy", service.url)
    service.on("/x", service.content(b"[]"))
    assert 200 == transport.get("http://endpoints.example/x", {}).status
    assert "endpoints.example" == service.asked[0].headers["Host"]


def test_gzip_of_nothing_is_nothing(service: FakeService, transport: Transport) -> None:
    """An empty body that is called gzip is empty, and so is a packed empty body."""
    service.on(
        "/x", service.status(200, Content_Encoding="gzip"), service.content(gzip.compress(b""))
    )
    assert b"" == transport.get(f"{service.url}/x", {}).body
