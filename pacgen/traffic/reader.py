"""
Reads access logs of any size: memory grows with the number of distinct hosts, and that is capped.
"""

from __future__ import annotations

import gzip
import ipaddress
import re
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader

from pacgen.errors import InputError
from pacgen.patterns import canonical_host
from pacgen.traffic.formats import Entry, LineReader, extended_reader, reader_for
from pacgen.traffic.model import HostTraffic, Traffic

__all__ = ["MAX_HOSTS", "LogReader"]

MAX_HOSTS = 250_000
"""Distinct hosts that are kept apart; about 100 MB."""

_BLOCK = 1024 * 1024
_MAX_LINE = 1024 * 1024
_MAX_UNKNOWN = 1000
"""Lines after which a file of unknown format is given up."""

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", re.ASCII)
_MAX_NAME = 253
_FIELDS = re.compile(rb"#\s*fields\s*:", re.IGNORECASE)

Progress = Callable[[int], None]
"""Told how many further bytes of the file have been read."""


def _not_yet(line: bytes) -> None:
    """Read nothing: the format is not known yet."""


def _no_progress(count: int) -> None:
    """Tell nobody."""


class LogReader:
    """
    Sums up access logs, one after the other.

    Args:
        max_hosts: How many hosts are kept apart.
    """

    def __init__(self, *, max_hosts: int = MAX_HOSTS) -> None:
        self._max_hosts = max_hosts
        self._hosts: dict[str, list[int]] = {}
        # Hosts as they were written lead to the same counters: most lines need no more than this.
        self._written: dict[bytes, list[int]] = {}
        self._nowhere = [0, 0]
        self._broken = [0, 0]
        self._beyond = [0, 0]
        self._malformed = 0
        self._problems: list[str] = []

    def read(self, name: str, stream: BufferedReader, *, progress: Progress = _no_progress) -> None:
        """
        Read one log, packed by gzip or not.

        Args:
            name: For messages.
            stream: Bytes, at their beginning.
            progress: Is told of every piece that was read.

        Raises:
            InputError: it cannot be read, or no line of it looks like an access log.
        """
        source = _Source(name, stream, progress)
        form = _Format(name)
        for lines in source.blocks():
            for line in lines:
                entry = form.read(line) or form.reconsider(line)
                if entry:
                    self._count(*entry)
        form.check()
        self._malformed += form.malformed + source.too_long
        if source.problem:
            self._problems.append(source.problem)

    def traffic(self) -> Traffic:
        """Return what has been read so far."""
        hosts = (HostTraffic(host, *counts) for host, counts in self._hosts.items())
        counted = sum(counts[0] for counts in self._hosts.values())
        return Traffic(
            hosts=tuple(sorted(hosts, key=lambda entry: (-entry.requests, entry.host))),
            lines=counted + self._nowhere[0] + self._beyond[0],
            malformed=self._malformed + self._broken[0],
            hostless=self._nowhere[0],
            beyond=self._beyond[0],
            has_sizes=any(counts[1] for counts in self._hosts.values()),
            problems=tuple(self._problems),
        )

    def _count(self, written: bytes, size: int) -> None:
        counts = self._written.get(written)
        if counts is None:
            counts = self._counts_of(written)
            if len(self._written) < 2 * self._max_hosts:
                self._written[written] = counts
        counts[0] += 1
        counts[1] += size

    def _counts_of(self, written: bytes) -> list[int]:
        if not written:
            return self._nowhere
        host = _host(written)
        if host is None:
            return self._broken
        if host not in self._hosts:
            if len(self._hosts) >= self._max_hosts:
                return self._beyond
            self._hosts[host] = [0, 0]
        return self._hosts[host]


class _Format:
    """The format of one log, as far as it is known yet."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known = False
        self._first_line: bytes | None = None
        """A CSV header; it comes again where the logs of several days were put together."""
        self.read: LineReader = _not_yet
        """Reads a line; ``None`` for any that is not as the others."""
        self.malformed = 0
        """Lines that nobody understands."""

    def reconsider(self, line: bytes) -> Entry | None:
        """Look again at a line that is not as expected: a header, a comment, or broken."""
        if not line.strip() or line == self._first_line:
            return None
        if line[:1] == b"#":
            # A log may say in its middle that its fields are others from now on.
            self._learn(extended_reader(line) if _FIELDS.match(line) else None)
            return None
        if not self._known:
            self._learn(reader_for(line, first=self._first_line is None))
            self._first_line = self._first_line or line
            if self._known:
                # The line itself is the header of a CSV file, or the first with a request.
                return self.read(line)
        self.malformed += 1
        if not self._known and self.malformed > _MAX_UNKNOWN:
            self.check()
        return None

    def check(self) -> None:
        """
        Refuse a log that is none.

        Raises:
            InputError: there were lines, and none like those of an access log.
        """
        if self.malformed and not self._known:
            raise InputError(
                f"{self._name}: no access log in a format that pacgen knows",
                usually="Squid's native format, extended logs with a line '#Fields:', and CSV "
                "with a header that names a column host or url are known",
                tip="export the log as CSV with the columns host and bytes",
            )

    def _learn(self, reader: LineReader | None) -> None:
        if reader is not None:
            self.read = reader
            self._known = True


class _Source:
    """A log as blocks of lines."""

    def __init__(self, name: str, stream: BufferedReader, progress: Progress) -> None:
        self._name = name
        self._stream = stream
        self._progress = progress
        self._told = 0
        self.too_long = 0
        """Lines longer than any log has."""
        self.problem = ""
        """Why the end could not be read, if so."""

    def blocks(self) -> Iterator[list[bytes]]:
        """Yield the lines, without their ends, some thousands at a time."""
        rest = b""
        skipping = False
        for block in self._read():
            lines = block.split(b"\n")
            if skipping:
                if len(lines) == 1:
                    continue
                del lines[0]
                skipping = False
            else:
                lines[0] = rest + lines[0]
            rest = lines.pop()
            if len(rest) > _MAX_LINE:
                rest, skipping = b"", True
                self.too_long += 1
            yield lines
        if rest:
            yield [rest]

    def _read(self) -> Iterator[bytes]:
        try:
            stream = self._unpacked()
            # read1: what an archive holds before its damage is handed over, not lost.
            block = stream.read1(_BLOCK)
            if block.startswith(_UTF16):
                raise InputError(f"{self._name}: UTF-16", tip="save the log as UTF-8")
            block = block.removeprefix(_BOM)
            while block:
                yield block
                self._tell(len(block))
                block = stream.read1(_BLOCK)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            # A log that is still being packed, or was cut: what came before counts.
            self.problem = f"{self._name}: the archive is damaged, its end was not read: {error}"
        except OSError as error:
            raise InputError(f"{self._name}: cannot be read: {error.strerror or error}") from None

    def _unpacked(self) -> BufferedReader | gzip.GzipFile:
        if self._stream.peek(len(_GZIP)).startswith(_GZIP):
            return gzip.GzipFile(fileobj=self._stream)
        return self._stream

    def _tell(self, count: int) -> None:
        """Say how far the file itself was read, which of an archive is less than what came out."""
        if self._stream.seekable():
            count = self._stream.tell() - self._told
            self._told += count
        self._progress(count)


def _host(written: bytes) -> str | None:
    """Return the host in ``user@host:port``; ``None`` if there is none."""
    address = written.rpartition(b"@")[2].decode("latin-1")
    if address.startswith("[") or address.count(":") > 1:
        try:
            return str(ipaddress.IPv6Address(address.strip("[").partition("]")[0]))
        except ValueError:
            return None
    host = canonical_host(address.partition(":")[0])
    return host if len(host) <= _MAX_NAME and _NAME.fullmatch(host) else None
