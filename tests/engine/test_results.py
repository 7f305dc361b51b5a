"""What a client reads in a result string."""

from __future__ import annotations

import pytest

from pacgen.engine.results import understand


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
    understood = understand(text)

    assert (route, dropped, True) == (str(understood.route), understood.dropped, understood.valid)


@pytest.mark.parametrize(
    "text",
    ["JUNK", "PROXY a:1, DIRECT", "PROXY", "PROXY a:1/", "http://a:1", "PROXY u:p@a:1", "PROXY a:"],
)
def test_nothing_to_read_means_direct_and_is_no_valid_result(text: str) -> None:
    """Clients go DIRECT then, silently."""
    understood = understand(text)

    assert (str(understood.route), understood.valid) == ("DIRECT", False)


def test_an_empty_result_is_direct() -> None:
    """Browsers take the empty string for DIRECT, without complaint."""
    assert (str(understand("").route), understand("").valid) == ("DIRECT", True)
