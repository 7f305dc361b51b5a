from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pacgen.endpoints import Instance, Selection
from pacgen.endpoints.client import EndpointClient
from pacgen.endpoints.transport import Transport
from pacgen.errors import (
    RateLimitedError,
    ServiceError,
    ServiceResponseError,
    ServiceUnreachableError,
    UsageError,
)

if TYPE_CHECKING:
    from tests.conftest import FakeService

Reader = Callable[[str], bytes]

ID = "6f0d2bb0-5d3b-4c87-9d7e-3f6a5b4c2d1e"
NOW = 1_800_000_000.0  # Fri, 15 Jan 2027 08:00:00 GMT
VERSION = "/version/Worldwide"
ENDPOINTS = "/endpoints/Worldwide"


@pytest.fixture
def client(service: FakeService, transport: Transport) -> EndpointClient:
    """Return a client of the loopback service."""
    return EndpointClient(transport, ID, base_url=f"{service.url}/", now=lambda: NOW)


@pytest.mark.parametrize(
    "data",
    [
        {"instance": "Worldwide", "latest": "2027010100"},
        {"instance": "worldwide", "latest": "2027010100", "versions": ["2026120100"]},
        [
            {"instance": "China", "latest": "2026010100"},
            {"instance": "Worldwide", "latest": "2027010100"},
        ],
    ],
)
def test_version_comes_alone_or_among_all(
    service: FakeService, client: EndpointClient, data: object
) -> None:
    """The service answers with one object, or with a list of all instances."""
    service.on(VERSION, service.json(data))
    assert "2027010100" == client.version(Instance.WORLDWIDE)
    assert {"clientrequestid": ID} == service.asked[0].query


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"instance": "China", "latest": "2027010100"}, "says nothing of Worldwide"),
        ([], "says nothing of Worldwide"),
        ([3], "says nothing of Worldwide"),
        ("x", "says nothing of Worldwide"),
        ({"instance": "Worldwide"}, "calls the latest version None"),
        ({"instance": "Worldwide", "latest": "2027"}, "calls the latest version '2027'"),
        ({"instance": "Worldwide", "latest": 2027010100}, "calls the latest version 2027010100"),
        ({"instance": "Worldwide", "latest": "v2.0"}, "calls the latest version 'v2.0'"),
    ],
)
def test_version_that_is_none_is_refused(
    service: FakeService, client: EndpointClient, data: object, words: str
) -> None:
    """An answer about another instance, or a version of an unknown form, is refused."""
    service.on(VERSION, service.json(data))
    with pytest.raises(ServiceResponseError, match=words):
        client.version(Instance.WORLDWIDE)


def test_endpoints_are_parsed_and_kept(
    service: FakeService, client: EndpointClient, recorded: Reader
) -> None:
    """A document comes as sets and as the bytes that the service sent."""
    content = recorded("worldwide-20251114")
    service.on(ENDPOINTS, service.gzipped(content))
    download = client.endpoints(Instance.WORLDWIDE, "2027010100")
    assert (64, "2027010100", content) == (
        len(download.document.sets),
        download.document.version,
        download.content,
    )


def test_filters_are_asked_for(
    service: FakeService, client: EndpointClient, recorded: Reader
) -> None:
    """The selection becomes parameters beside the client-request id."""
    service.on(ENDPOINTS, service.content(recorded("worldwide-20251114")))
    selection = Selection.parse(service_areas=["Skype"], tenant="contoso", ipv6=False)
    client.endpoints(Instance.WORLDWIDE, "2027010100", selection)
    assert {"clientrequestid": ID, **selection.parameters()} == service.asked[0].query


BAD: dict[str, tuple[Callable[[FakeService], Callable[..., None]], str]] = {
    "captive portal": (
        lambda s: s.status(200, b"<html>\n <h1>Welcome\x1b[2J</h1>", Content_Type="text/html; a=b"),
        r"answered no JSON but text/html: '<html> <h1>Welcome\?\[2J</h1>'",
    ),
    "HTML that calls itself JSON": (
        lambda s: s.content(b"<!doctype html>"),
        "answered no JSON but application/json: '<!doctype html>'",
    ),
    "JSON that calls itself HTML": (
        lambda s: s.status(200, b"[]", Content_Type="text/html"),
        "answered no JSON but text/html",
    ),
    "invalid JSON": (lambda s: s.content(b'[{"id": 1,'), "answered no JSON"),
    "nested without end": (lambda s: s.content(b"[" * 100_000), "answered no JSON"),
    "not UTF-8": (lambda s: s.content(b'["\xff"]'), "answered no JSON"),
    "nothing": (lambda s: s.status(200), "no JSON but something without a type: nothing"),
    "object": (lambda s: s.json({"message": "x"}), "no list of endpoint sets but an object"),
    "empty list": (lambda s: s.content(b"[]"), "the list of endpoint sets is empty"),
    "a set without id": (lambda s: s.json([{"urls": []}]), "item 0: key 'id'"),
    "long words": (lambda s: s.content(b"x" * 1000), "'x{60}…'"),
    "403": (lambda s: s.status(403, b"Blocked by policy"), "403 Forbidden: 'Blocked by policy'"),
    "404": (lambda s: s.status(404), "404 Not Found: nothing"),
    "304": (lambda s: s.status(304), "304 Not Modified"),
    "299": (lambda s: s.status(299), "answered 299: nothing"),
    "500": (lambda s: s.status(500), "500 Internal Server Error, again and again"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_answers_say_what_came(service: FakeService, client: EndpointClient, what: str) -> None:
    """What is no answer of the service is refused with what came, and never with the id."""
    reply, words = BAD[what]
    service.on(ENDPOINTS, reply(service))
    with pytest.raises(ServiceResponseError, match=words) as caught:
        client.endpoints(Instance.WORLDWIDE, "2027010100")
    error = caught.value
    assert error.what.startswith(f"{service.url}{ENDPOINTS}: ")
    assert error.usually
    assert error.tip
    assert ID not in f"{error.what}{error.usually}{error.tip}"


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        (None, 3600),
        ("120", 120),
        (" 7 ", 7),
        ("Fri, 15 Jan 2027 08:02:00 GMT", 120),
        ("Fri, 15 Jan 2027 08:02:00 -0000", 120),
        ("Fri, 15 Jan 2027 07:00:00 GMT", 0),
        ("soon", 3600),
        ("-5", 3600),
        ("999999999", 86400),
        ("Fri, 99 Jan 2027 08:02:00 GMT", 3600),
    ],
)
def test_rate_limit_says_how_long(
    service: FakeService, client: EndpointClient, retry_after: str | None, seconds: int
) -> None:
    """A 429 carries the service's own wait, in seconds or as a date, or else an hour."""
    headers = {} if retry_after is None else {"Retry_After": retry_after}
    service.on(ENDPOINTS, service.status(429, b"", **headers))
    with pytest.raises(RateLimitedError, match="too many requests") as caught:
        client.endpoints(Instance.WORLDWIDE, "2027010100")
    assert seconds == caught.value.retry_after
    assert 1 == len(service.asked)


def test_rate_limit_is_said_in_minutes(service: FakeService, client: EndpointClient) -> None:
    """An hour reads as 60 minutes, a minute as 60 seconds."""
    service.on(ENDPOINTS, service.status(429), service.status(429, Retry_After="60"))
    for words in ("wants 60 minutes of silence", "wants 60 seconds of silence"):
        with pytest.raises(RateLimitedError, match=words):
            client.endpoints(Instance.WORLDWIDE, "2027010100")


def test_proxy_that_wants_a_password(service: FakeService, client: EndpointClient) -> None:
    """A plain 407 is said to come from a proxy."""
    service.on(ENDPOINTS, service.status(407))
    with pytest.raises(ServiceUnreachableError, match="wants a user name"):
        client.endpoints(Instance.WORLDWIDE, "2027010100")


def test_changes_are_parsed(service: FakeService, client: EndpointClient) -> None:
    """The feed of changes is asked from a version on."""
    record = {"id": 1, "endpointSetId": 2, "disposition": "Add", "version": "2027010100"}
    service.on("/changes/Worldwide/2026010100", service.json([record]))
    (change,) = client.changes(Instance.WORLDWIDE, "2026010100")
    assert (2, "add") == (change.set_id, change.disposition)


def test_changes_that_are_none_are_refused(service: FakeService, client: EndpointClient) -> None:
    """Without a version the feed is asked from its beginning, and its answer is checked."""
    service.on("/changes/Worldwide/0000000000", service.json([{"id": "x"}]))
    with pytest.raises(ServiceResponseError, match="item 0: key 'id'"):
        client.changes(Instance.WORLDWIDE)


@pytest.mark.parametrize(
    "url",
    ["", "endpoints.example", "ftp://a.example", "http://", "http://u:p@a", "http://a/?b", "x"],
)
def test_base_url_is_checked(transport: Transport, url: str) -> None:
    """A base URL that is none, or holds a password or a query, is wrong usage."""
    with pytest.raises(UsageError, match="--base-url"):
        EndpointClient(transport, ID, base_url=url)


def test_errors_of_the_service_share_one_code() -> None:
    """Whatever is wrong with the service, the exit code is 3."""
    kinds: tuple[type[ServiceError], ...] = (
        RateLimitedError,
        ServiceResponseError,
        ServiceUnreachableError,
    )
    assert {3} == {kind.exit_code for kind in kinds}
