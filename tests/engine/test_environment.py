"""Environments as data: what is accepted, in which form it is kept, and what answers for a name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pacgen.engine import DnsRecord, Environment, Evaluator, Request, Target
from pacgen.engine.environment import parse_address, parse_clock
from pacgen.errors import UsageError

RESOLVES = 'function FindProxyForURL(url, host) { return "PROXY " + dnsResolve(host) + ":80"; }'


@pytest.mark.parametrize(
    "text", ["10.1.2", "10.1.2.256", "010.1.2.3", "10.0.0.0/8", "host.example", "", "1::2::3"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """Neither the client nor a DNS answer can have such an address."""
    with pytest.raises(UsageError, match="is no IP address"):
        Environment(client_addresses=(text,))
    with pytest.raises(UsageError, match="is no IP address"):
        DnsRecord("a.example", (text,))


def test_a_zone_is_refused_with_the_address_without_it() -> None:
    """A zone is the name of somebody's network card."""
    with pytest.raises(UsageError, match="zone") as caught:
        parse_address("fe80::1%eth0")

    assert caught.value.tip == "write fe80::1"


def test_addresses_are_kept_in_their_usual_form() -> None:
    """Blanks, upper case and zeros that can be left out change nothing; doubles are dropped."""
    environment = Environment(client_addresses=(" 10.1.2.3 ", "2001:DB8:0::0001", "2001:db8::1"))

    assert environment.client_addresses == ("10.1.2.3", "2001:db8::1")


def test_a_client_may_have_no_address() -> None:
    """A computer without a network can still have a PAC file."""
    assert Environment(client_addresses=()).client_addresses == ()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Host.Example.", "host.example"),
        ("*.Corp.Example", "*.corp.example"),
        ("*", "*"),
        ("_sip._tls.example", "_sip._tls.example"),
        ("intranet", "intranet"),
    ],
)
def test_names_are_kept_in_lower_case_without_the_final_dot(written: str, kept: str) -> None:
    """A record answers for a name however the name is written."""
    assert DnsRecord(written, ()).name == kept


@pytest.mark.parametrize(
    "name", ["", "a..b", "a.*.example", "*example", "a b", "http://a.example/", "a" * 64, "x." * 130 + "x"]
)  # fmt: skip
def test_what_is_no_name_is_refused(name: str) -> None:
    """No client could ask for such a name."""
    with pytest.raises(UsageError, match="is no name for DNS"):
        DnsRecord(name, ())


def test_an_address_needs_no_record() -> None:
    """Nothing asks DNS about an address, so that such a record would never count."""
    with pytest.raises(UsageError, match="is an address"):
        DnsRecord("10.1.2.3", ("10.1.2.3",))


def test_a_name_that_is_not_ascii_has_to_be_written_in_punycode() -> None:
    """What a client asks for is punycode."""
    with pytest.raises(UsageError, match="not ASCII") as caught:
        DnsRecord("b\u00fccher.example", ())

    assert "punycode" in caught.value.tip


def test_a_name_has_one_record() -> None:
    """Two records of a name, however written, would have to be put together by a rule nobody knows."""
    with pytest.raises(UsageError, match=r"'a\.example' has two DNS records"):
        Environment(dns=(DnsRecord("a.example", ()), DnsRecord("A.example.", ("10.0.0.1",))))


def test_a_clock_without_a_zone_is_refused() -> None:
    """The helpers that ask for the hour answer in the client's own time."""
    with pytest.raises(UsageError, match="has no time zone"):
        Environment(clock=datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - what the test is about


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T09:00+01:00", datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-23T09:00Z", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (" 2026-11-23 09:00:30-03:30 ",
         datetime(2026, 11, 23, 9, 0, 30, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
    ],
)  # fmt: skip
def test_a_moment_is_read_with_its_zone(text: str, moment: datetime) -> None:
    """The offset is kept, since it is the client's zone."""
    read = parse_clock(text)

    assert (moment, moment.utcoffset()) == (read, read.utcoffset())


@pytest.mark.parametrize("text", ["", "noon", "2026-13-01T00:00Z", "09:00+01:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    """The message shows how to write one."""
    with pytest.raises(UsageError, match="is no date and time"):
        parse_clock(text)


def test_the_most_specific_record_answers() -> None:
    """An exact name counts before wildcards, a longer wildcard before a shorter, and * last."""
    environment = Environment(
        dns=(
            DnsRecord("*", ("10.0.0.1",)),
            DnsRecord("*.example", ("10.0.0.2",)),
            DnsRecord("*.a.example", ("10.0.0.3",)),
            DnsRecord("b.a.example", ("10.0.0.4",)),
            DnsRecord("none.a.example", ()),
            DnsRecord("both.a.example", ("2001:db8::1", "10.0.0.5")),
        )
    )
    hosts = ["plain", "x.example", "x.a.example", "y.b.a.example", "B.A.example.", "none.a.example"]
    hosts.append("both.a.example")

    with Evaluator(RESOLVES, target=Target.CHROMIUM) as evaluator:
        decisions = evaluator.decide([Request.for_host(host) for host in hosts], environment)

    assert [decision.returned for decision in decisions] == [
        "PROXY 10.0.0.1:80",
        "PROXY 10.0.0.2:80",
        "PROXY 10.0.0.3:80",
        "PROXY 10.0.0.3:80",
        "PROXY 10.0.0.4:80",
        "PROXY null:80",
        "PROXY 10.0.0.5:80",
    ]


def test_a_new_record_replaces_that_of_the_same_name() -> None:
    """What is said later, by a flag, counts more than what a file says."""
    before = Environment(dns=(DnsRecord("a.example", ()), DnsRecord("b.example", ())))

    after = before.with_records([DnsRecord("A.example", ("10.0.0.1",))])

    assert after.dns == (DnsRecord("a.example", ("10.0.0.1",)), DnsRecord("b.example", ()))


def test_names_without_a_record_are_known() -> None:
    """Wildcards answer for the names below them; each open name comes once."""
    environment = Environment(dns=(DnsRecord("a.example", ()), DnsRecord("*.b.example", ())))

    open_names = environment.unanswered(
        ["A.example", "x.b.example", "b.example", "c.example.", "c.example", "deep.x.b.example"]
    )

    assert open_names == ("b.example", "c.example")


def test_a_record_for_every_name_leaves_nothing_open() -> None:
    """``*`` answers for plain names too."""
    environment = Environment(dns=(DnsRecord("*", ()),))

    assert environment.unanswered(["plain", "a.example"]) == ()
