"""The round trips of a measured call as rows of bars, for a terminal or a code block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.probe.quality import Sample

__all__ = ["LEVELS", "bars"]

_COLUMNS = 52
_ROWS = 5
LEVELS = " ▁▂▃▄▅▆▇█"
"""From nothing to a full cell. Older terminals do not have them."""

_LABEL = 8


def bars(samples: Sequence[Sample], *, limit: float) -> Iterator[str]:
    """
    Yield the lines of a chart: time goes to the right, a bar is the longest round trip there.

    Below it stands an ``x`` where packets were lost.

    Args:
        samples: In the order of sending; at least one.
        limit: What round trips must stay below, in milliseconds: a line of dots, if it is within
            the chart.
    """
    size = -(-len(samples) // _COLUMNS)
    groups = [samples[i : i + size] for i in range(0, len(samples), size)]
    trips = [_longest(group) for group in groups]
    top = max(*trips, 1.0)
    for row in range(_ROWS, 0, -1):
        begin, end = top * (row - 1) / _ROWS, top * row / _ROWS
        empty = "·" if begin < limit <= end else " "
        line = "".join(_cell(trip / top * _ROWS - row + 1, empty) for trip in trips)
        label = f"{top:.0f} ms" if row == _ROWS else ""
        yield f"{label:>{_LABEL}} │{line}".rstrip()
    lost = "".join("x" if any(s.received is None for s in g) else "─" for g in groups)
    yield f"{'0 ms':>{_LABEL}} └{lost}"
    end_label = f"{samples[-1].sent - samples[0].sent:.0f} s"
    yield f"{'':{_LABEL}}  0 s {end_label:>{max(len(groups) - 4, 0)}}"
    yield f"{'':{_LABEL}}  bars: round trips, x: lost, dots: limit of {limit:g} ms"


def _longest(group: Sequence[Sample]) -> float:
    """Return the longest round trip in milliseconds; nothing for packets that were all lost."""
    return max(((s.received - s.sent) * 1000 for s in group if s.received is not None), default=0.0)


def _cell(filled: float, empty: str) -> str:
    """Return how a cell looks that is *filled* to a part, or more than full, or not at all."""
    level = min(max(round(filled * (len(LEVELS) - 1)), 0), len(LEVELS) - 1)
    return LEVELS[level] if level else empty
