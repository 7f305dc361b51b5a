"""What a web server answered: plain data; nothing here asks a server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType

__all__ = ["Delivery", "Exchange"]

_SECONDS = re.compile(r"\bmax-age\s*=\s*\"?(\d+)")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request for a URL and its answer."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names in lower case."""

    body: bytes = b""
    """Decoded, if it was compressed."""

    seconds: float = 0.0
    """From the request to the last byte."""

    @property
    def is_found(self) -> bool:
        """Whether a client would take the body for the file."""
        return self.status == HTTPStatus.OK

    @property
    def mime_type(self) -> str:
        """In lower case, without parameters; ``""`` where there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """As the server says it, in lower case; ``""`` where it does not."""
        found = re.search(r"charset\s*=\s*\"?([\w.:-]+)", self.headers.get("content-type", ""))
        return found[1].lower() if found else ""

    @property
    def lifetime(self) -> int | None:
        """How many seconds the answer may be kept, as ``max-age`` says."""
        found = _SECONDS.search(self.headers.get("cache-control", "").lower())
        return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Delivery:
    """All that was asked about one PAC file."""

    hops: tuple[Exchange, ...]
    """From the URL that was named, through redirects, to the file; at least one."""

    certificate_problem: str = ""
    """Why the server's certificate is not trusted; ``""`` where it is, or there is none."""

    other_scheme: Exchange | None = None
    """The same URL over http in place of https, or the other way round, if it is there."""

    siblings: tuple[Exchange, ...] = ()
    """The other usual names in the same place, those that are there."""

    local: tuple[str, bytes] | None = None
    """Name and bytes of the copy that the file should be."""

    @property
    def asked(self) -> Exchange:
        """The answer to the URL that was named."""
        return self.hops[0]

    @property
    def final(self) -> Exchange:
        """The answer with the file."""
        return self.hops[-1]
