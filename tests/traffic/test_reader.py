"""Access logs of every known format are summed up by host, whatever is broken in them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.errors import InputError
from pacgen.traffic import HostTraffic, LogReader, Traffic

SQUID = b"""\
1700000000.123    120 10.1.2.3 TCP_TUNNEL/200 5000 CONNECT teams.microsoft.com:443 - HIER_DIRECT/1.2.3.4 -
1700000001.001     12 10.1.2.3 TCP_MISS/200 300 GET http://WWW.Example.com/a/b?c=http://d/ user HIER_DIRECT/1.2.3.4 text/html
1700000002.001     12 10.1.2.3 TCP_TUNNEL/200 700 CONNECT Teams.Microsoft.com.:443 - HIER_DIRECT/1.2.3.4 -
1700000003.001      0 10.1.2.3 NONE/400 3600 NONE error:invalid-request - HIER_NONE/- text/html
1700000004.001      0 10.1.2.3 TCP_TUNNEL/200 1 CONNECT [2001:DB8::1]:443 - HIER_DIRECT/- -
"""
SQUID_HOSTS = (
    HostTraffic("teams.microsoft.com", 2, 5700),
    HostTraffic("2001:db8::1", 1, 1),
    HostTraffic("www.example.com", 1, 300),
)
ONE = (HostTraffic("a.example", 1, 30),)


class Pipe(io.RawIOBase):
    """A stream that nobody can seek in, as standard input often is."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        """Say so."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Hand out a few bytes at a time."""
        return self._data.readinto(memoryview(buffer).cast("B")[:7])


def _read(*logs: bytes, max_hosts: int = 1000) -> Traffic:
    reader = LogReader(max_hosts=max_hosts)
    for data in logs:
        reader.read("access.log", BufferedReader(io.BytesIO(data)))
    return reader.traffic()


def test_squid_s_own_format() -> None:
    """CONNECT and URLs count alike; ports, case and the final dot tell no hosts apart."""
    traffic = _read(SQUID)

    assert traffic == Traffic(SQUID_HOSTS, lines=5, hostless=1, has_sizes=True)


def test_windows_line_ends() -> None:
    """A log that was copied over is the same log."""
    assert _read(SQUID.replace(b"\n", b"\r\n")).hosts == SQUID_HOSTS


def test_the_last_line_may_have_no_end() -> None:
    """A log is often read while it is written."""
    assert _read(SQUID.rstrip(b"\n")).hosts == SQUID_HOSTS


@pytest.mark.parametrize(
    "log",
    [
        pytest.param(
            b"#Software: x\n#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri sc-bytes cs-bytes\n"
            b"2026-01-01 00:00:00 10.0.0.1 CONNECT tcp://a.example:443/ 20 10\n",
            id="W3C with a URL and two sizes",
        ),
        pytest.param(
            b'#Fields: time cs-host cs(User-Agent) sc-bytes\n00:00:00 a.example "Mozilla 5.0 (X)" 30\n',
            id="W3C with quotes",
        ),
        pytest.param(
            b"#Fields: time\tehost\tua\ttotalsize\treqsize\n00:00:00\ta.example\tMozilla 5.0\t30\t9\n",
            id="Zscaler, tabs, a total",
        ),
        pytest.param(
            b"#Fields: time cs-host cs-uri sc-bytes\n00:00:00 - http://a.example/ 30\n",
            id="host missing, URL there",
        ),
        pytest.param(b"time,host,bytes\n1,a.example,30\n", id="CSV"),
        pytest.param(b"\xef\xbb\xbfTime;URL;Bytes\r\n1;https://a.example/x;30\r\n", id="CSV, BOM, semicolons"),
        pytest.param(b'"user","eurl","totalsize"\n"b, c","a.example/x","30"\n', id="CSV with quotes"),
        pytest.param(
            b'10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "CONNECT a.example:443 HTTP/1.1" 200 30 "-" "x"\n',
            id="common format",
        ),
        pytest.param(
            b'10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET http://a.example/ HTTP/1.1" 200 30\n',
            id="common format with a URL",
        ),
    ],
)  # fmt: skip
def test_a_format_is_recognised(log: bytes) -> None:
    """Host and size are found wherever they stand."""
    traffic = _read(log)

    assert (traffic.hosts, traffic.malformed) == (ONE, 0)


def test_fields_may_change_in_the_middle() -> None:
    """Servers write a new header whenever they start."""
    log = b"#Fields: cs-host sc-bytes\na.example 10\n#Fields: sc-bytes cs-host\n20 a.example\n"

    assert _read(log).hosts == (HostTraffic("a.example", 2, 30),)


def test_a_repeated_csv_header_is_no_host() -> None:
    """Logs of several days, one behind the other."""
    traffic = _read(b"host,bytes\na.example,10\nhost,bytes\na.example,20\n")

    assert (traffic.hosts, traffic.malformed) == ((HostTraffic("a.example", 2, 30),), 0)


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\xfe\x00rubbish",
        b"1700000000.123    120 10.1.2.3 TCP_TUNNEL/200",
        b"1700000000.123    120 10.1.2.3 TCP_TUNNEL/200 many CONNECT a.example:443 - X -",
        b"1700000000.123    120 10.1.2.3 TCP_TUNNEL/200 5 CONNECT a_b\x1b[31m.example:443 - X -",
        b"1700000000.123    120 10.1.2.3 TCP_TUNNEL/200 5 CONNECT [::g]:443 - X -",
        b"x" * 3_000_000,
    ],
)
def test_a_broken_line_costs_no_other(broken: bytes) -> None:
    """It is counted, and that is all."""
    traffic = _read(SQUID + broken + b"\n" + SQUID)

    assert traffic.malformed == 1
    assert sum(host.requests for host in traffic.hosts) == 8


def test_a_log_may_begin_with_a_broken_line() -> None:
    """The end of what was in the file before it was turned over."""
    assert _read(b"microsoft.com:443 - X -\n" + SQUID).hosts == SQUID_HOSTS


def test_a_quote_that_never_ends_costs_one_line() -> None:
    """A CSV field with a line end in it is rarer than a broken one."""
    traffic = _read(b'host,bytes\n"a.example,30\na.example,30\n')

    assert (traffic.hosts, traffic.malformed) == (ONE, 1)


def test_a_packed_log_is_unpacked() -> None:
    """By its content, whatever its name."""
    assert _read(gzip.compress(SQUID)).hosts == SQUID_HOSTS


def test_what_a_damaged_archive_holds_before_its_damage_counts() -> None:
    """The log of today is still being packed."""
    packed = gzip.compress(SQUID * 2000)

    traffic = _read(packed[:-20])

    assert 7000 < sum(host.requests for host in traffic.hosts) < 8000
    assert len(traffic.problems) == 1
    assert traffic.problems[0].startswith("access.log: the archive is damaged")


def test_a_pipe_is_read_as_well() -> None:
    """Standard input knows neither size nor position."""
    told: list[int] = []
    reader = LogReader()

    reader.read("<stdin>", BufferedReader(Pipe(SQUID)), progress=told.append)

    assert reader.traffic().hosts == SQUID_HOSTS
    assert sum(told) == len(SQUID)


def test_progress_is_that_of_the_file(tmp_path: Path) -> None:
    """Of an archive it is the packed bytes, whose number is known beforehand."""
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(SQUID * 1000))
    told: list[int] = []

    with path.open("rb") as stream:
        LogReader().read("log.gz", stream, progress=told.append)

    assert sum(told) == path.stat().st_size


def test_hosts_beyond_the_limit_are_counted_together() -> None:
    """Memory must not grow with a log full of invented names."""
    log = b"host\n" + b"".join(b"h%d.example\n" % (i % 50) for i in range(200))

    traffic = _read(log, max_hosts=10)

    assert (len(traffic.hosts), traffic.beyond, traffic.lines) == (10, 160, 200)


def test_several_logs_are_one_traffic() -> None:
    """Each file has its own format."""
    traffic = _read(b"host,bytes\na.example,10\n", b"#Fields: sc-bytes cs-host\n20 a.example\n")

    assert traffic.hosts == (HostTraffic("a.example", 2, 30),)


@pytest.mark.parametrize(
    "log",
    [
        b"function FindProxyForURL(url, host) { return 'DIRECT'; }\n",
        b"\0\1\2\n",
        b"#Fields: date time\n2026-01-01 00:00:00\n",
        b"name,colour\nx,red\n",
        b"no log\n" * 2000,
    ],
)
def test_what_is_no_log_is_refused(log: bytes) -> None:
    """A report about nothing would be taken for good news."""
    with pytest.raises(InputError, match=r"access\.log: no access log"):
        _read(log)


def test_utf_16_is_refused_with_advice() -> None:
    """Some Windows tools export it."""
    with pytest.raises(InputError, match="UTF-16"):
        _read("host\na.example\n".encode("utf-16"))


def test_an_empty_log_is_no_mistake() -> None:
    """A new day begins with one."""
    assert _read(b"", b"\n\n", b"#Fields: cs-host\n") == Traffic((), lines=0)


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_ever_break_the_reader(lines: Sequence[bytes]) -> None:
    """Below a header every line is either a request or counted as not understood."""
    traffic = _read(b"host,bytes\n" + b"\n".join(lines))

    assert traffic.lines + traffic.malformed <= sum(line.count(b"\n") + 1 for line in lines)
