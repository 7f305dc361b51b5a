"""
The quality of a path for media, from packets that were sent and came back.

The measures are Microsoft's: "Media quality and network connectivity performance in Teams".
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LIMITS", "Limits", "Profile", "Quality", "Sample", "quality_of"]

WINDOW = 15.0
"""Seconds in which loss and jitter count."""

BURST = 0.2
"""Seconds in which a burst of losses counts."""

_SMOOTHING = 16
"""RFC 3550, section 6.4.1: each packet moves the jitter by a sixteenth."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One packet."""

    sent: float
    """Seconds, by any steady clock."""

    received: float | None
    """When the answer came, by the same clock; ``None`` if it did not."""


class Profile(StrEnum):
    """Where the probe stands: Microsoft has a table for each."""

    CLIENT = "client"
    """A client's place, to Microsoft's edge."""

    EDGE = "edge"
    """The edge of the customer's network, to Microsoft's edge: half of it is not used up yet."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a network must stay below: milliseconds, and fractions of 1."""

    one_way: float
    round_trip: float
    burst_loss: float
    loss: float
    jitter: float
    reordering: float


LIMITS = {
    Profile.CLIENT: Limits(50, 100, 0.10, 0.01, 30, 0.0005),
    Profile.EDGE: Limits(30, 60, 0.01, 0.001, 15, 0.0001),
}
"""The two tables of Microsoft's page."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured: milliseconds, and fractions of 1. Times are NaN if nothing came back."""

    sent: int
    received: int
    round_trip: float
    """Mean of all."""

    round_trip_p95: float
    loss: float
    """In the worst window of 15 seconds, or in all if that is shorter."""

    burst_loss: float
    """In the worst window of 200 milliseconds."""

    burst_lost: int
    """How many packets that is."""

    jitter: float
    """The highest that the inter-arrival jitter of RFC 3550 came to."""

    reordering: float

    @property
    def one_way(self) -> float:
        """Half of the round trip: what there is without a clock at the other end."""
        return self.round_trip / 2

    def misses(self, limits: Limits) -> Iterator[str]:
        """Yield the names of the measures that are not below *limits*."""
        if self.round_trip >= limits.round_trip or self.one_way >= limits.one_way:
            yield "latency"
        if self.loss >= limits.loss:
            yield "loss"
        # At 50 packets a second, one lost packet is ten percent of its 200 milliseconds, which
        # both tables forbid: what is judged is more than one.
        if self.burst_lost > 1 and self.burst_loss >= limits.burst_loss:
            yield "burst loss"
        if self.jitter >= limits.jitter:
            yield "jitter"
        if self.reordering >= limits.reordering:
            yield "reordering"


def quality_of(samples: Sequence[Sample]) -> Quality:
    """
    Return the quality that *samples* show.

    Args:
        samples: In the order of sending.
    """
    trips = [(s.received - s.sent) * 1000 for s in samples if s.received is not None]
    burst_lost, burst_loss = _worst_loss(samples, BURST)
    return Quality(
        sent=len(samples),
        received=len(trips),
        round_trip=statistics.fmean(trips) if trips else math.nan,
        round_trip_p95=sorted(trips)[math.ceil(0.95 * len(trips)) - 1] if trips else math.nan,
        loss=_worst_loss(samples, WINDOW)[1],
        burst_loss=burst_loss,
        burst_lost=burst_lost,
        jitter=max(_jitter(samples), default=math.nan),
        reordering=_reordering(samples),
    )


def _worst_loss(samples: Sequence[Sample], width: float) -> tuple[int, float]:
    """Return number and fraction of the packets lost in the worst window of *width* seconds."""
    worst = (0, 0.0)
    first = lost = 0
    end = samples[-1].sent if samples else 0.0
    for last, sample in enumerate(samples):
        lost += sample.received is None
        # Both ends of a window are sending times: ten packets make 200 milliseconds.
        while sample.sent - samples[first].sent >= width - 1e-6:
            lost -= samples[first].received is None
            first += 1
        size = last - first + 1
        is_full = sample.sent - samples[0].sent >= width * 0.9 or sample.sent == end
        if is_full and lost / size > worst[1]:
            worst = (lost, lost / size)
    return worst


def _jitter(samples: Sequence[Sample]) -> Iterator[float]:
    """Yield the jitter after each packet, in the order of arrival, in milliseconds."""
    arrived = sorted(
        ((s.received, s.sent) for s in samples if s.received is not None), key=lambda pair: pair[0]
    )
    jitter = 0.0
    for (received, sent), (next_received, next_sent) in itertools.pairwise(arrived):
        difference = abs((next_received - received) - (next_sent - sent)) * 1000
        jitter += (difference - jitter) / _SMOOTHING
        yield jitter


def _reordering(samples: Sequence[Sample]) -> float:
    """Return the fraction of packets that arrived behind one which was sent later (RFC 4737)."""
    arrivals = sorted(
        (s.received, number) for number, s in enumerate(samples) if s.received is not None
    )
    newest = -1
    late = 0
    for _, number in arrivals:
        late += number < newest
        newest = max(newest, number)
    return late / len(arrivals) if arrivals else 0.0
