"""The PAC helpers as Chromium has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacgen.engine import DnsRecord, Environment, Evaluator, Request

Expressions = Callable[..., str]

WORLD = Environment(
    client_addresses=("10.1.2.3", "2001:db8::7"),
    dns=(
        DnsRecord("intranet.example", ("10.9.8.7", "2001:db8::5")),
        DnsRecord("six.example", ("2001:db8::5",)),
        DnsRecord("*.wild.example", ("10.1.1.1",)),
        DnsRecord("not.wild.example", ()),
    ),
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        # shExpMatch: only '.', '*' and '?' are translated, the rest reaches the RegExp
        ("shExpMatch('a.example', 'a.example')", "true"),
        ("shExpMatch('axexample', 'a.example')", "false"),
        ("shExpMatch('x.a.example', '*.a.example')", "true"),
        ("shExpMatch('a.example', '*.a.example')", "false"),
        ("shExpMatch('a.example', 'a.*')", "true"),
        ("shExpMatch('http://a.example/x', '*example*')", "true"),
        ("shExpMatch('abc', 'a?c')", "true"),
        ("shExpMatch('ac', 'a?c')", "false"),
        ("shExpMatch('A.example', 'a.example')", "false"),
        ("shExpMatch('a1c', 'a[0-9]c')", "true"),
        ("shExpMatch('abc', 'a[!b]c')", "true"),
        ("shExpMatch('abc', 'a[^b]c')", "false"),
        ("shExpMatch('b.com', '(a.com|b.com)')", "true"),
        ("shExpMatch('a.com.evil', 'a.com|b.com')", "true"),
        ("shExpMatch('a', '[')", "throws"),
        ("shExpMatch('a', '(')", "throws"),
        ("shExpMatch('a', '+')", "throws"),
        ("shExpMatch('a', undefined)", "throws"),
        ("shExpMatch('a', 5)", "throws"),
        ("shExpMatch('a')", "throws"),
        ("shExpMatch(null, 'null')", "true"),
        ("shExpMatch('a', new String('a'))", "true"),
        ("shExpMatch('', '')", "true"),
        ("shExpMatch('', '*')", "true"),
        ("shExpMatch('a\\nb', '*')", "false"),
        ("shExpMatch('a\\nb', '*b')", "false"),
        ("shExpMatch('__proto__', '__proto__')", "true"),
        # dnsDomainIs compares the ends
        ("dnsDomainIs('www.a.example', '.a.example')", "true"),
        ("dnsDomainIs('evila.example', 'a.example')", "true"),
        ("dnsDomainIs('a.example', '.a.example')", "false"),
        ("dnsDomainIs('A.example', 'a.example')", "false"),
        ("dnsDomainIs('a', '')", "true"),
        ("dnsDomainIs('a', undefined)", "throws"),
        ("dnsDomainIs('a.b.c', /c/)", "false"),
        ("dnsDomainLevels('a.b.c')", "2"),
        ("isPlainHostName('intranet')", "true"),
        ("isPlainHostName('a.b')", "false"),
        ("isPlainHostName('::1')", "false"),
        ("isPlainHostName('2001:db8::1')", "false"),
        ("isPlainHostName(5)", "throws"),
        ("localHostOrDomainIs('www.a.example', 'www.a.example')", "true"),
        ("localHostOrDomainIs('www', 'www.a.example')", "true"),
        ("localHostOrDomainIs('www.a', 'www.a.example')", "true"),
        ("localHostOrDomainIs('w', 'www.a.example')", "false"),
        ("localHostOrDomainIs('home.a.example', 'www.a.example')", "false"),
        # isInNet knows dotted quads only
        ("isInNet('10.1.2.3', '10.0.0.0', '255.0.0.0')", "true"),
        ("isInNet('11.1.2.3', '10.0.0.0', '255.0.0.0')", "false"),
        ("isInNet('200.1.2.3', '200.0.0.0', '255.0.0.0')", "true"),
        ("isInNet('10.1.2.3', '10.0.0.0', '8')", "false"),
        ("isInNet('10.1.2.3', '10.0.0.0/8', '255.0.0.0')", "false"),
        ("isInNet('10.1.2.3', '10.0.0.0', '255.0.0.256')", "false"),
        ("isInNet('10.1.2.3', '10.0.0.0')", "false"),
        ("isInNet('10.7.2.3', '10.0.2.3', '255.0.255.255')", "true"),
        ("isInNet('010.1.2.3', '10.0.0.0', '255.0.0.0')", "true"),
        ("isInNet('intranet.example', '10.9.0.0', '255.255.0.0')", "true"),
        ("isInNet('nowhere.example', '10.9.0.0', '255.255.0.0')", "false"),
        ("isInNet('2001:db8::1', '10.0.0.0', '255.0.0.0')", "false"),
        ("isInNet('10.1.2.3 ', '10.0.0.0', '255.0.0.0')", "false"),
        ("convert_addr('10.1.2.3')", "167838211"),
        ("convert_addr('192.0.2.1')", "-1073741311"),
        # DNS: the environment answers
        ("dnsResolve('intranet.example')", "10.9.8.7"),
        ("dnsResolve('INTRANET.example.')", "10.9.8.7"),
        ("dnsResolve('six.example')", "null"),
        ("dnsResolve('nowhere.example')", "null"),
        ("dnsResolve('a.b.wild.example')", "10.1.1.1"),
        ("dnsResolve('not.wild.example')", "null"),
        ("dnsResolve('wild.example')", "null"),
        ("dnsResolve('constructor')", "null"),
        ("dnsResolve('127.0.0.1')", "127.0.0.1"),
        ("dnsResolve('::1')", "null"),
        ("dnsResolve()", "null"),
        ("isResolvable('intranet.example')", "true"),
        ("isResolvable('six.example')", "false"),
        ("myIpAddress()", "10.1.2.3"),
        # the Ex family
        ("dnsResolveEx('intranet.example')", "10.9.8.7;2001:db8::5"),
        ("dnsResolveEx('nowhere.example')", ""),
        ("isResolvableEx('six.example')", "true"),
        ("isResolvableEx('nowhere.example')", "false"),
        ("myIpAddressEx()", "10.1.2.3;2001:db8::7"),
        ("isInNetEx('2001:db8::7', '2001:db8::/32')", "true"),
        ("isInNetEx('2001:db9::7', '2001:db8::/32')", "false"),
        ("isInNetEx('10.1.2.3', '10.0.0.0/8')", "true"),
        ("isInNetEx('10.1.2.3', '2001:db8::/32')", "false"),
        ("isInNetEx('10.1.2.3', '10.0.0.0/33')", "false"),
        ("isInNetEx('10.1.2.3', '10.0.0.0')", "false"),
        ("isInNetEx('a.example', '::/0')", "false"),
        ("isInNetEx('2001:db8:8000::1', '2001:db8:8000::/33')", "true"),
        ("isInNetEx('2001:db8::1', '2001:db8:8000::/33')", "false"),
        ("isInNetEx('::ffff:10.1.2.3', '::ffff:10.0.0.0/104')", "true"),
        ("sortIpAddressList('10.2.3.9;2001:db8::1;::1;::9')", "::1;::9;2001:db8::1;10.2.3.9"),
        ("sortIpAddressList('x')", "false"),
        # names
        ("typeof getClientVersion", "undefined"),
        ("typeof findProxyForURL", "undefined"),
        ("typeof isValidIpAddress", "function"),
        ("typeof window", "undefined"),
        ("typeof console.log", "function"),
        ("alert('x')", "undefined"),
        ("Math.random() === Math.random()", "false"),
    ],
)  # fmt: skip
def test_helper(chromium: Expressions, expression: str, value: str) -> None:
    """Each helper answers what Chromium's answers."""
    answer = chromium(expression, WORLD)

    assert value == (answer if answer == "throws" else answer.partition(":")[2])


@pytest.mark.parametrize(
    ("expression", "moment", "value"),
    [
        ("weekdayRange('WED')", "2026-01-07T12:00+00:00", True),
        ("weekdayRange('MON', 'FRI')", "2026-01-10T12:00+00:00", False),
        ("weekdayRange('FRI', 'MON')", "2026-01-10T12:00+00:00", True),
        ("weekdayRange('FRI', 'MON')", "2026-01-07T12:00+00:00", False),
        ("weekdayRange('THU')", "2026-01-08T00:30+01:00", True),
        ("weekdayRange('WED', 'GMT')", "2026-01-08T00:30+01:00", True),
        ("weekdayRange('Wed')", "2026-01-07T12:00+00:00", False),
        ("weekdayRange()", "2026-01-07T12:00+00:00", False),
        ("dateRange(7)", "2026-01-07T12:00+00:00", True),
        ("dateRange('JAN')", "2026-01-07T12:00+00:00", True),
        ("dateRange(2026)", "2026-01-07T12:00+00:00", True),
        ("dateRange(1, 6)", "2026-01-07T12:00+00:00", False),
        ("dateRange(28, 8)", "2026-01-07T12:00+00:00", True),
        ("dateRange('DEC', 'FEB')", "2026-01-07T12:00+00:00", True),
        ("dateRange('JAN', 'FEB')", "2026-03-03T12:00+00:00", True),
        ("dateRange('JAN', 'FEB')", "2026-03-04T12:00+00:00", False),
        ("dateRange(2025, 2026)", "2026-01-07T12:00+00:00", True),
        ("dateRange(1, 'JUN', 15, 'AUG')", "2026-08-15T12:00+00:00", True),
        ("dateRange(1, 'JUN', 15, 'AUG')", "2026-08-16T12:00+00:00", False),
        ("dateRange(1, 'JUN', 1995, 15, 'AUG', 2030)", "2026-01-07T12:00+00:00", True),
        ("timeRange(12)", "2026-01-07T12:59+00:00", True),
        ("timeRange(8, 12)", "2026-01-07T12:59+00:00", True),
        ("timeRange(22, 6)", "2026-01-07T23:00+00:00", False),
        ("timeRange(22, 0, 6, 0)", "2026-01-07T23:00+00:00", True),
        ("timeRange(22, 0, 6, 0)", "2026-01-07T12:00+00:00", False),
        ("timeRange(8, 30, 17, 0)", "2026-01-07T08:29+00:00", False),
        ("timeRange(8, 30, 17, 0)", "2026-01-07T17:00+00:00", True),
        ("timeRange(8, 0, 0, 12, 0, 0)", "2026-01-07T12:00:01+00:00", False),
        ("timeRange(0, 2, 'GMT')", "2026-01-07T02:30+01:00", True),
        ("timeRange('12')", "2026-01-07T12:00+00:00", True),
        ("new Date().getHours() === 2", "2026-01-07T02:30+01:00", True),
        ("new Date().getTimezoneOffset() === -330", "2026-01-07T02:30+05:30", True),
        ("new Date(2026, 0, 7, 2, 30).getTime() === Date.now()", "2026-01-07T02:30+05:30", True),
        ("(d = new Date(), d.setHours(5), d.getUTCHours()) === 10", "2026-01-07T02:30-05:00", True),
        ("String(new Date()) === 'Wed Jan 07 2026 02:30:00 GMT-0500'", "2026-01-07T02:30-05:00", True),
        ("new Date() instanceof Date && Date.length === 0", "2026-01-07T02:30-05:00", True),
    ],
)  # fmt: skip
def test_clock(chromium: Expressions, expression: str, moment: str, value: bool) -> None:  # noqa: FBT001 - a column of the table
    """Ranges wrap as in Chromium; the clock and its zone are the environment's."""
    environment = Environment(clock=datetime.fromisoformat(moment))

    assert f"boolean:{str(value).lower()}" == chromium(expression, environment)


def test_a_wrong_number_of_times_throws(chromium: Expressions) -> None:
    """Three or five arguments are an error."""
    assert chromium("timeRange(1, 2, 3)") == "throws"


def test_helpers_can_be_replaced_by_the_script() -> None:
    """A script's own function of the same name wins, as in a browser."""
    source = (
        "function isInNet() { return true; } var shExpMatch = function () { return true; };"
        "function FindProxyForURL(u, h) {"
        " return isInNet() && shExpMatch() ? 'PROXY own:1' : 'DIRECT'; }"
    )
    with Evaluator(source) as evaluator:
        assert evaluator.decide([Request.for_host("a.example")])[0].returned == "PROXY own:1"


@settings(max_examples=25, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(
            st.text(alphabet="ab.*?-[]|()+^$\\{}\n1", max_size=8),
            st.text(alphabet="ab.-\n1", max_size=8),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_shexpmatch_is_the_translated_regular_expression(pairs: list[tuple[str, str]]) -> None:
    """The compiled forms answer what a RegExp made anew on each call answers, throwing included."""
    cases = ",".join(f"[{_js(text)},{_js(pattern)}]" for pattern, text in pairs)
    source = f"""
    var cases = [{cases}];
    function naive(text, pattern) {{
      return new RegExp("^" + pattern.split(".").join("\\\\.").split("*").join(".*").split("?").join(".") + "$").test(text);
    }}
    function outcome(f, text, pattern) {{
      try {{ return String(f(text, pattern)); }} catch (error) {{ return "throws"; }}
    }}
    function FindProxyForURL(url, host) {{
      for (var i = 0; i < cases.length; i++) {{
        var ours = outcome(shExpMatch, cases[i][0], cases[i][1]);
        var theirs = outcome(naive, cases[i][0], cases[i][1]);
        if (ours !== theirs) return "case " + i + ": " + ours + " instead of " + theirs;
      }}
      return "same";
    }}"""
    with Evaluator(source) as evaluator:
        assert evaluator.decide([Request.for_host("a.example")])[0].returned == "same"


def _js(text: str) -> str:
    return '"' + re.sub(r"[\\\"\n]", lambda m: f"\\u{ord(m.group()):04x}", text) + '"'


def test_a_zone_west_of_greenwich(chromium: Expressions) -> None:
    """An offset that is no whole number of hours is kept."""
    clock = datetime(2026, 1, 7, 12, tzinfo=timezone(-timedelta(hours=3, minutes=30)))

    assert chromium("new Date().getTimezoneOffset()", Environment(clock=clock)) == "number:210"
