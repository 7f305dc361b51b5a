"""
The formats of access logs, each read line by line: a broken line never spoils the next.

Squid's own, the W3C extended format (also what Zscaler and Blue Coat write), the common format
with absolute URLs, and CSV with a header. A gigabyte has millions of lines, so that the readers
work on bytes and look at nothing that they do not need.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence

__all__ = ["Entry", "LineReader", "csv_reader", "extended_reader", "reader_for"]

Entry = tuple[bytes, int]
"""Host as written, perhaps with user and port (``b""``: the proxy knew none), and bytes."""

LineReader = Callable[[bytes], Entry | None]
"""Reads one line without its line feed; ``None`` for a line that is not of its format."""

_SQUID = re.compile(rb"\s*\d{8,11}(\.\d+)?\s+-?\d+\s+\S+\s+[A-Z_]+(/\d*)?\s+-?\d+\s+\S+\s+\S")
_COMMON = re.compile(
    rb'\S+ \S+ \S+ \[[^\]]*\] "(?:CONNECT ([^\s"]+)|[A-Z]+ \w+://([^\s/"]+))[^"]*" \d+ (\d+|-)'
)
_QUOTED = re.compile(rb'"((?:[^"]|"")*)"|(\S+)')

_SQUID_FIELDS = 7
_DELIMITERS = b",;\t|"

_HOSTS = (
    "cs-host", "cs(host)", "x-cs-host", "cs-uri-host", "x-host", "r-host", "ehost", "host",
    "hostname", "url-host", "dest-host", "destination-host", "dst-host", "dhost", "sni", "domain",
)  # fmt: skip
_URLS = (
    "cs-uri", "c-uri", "cs-url", "c-url", "eurl", "url", "uri", "x-url", "request-url",
    "requesturl", "destination-url", "full-url",
)  # fmt: skip
_TOTALS = ("totalsize", "total-size", "total-bytes", "bytes", "size", "transactionsize")
_PARTS = (
    "sc-bytes", "cs-bytes", "reqsize", "respsize", "requestsize", "responsesize", "bytes-in",
    "bytes-out", "sent-bytes", "received-bytes", "bytes-sent", "bytes-received",
)  # fmt: skip


def reader_for(line: bytes, *, first: bool) -> LineReader | None:
    """
    Recognise the format of a log by one of its lines.

    Args:
        line: Any line but a comment.
        first: Whether it is the first of the file: only that can be the header of a CSV file.
    """
    if _SQUID.match(line):
        return _squid
    if _COMMON.match(line):
        return _common
    return csv_reader(line) if first else None


def extended_reader(header: bytes) -> LineReader | None:
    """
    Return a reader for what follows ``#Fields: …``; ``None`` if that names neither host nor URL.
    """
    text = header.partition(b":")[2].strip()
    tab = b"\t" in text
    names = [name.decode("latin-1") for name in (text.split(b"\t") if tab else text.split())]
    columns = _Columns.of(names)
    if columns is None:
        return None

    def read(line: bytes) -> Entry | None:
        if line[:1] == b"#":
            return None
        if b"\t" in line:
            fields = line.rstrip(b"\r").split(b"\t")
        elif b'"' in line:
            fields = [match[1] or match[2] or b"-" for match in _QUOTED.finditer(line)]
        else:
            fields = line.split()
        return columns.entry(fields)

    return read


def csv_reader(header: bytes) -> LineReader | None:
    """Return a reader for the lines below a CSV header; ``None`` if *header* is none."""
    header = header.rstrip(b"\r")
    delimiter = max(_DELIMITERS, key=lambda code: header.count(bytes([code])))
    mark = bytes([delimiter])
    names = _csv_fields(header, chr(delimiter))
    columns = _Columns.of([name.decode("latin-1") for name in names or ()])
    if columns is None:
        return None

    def read(line: bytes) -> Entry | None:
        line = line.rstrip(b"\r")
        if line == header:
            return None
        fields = _csv_fields(line, chr(delimiter)) if b'"' in line else line.split(mark)
        return columns.entry(fields) if fields else None

    return read


class _Columns:
    """Where in a line host, URL and sizes stand."""

    def __init__(self, count: int, places: Sequence[int], sizes: Sequence[int]) -> None:
        self._count = count
        self._places = places
        self._sizes = sizes

    @classmethod
    def of(cls, names: Sequence[str]) -> _Columns | None:
        """Find them by the names of the columns; ``None`` without a host and a URL."""
        plain = [re.sub(r"[_\s]+", "-", name.strip().strip('"').lower()) for name in names]
        places = [plain.index(name) for name in (*_HOSTS, *_URLS) if name in plain]
        if not places:
            return None
        totals = [plain.index(name) for name in _TOTALS if name in plain][:1]
        sizes = totals or [plain.index(name) for name in _PARTS if name in plain]
        return cls(len(names), places, sizes)

    def entry(self, fields: Sequence[bytes]) -> Entry | None:
        """Return what *fields* say; ``None`` if their number is wrong."""
        if len(fields) != self._count:
            return None
        size = 0
        for place in self._sizes:
            digits = fields[place]
            if digits.isdigit():
                size += int(digits)
        for place in self._places:
            written = _authority(fields[place].strip())
            if written:
                return written, size
        return b"", size


def _squid(line: bytes) -> Entry | None:
    fields = line.split(None, _SQUID_FIELDS)
    try:
        return _authority(fields[6]), int(fields[4])
    except (IndexError, ValueError):
        return None


def _common(line: bytes) -> Entry | None:
    match = _COMMON.match(line)
    if match is None:
        return None
    size = match[3]
    return match[1] or match[2], int(size) if size != b"-" else 0


def _authority(url: bytes) -> bytes:
    """Return what stands between ``//`` and the path, or a ``host:port`` as it is."""
    place = url.find(b"://")
    if place >= 0:
        url = url[place + 3 :]
    elif url.startswith(b"error:"):
        # Squid's word for a request that it could not read.
        return b""
    end = url.find(b"/")
    if end >= 0:
        url = url[:end]
    return b"" if url == b"-" else url


def _csv_fields(line: bytes, delimiter: str) -> list[bytes] | None:
    text = line.decode("latin-1")
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return [field.encode("latin-1") for field in rows[0]] if rows else None
