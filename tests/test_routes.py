"""Tests of routes: what a PAC may answer."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from pacgen.errors import RouteError
from pacgen.routes import DIRECT, Hop, HopKind, Route

PROXIES = [kind for kind in HopKind if kind is not HopKind.DIRECT]

labels = st.from_regex(r"[a-z][a-z0-9_-]{0,9}[a-z0-9]", fullmatch=True)
names = st.lists(labels, min_size=1, max_size=4).map(".".join)
addresses = st.ip_addresses().map(str)
hops = st.one_of(
    st.just(Hop(HopKind.DIRECT)),
    st.builds(Hop, st.sampled_from(PROXIES), names | addresses, st.integers(1, 65535)),
)
routes = st.builds(Route, st.lists(hops, min_size=1, max_size=5).map(tuple))


@given(routes)
def test_round_trip(route: Route) -> None:
    """The text of a route reads as the route."""
    assert route == Route.parse(str(route))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("DIRECT", "DIRECT"),
        ("direct;", "DIRECT"),
        ("proxy Proxy.Example.COM:8080; direct", "PROXY proxy.example.com:8080; DIRECT"),
        ("PROXY p:1;SOCKS5 q:2", "PROXY p:1; SOCKS5 q:2"),
        ("  PROXY\tp.example.com.:080  ", "PROXY p.example.com:80"),
        ("HTTPS [2001:DB8:0::1]:443", "HTTPS [2001:db8::1]:443"),
        ("PROXY 192.0.2.1:65535", "PROXY 192.0.2.1:65535"),
        ("SOCKS4 a_b.example:1", "SOCKS4 a_b.example:1"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    """What every client reads is read, and written in one way."""
    assert canonical == str(Route.parse(text))


@pytest.mark.parametrize(
    ("text", "what", "tip"),
    [
        ("", "blank", "PROXY proxy.example.com:8080; DIRECT"),
        ("  ", "blank", "PROXY proxy.example.com:8080; DIRECT"),
        (";", "nothing between", "PROXY proxy.example.com:8080; DIRECT"),
        ("DIRECT;;DIRECT", "nothing between", "PROXY proxy.example.com:8080; DIRECT"),
        ("PROXY http://p:8080", "is a URL", "write PROXY p:8080"),
        ("PROXY http://u:x@p/", "is a URL", "write PROXY p:8080"),
        ("http://p:8080", "is a URL", "write PROXY p:8080"),
        ("https://p:443", "is a URL", "write HTTPS p:443"),
        ("socks5://p:1080", "is a URL", "write SOCKS5 p:1080"),
        ("http://u:x@p:8080/", "is a URL", "write PROXY p:8080"),
        ("http://", "is a URL", "write PROXY proxy.example.com:8080"),
        ("PROXY p", "no port", "write PROXY p:8080"),
        ("PROXY", "host and port", "write PROXY proxy.example.com:8080"),
        ("proxy.corp:8080", "no keyword", "write PROXY proxy.corp:8080"),
        ("PROXY a:1; b.example:2", "no keyword", "write PROXY b.example:2"),
        ("PROXY a:1, PROXY b:2", "comma", "use ';': PROXY a:1; PROXY b:2"),
        ("PROXY a:1 DIRECT", "more than a host and a port", "';' between two elements"),
        ("SOCKS6 p:1", "'SOCKS6' is no keyword", "PROXY proxy.example.com:8080"),
        ("proxy.corp", "is no keyword", "PROXY proxy.example.com:8080"),
        ('"PROXY p:1"', "quotes", "leave them out"),
        ("'DIRECT'", "quotes", "leave them out"),
        ("DIRECT p:1", "DIRECT takes no address", "write DIRECT"),
        ("PROXY p:0", "port '0'", "write PROXY p:8080"),
        ("PROXY p:65536", "port '65536'", "write PROXY p:8080"),
        ("PROXY p:100000", "port '100000'", "write PROXY p:8080"),
        ("PROXY p:abc", "port 'abc'", "write PROXY p:8080"),
        ("PROXY p:", "port ''", "write PROXY p:8080"),
        ("PROXY p:-1", "port '-1'", "write PROXY p:8080"),
        ("PROXY p:\u0661", "port '\u0661'", "write PROXY p:8080"),
        ("PROXY u:x@p:1", "user name", "write PROXY p:1"),
        ("PROXY p:1/x", "path", "write PROXY p:1"),
        ("PROXY ::1:8080", "neither host:port nor", "[2001:db8::1]:8080"),
        ("PROXY [::1]", "no port", "write PROXY [::1]:8080"),
        ("PROXY [::g]:1", "no IPv6 address", "[2001:db8::1]:8080"),
        ("PROXY [fe80::1%eth0]:1", "zone", "write PROXY [fe80::1]:1"),
        ('PROXY [fe80::1%"+x]:1', "zone", "write PROXY [fe80::1]:1"),
        ("PROXY 1.2.3:1", "no IPv4 address", "four numbers"),
        ("PROXY 1.2.3.256:1", "no IPv4 address", "four numbers"),
        ("PROXY :1", "'' is no host", "PROXY proxy.example.com:8080"),
        ("PROXY a..b:1", "is no host", "PROXY proxy.example.com:8080"),
        ('PROXY a"b:1', "is no host", "PROXY proxy.example.com:8080"),
        ("PROXY a\\b:1", "is no host", "PROXY proxy.example.com:8080"),
        ("PROXY b\u00fccher:1", "not ASCII", "punycode"),
        (f"PROXY {'a' * 64}:1", "is no host", "PROXY proxy.example.com:8080"),
        (f"PROXY {'.'.join(['a' * 50] * 6)}:1", "is no host", "PROXY proxy.example.com:8080"),
    ],
)
def test_refusals(text: str, what: str, tip: str) -> None:
    """What clients read differently or not at all is refused, saying how to write it."""
    with pytest.raises(RouteError) as caught:
        Route.parse(text)

    assert (what in caught.value.what, tip in caught.value.tip) == (True, True), (
        caught.value.what,
        caught.value.tip,
    )


@pytest.mark.parametrize(
    "text", ["PROXY http://p:8080", "proxy.corp:8080", "PROXY p", "https://p:443", "PROXY u@p:1"]
)
def test_advice_can_be_followed(text: str) -> None:
    """What the tip says to write is a route."""
    with pytest.raises(RouteError) as caught:
        Route.parse(text)

    Route.parse(caught.value.tip.removeprefix("write "))


@given(st.text(max_size=30))
def test_any_text(text: str) -> None:
    """Any text is a route of plain ASCII without quotes, or is refused with a tip."""
    try:
        route = Route.parse(text)
    except RouteError as refused:
        event("refused")
        tip = refused.tip
    else:
        tip = "not needed"
        assert str(route).isascii()
        assert not set(str(route)) & set("\"'\\\n\r<>")
    assert tip


@pytest.mark.parametrize(
    ("text", "is_direct", "starts", "has"),
    [
        ("DIRECT", True, True, True),
        ("DIRECT; DIRECT", True, True, True),
        ("DIRECT; PROXY p:1", False, True, True),
        ("PROXY p:1; DIRECT", False, False, True),
        ("PROXY p:1", False, False, False),
    ],
)
def test_where_direct_stands(text: str, *, is_direct: bool, starts: bool, has: bool) -> None:
    """A route knows whether DIRECT is all of it, its beginning, or in it."""
    route = Route.parse(text)

    assert (is_direct, starts, has) == (route.is_direct, route.starts_direct, route.has_direct)


def test_direct() -> None:
    """DIRECT is the route of that text."""
    assert Route.parse("DIRECT") == DIRECT
