"""What a client reads in a result string."""

from __future__ import annotations

import pytest

from pacgen.engine import Target
from pacgen.engine.results import read_result


@pytest.mark.parametrize(
    ("text", "route", "dropped"),
    [
        ("DIRECT", "DIRECT", ()),
        ("direct;", "DIRECT", ()),
        ("PROXY a:8080; DIRECT", "PROXY a:8080; DIRECT", ()),
        (" \tPROXY\ta.Example:8080 ;SOCKS5 b:1", "PROXY a.example:8080; SOCKS5 b:1", ()),
        ("PROXY a", "PROXY a:80", ()),
        ("HTTPS a", "HTTPS a:443", ()),
        ("SOCKS a", "SOCKS a:1080", ()),
        ("PROXY [2001:db8::1]:8080", "PROXY [2001:db8::1]:8080", ()),
        ("HTTP a:1; PROXY b:2", "PROXY b:2", ("HTTP a:1",)),
        ("DIRECT a:1; PROXY b:2", "PROXY b:2", ("DIRECT a:1",)),
        ("PROXY http://a:1; PROXY b:2", "PROXY b:2", ("PROXY http://a:1",)),
        ("PROXY a:99999; PROXY b:2", "PROXY b:2", ("PROXY a:99999",)),
    ],
)
def test_elements_are_read_one_by_one(text: str, route: str, dropped: tuple[str, ...]) -> None:
    """What cannot be read is passed over; ports have defaults."""
    outcome = read_result(text, Target.CHROMIUM)

    assert (route, dropped, None) == (str(outcome.route), outcome.dropped, outcome.fault)


@pytest.mark.parametrize(
    "text",
    ["JUNK", "PROXY a:1, DIRECT", "PROXY", "PROXY a:1/", "http://a:1", "PROXY u:p@a:1", "PROXY a:"],
)
def test_nothing_to_read_means_direct_and_is_no_valid_result(text: str) -> None:
    """Clients go DIRECT then, silently."""
    outcome = read_result(text, Target.CHROMIUM)

    assert outcome.fault is not None
    assert ("DIRECT", "invalid-result") == (str(outcome.route), outcome.fault.kind)


def test_an_empty_result_is_direct() -> None:
    """Browsers take the empty string for DIRECT, without complaint."""
    outcome = read_result("", Target.CHROMIUM)

    assert ("DIRECT", None) == (str(outcome.route), outcome.fault)


@pytest.mark.parametrize(
    ("target", "text", "route"),
    [
        (Target.FIREFOX, "HTTP a:1", "HTTP a:1"),
        (Target.FIREFOX, "PROXY http://a:8080", "PROXY a:8080"),
        (Target.FIREFOX, "DIRECT a:1", "DIRECT"),
        (Target.FIREFOX, " PROXY a:1; PROXY b:2", "PROXY b:2"),
        (Target.WINHTTP, "PROXY a:1; PROXY b:2", "PROXY a:1"),
        (Target.WINHTTP, "SOCKS a:1", "DIRECT"),
        (Target.WINHTTP, "HTTPS a:1; PROXY b:2", "PROXY b:2"),
        (Target.MACOS, "SOCKS a:1; DIRECT", "SOCKS a:1; DIRECT"),
        (Target.MACOS, "SOCKS5 a:1; PROXY b:2", "PROXY b:2"),
        (Target.FIREFOX, "PROXY a:1, PROXY b:2; PROXY c:3", "DIRECT; PROXY c:3"),
        (Target.FIREFOX, "SOCKS a b; PROXY c:3", "PROXY c:3"),
        (Target.FIREFOX, "PROXY user@a:1/path?x; DIRECT", "PROXY a:1; DIRECT"),
        (Target.CHROMIUM, "QUIC a:1; PROXY b:2", "PROXY b:2"),
        (Target.CHROMIUM, "PROXY 2001:db8::1:80", "PROXY [2001:db8::1]:80"),
        (Target.CHROMIUM, "PROXY 0x0a000001:80", "PROXY 10.0.0.1:80"),
    ],
)
def test_each_client_reads_in_its_own_way(target: Target, text: str, route: str) -> None:
    """The profile's words and leniencies decide."""
    outcome = read_result(text, target)

    assert (route, None) == (str(outcome.route), outcome.fault)
