"""What access logs hold, summed up by host."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HostTraffic", "Traffic"]


@dataclass(frozen=True, slots=True)
class HostTraffic:
    """All requests to one host."""

    host: str
    """Lower case, without port and final dot; IPv6 without brackets."""

    requests: int
    size: int
    """Bytes in both directions as far as the log tells them; 0 where it does not."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was read."""

    hosts: tuple[HostTraffic, ...]
    """Those with the most requests first, then by name."""

    lines: int
    """Lines that hold a request."""

    malformed: int = 0
    """Lines that could not be understood."""

    hostless: int = 0
    """Requests that were so broken that the proxy itself knew no host."""

    beyond: int = 0
    """Requests to hosts that were new when the limit of hosts was reached."""

    has_sizes: bool = False
    problems: tuple[str, ...] = ()
    """What else went wrong, for people: an archive that ends in the middle."""
