"""How url and host reach the script."""

from __future__ import annotations

import pytest

from pacgen.engine import Request, Target
from pacgen.engine.presentation import present, show
from pacgen.engine.profile import PROFILES
from pacgen.errors import UsageError


@pytest.mark.parametrize(
    ("url", "shown", "host"),
    [
        ("https://teams.microsoft.com/l/1?x=1#y", "https://teams.microsoft.com/", "teams.microsoft.com"),
        ("wss://A.example:443/socket", "wss://a.example/", "a.example"),
        ("https://a.example:8443/x", "https://a.example:8443/", "a.example"),
        ("http://a.example/path?query#fragment", "http://a.example/path?query", "a.example"),
        ("http://user:secret@a.example:80/", "http://a.example/", "a.example"),
        ("HTTP://Teams.Microsoft.Com.", "http://teams.microsoft.com./", "teams.microsoft.com."),
        ("http://a.example?x", "http://a.example/?x", "a.example"),
        ("https://[2001:DB8:0::1]:8080/", "https://[2001:db8::1]:8080/", "2001:db8::1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
    ],
)  # fmt: skip
def test_chromium_shows_a_canonical_url_and_no_secrets(url: str, shown: str, host: str) -> None:
    """Of https and wss only the origin; never credentials or fragments."""
    assert (shown, host) == present(Request.for_url(url), PROFILES[Target.CHROMIUM])


def test_pacparser_shows_what_was_typed() -> None:
    """The library passes on what it is given."""
    request = Request.for_url("https://Teams.Microsoft.com/l/1")

    assert present(request, PROFILES[Target.PACPARSER]) == (
        "https://Teams.Microsoft.com/l/1",
        "Teams.Microsoft.com",
    )


@pytest.mark.parametrize(
    ("host", "url"),
    [("a.example", "wss://a.example/"), ("::1", "wss://[::1]/"), ("[::1]", "wss://[::1]/")],
)
def test_a_request_can_be_made_from_a_host(host: str, url: str) -> None:
    """IPv6 literals have brackets in the URL and none in the host."""
    request = Request.for_host(host, scheme="wss")

    assert (url, host.strip("[]")) == (request.url, request.host)


@pytest.mark.parametrize(
    "url", ["teams.microsoft.com", "https://", "", "://x", "https:///path", "http://[::1"]
)
def test_what_is_no_absolute_url_is_refused(url: str) -> None:
    """The message shows how to write one."""
    with pytest.raises(UsageError) as caught:
        Request.for_url(url)

    assert "URL" in caught.value.what


@pytest.mark.parametrize(
    ("urls", "is_plain"),
    [
        (["https://a.example/", "https://b-1.example/"], True),
        (["https://a.example/", "https://A.example/"], False),
        (["https://a.example/", "http://a.example/"], False),
        (["https://a.example/x"], False),
        (["https://10.1.2.3/"], False),
        (["https://[::1]/"], False),
        (["https://a.example:8443/"], False),
        (["https://bücher.example/"], False),
    ],
)
def test_the_short_form_is_used_only_where_it_says_the_same(
    urls: list[str],
    is_plain: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Hosts alone stand for the requests only if every client would show exactly these."""
    shown = show([Request.for_url(url) for url in urls], PROFILES[Target.CHROMIUM])

    assert is_plain == shown.is_plain
    assert len(urls) == len(shown)
    if is_plain:
        assert ["a.example"] == list(shown.part(0, 1).requests)
    else:
        assert [present(Request.for_url(url), PROFILES[Target.CHROMIUM]) for url in urls] == list(
            shown.requests
        )
