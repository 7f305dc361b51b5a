"""The round trips of a measured call as a picture (SVG), for a report or a change request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from pacgen.probe.quality import Sample
from pacgen.reporters.text import printable
from pacgen.reporters.xml import document

__all__ = ["chart"]

_WIDTH, _HEIGHT = 800, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 20, 40, 40
_FONT = {"font-family": "sans-serif", "font-size": "12"}


def chart(samples: Sequence[Sample], *, limit: float, title: str) -> str:
    """
    Return an SVG document: a dot for each packet that came back, a line where one was lost.

    Args:
        samples: In the order of sending; at least one.
        limit: What round trips must stay below, in milliseconds; drawn as a line.
        title: Stands above.
    """
    begin, end = samples[0].sent, samples[-1].sent
    seconds = max(end - begin, 1e-9)
    trips = [(s.received - s.sent) * 1000 for s in samples if s.received is not None]
    top = max([limit * 1.2, *trips])
    root = ET.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        width=str(_WIDTH),
        height=str(_HEIGHT),
        role="img",
    )
    ET.SubElement(root, "title").text = printable(title)
    ET.SubElement(root, "rect", width="100%", height="100%", fill="white")
    _text(root, _LEFT, _TOP - 18, printable(title))
    _scale(root, limit, top, seconds)
    for x, y, is_lost in _marks(samples, begin, seconds, top):
        if is_lost:
            _line(root, (x, _TOP), (x, _HEIGHT - _BOTTOM), "#c62828", "1")
        else:
            ET.SubElement(root, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="2", fill="#1565c0")
    return document(root)


def _marks(
    samples: Sequence[Sample], begin: float, seconds: float, top: float
) -> Iterator[tuple[float, float, bool]]:
    for sample in samples:
        x = _LEFT + (sample.sent - begin) / seconds * (_WIDTH - _LEFT - _RIGHT)
        if sample.received is None:
            yield x, 0.0, True
        else:
            yield x, _y((sample.received - sample.sent) * 1000, top), False


def _scale(root: ET.Element, limit: float, top: float, seconds: float) -> None:
    bottom = _HEIGHT - _BOTTOM
    _line(root, (_LEFT, _TOP), (_LEFT, bottom), "black", "1")
    _line(root, (_LEFT, bottom), (_WIDTH - _RIGHT, bottom), "black", "1")
    y = _y(limit, top)
    _line(root, (_LEFT, y), (_WIDTH - _RIGHT, y), "#ef6c00", "1")
    _text(root, 4, y + 4, f"{limit:g} ms")
    _text(root, 4, bottom, "0 ms")
    _text(root, _LEFT, bottom + 18, "0 s")
    _text(root, _WIDTH - _RIGHT - 30, bottom + 18, f"{seconds:.0f} s")
    _text(
        root, _LEFT + 120, bottom + 18, "dots: round trips; red lines: lost packets; orange: limit"
    )


def _y(trip: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - trip / top * (_HEIGHT - _BOTTOM - _TOP)


def _line(
    root: ET.Element, begin: tuple[float, float], end: tuple[float, float], colour: str, width: str
) -> None:
    (x1, y1), (x2, y2) = ((f"{x:.1f}", f"{y:.1f}") for x, y in (begin, end))
    ET.SubElement(
        root,
        "line",
        {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": colour, "stroke-width": width},
    )


def _text(root: ET.Element, x: float, y: float, text: str) -> None:
    ET.SubElement(root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **_FONT}).text = text
