"""The check list of the probe, in each format."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from pacgen.probe.check import Check, Verdict, worst
from pacgen.probe.quality import Sample
from pacgen.reporters.probe import FORMATS, render
from pacgen.reporters.probe_chart import chart
from pacgen.reporters.probe_terminal import bars

CHECKS = (
    Check("dns", "names are right", Verdict.PASS, "2 names are right", ("a: 192.0.2.1",), "x", "y"),
    Check(
        "udp",
        "media goes directly",
        Verdict.FAIL,
        "UDP 3479: refused <by> a | firewall",
        ("UDP 3478: reply", "UDP 3479: refused \x1b[31m"),
        "every port answers",
        "Microsoft",
        "open UDP 3478-3481",
    ),
    Check("quality", "the path is good", Verdict.INCONCLUSIVE, "nothing to measure"),
    Check("fallback", "media has TCP", Verdict.WARN, "no answer", advice="open TCP 443"),
)

FULL = """\
1 fail, 1 warn, 1 inconclusive, 1 pass; Worldwide 1

PASS          dns: names are right
              2 names are right
              - a: 192.0.2.1
              wanted  x
              source  y

FAIL          udp: media goes directly
              UDP 3479: refused <by> a | firewall
              - UDP 3478: reply
              - UDP 3479: refused \\x1b[31m
              wanted  every port answers
              source  Microsoft
              do      open UDP 3478-3481

INCONCLUSIVE  quality: the path is good
              nothing to measure

WARN          fallback: media has TCP
              no answer
              do      open TCP 443
"""

MARKDOWN = """\
**1 fail, 1 warn, 1 inconclusive, 1 pass**; Worldwide 1

| verdict | check | what was seen | what to do |
| --- | --- | --- | --- |
| pass | names are right | 2 names are right |  |
| fail | media goes directly | UDP 3479: refused \\<by\\> a \\| firewall | open UDP 3478-3481 |
| inconclusive | the path is good | nothing to measure |  |
| warn | media has TCP | no answer | open TCP 443 |

## dns: pass

2 names are right

- a: 192.0.2.1
- wanted: x
- source: y

## udp: fail

UDP 3479: refused \\<by\\> a \\| firewall

- UDP 3478: reply
- UDP 3479: refused \\\\x1b\\[31m
- wanted: every port answers
- source: Microsoft
- do: open UDP 3478-3481

## quality: inconclusive

nothing to measure


## fallback: warn

no answer

- do: open TCP 443
"""


def test_text() -> None:
    """The counts come first, the worst first; each check has its grounds; nothing speaks to the terminal."""
    assert render(CHECKS, "full", source="Worldwide 1") == FULL


def test_markdown() -> None:
    """A table for a change request, then the grounds, with nothing in them that Markdown takes for its own."""
    assert render(CHECKS, "markdown", source="Worldwide 1") == MARKDOWN


def test_json() -> None:
    """The JSON has a schema, and every word of every check."""
    data = json.loads(render(CHECKS, "json", source="Worldwide 1"))

    assert list(data) == ["schema", "endpoints", "counts", "checks"]
    assert data["schema"] == 1
    assert data["counts"] == {"pass": 1, "inconclusive": 1, "warn": 1, "fail": 1}
    assert data["checks"][1] == {
        "name": "udp",
        "title": "media goes directly",
        "verdict": "fail",
        "summary": "UDP 3479: refused <by> a | firewall",
        "evidence": ["UDP 3478: reply", "UDP 3479: refused \x1b[31m"],
        "threshold": "every port answers",
        "source": "Microsoft",
        "advice": "open UDP 3478-3481",
    }


def test_junit() -> None:
    """A failure is a failure, what is inconclusive is skipped, a warning is told."""
    root = ET.fromstring(render(CHECKS, "junit", source="Worldwide 1"))  # noqa: S314 - our own

    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("4", "1", "1")
    cases = {str(case.get("name")).partition(":")[0]: case for case in root.iter("testcase")}
    (failure,) = cases["udp"].iter("failure")
    assert failure.get("message") == "UDP 3479: refused <by> a | firewall"
    assert "open UDP 3478-3481" in str(failure.text)
    assert cases["quality"].find("skipped") is not None
    assert str(cases["dns"].findtext("system-out")).splitlines()[1:] == [
        "a: 192.0.2.1",
        "wanted: x",
        "source: y",
    ]
    assert str(cases["fallback"].findtext("system-out")).startswith("warn: no answer")


@pytest.mark.parametrize("form", list(FORMATS))
def test_nothing_to_tell(form: str) -> None:
    """Every format can be empty."""
    assert render((), form, source="Worldwide 1")


def test_the_worst() -> None:
    """A failure outweighs a warning, a warning what is inconclusive, that a pass."""
    assert worst([]) is Verdict.PASS
    assert worst([Verdict.PASS, Verdict.INCONCLUSIVE]) is Verdict.INCONCLUSIVE
    assert worst([Verdict.WARN, Verdict.INCONCLUSIVE]) is Verdict.WARN
    assert worst([Verdict.FAIL, Verdict.WARN]) is Verdict.FAIL


BARS = """\
   90 ms │    █
         │    █
         │ ▄  █
         │ █  █
         │ █  █
    0 ms └───x─
          0 s 1 s
          bars: round trips, x: lost, dots: limit of 100 ms
"""


def test_bars() -> None:
    """In text the longest round trip is the highest bar, and a loss is a cross below."""
    trips = (0.0, 0.045, 0.0, None, 0.09)
    samples = [Sample(i / 4, None if t is None else i / 4 + t) for i, t in enumerate(trips)]

    assert "".join(f"{line}\n" for line in bars(samples, limit=100)) == BARS
    assert next(iter(bars(samples, limit=80))) == "   90 ms │····█"
    checks = [
        Check("quality", "the path", Verdict.PASS, "90 ms", samples=tuple(samples), limit=100)
    ]
    assert "              " + BARS.splitlines()[0] in render(checks, "full", source="x")
    assert render(checks, "full", source="x", draws=False).isascii()
    markdown = render(checks, "markdown", source="x", picture="a b.svg")
    assert f"```text\n{BARS}```\n\n![round trips](<a b.svg>)\n" in markdown


def test_many_bars() -> None:
    """However many packets there are, the chart fits a terminal, and shows each loss."""
    samples = [Sample(i / 50, None if i == 700 else i / 50 + 0.01) for i in range(1500)]
    lines = list(bars(samples, limit=100))

    assert max(map(len, lines)) <= 64
    assert sum("x" in line for line in lines[:-1]) == 1
    assert list(bars(samples[700:701], limit=100))[5].endswith("└x")


def test_the_chart() -> None:
    """The picture is SVG: a dot for each packet that came back, a line for each lost one, the limit."""
    samples = [Sample(5 + i * 0.02, None if i == 3 else 5.03 + i * 0.02) for i in range(50)]

    root = ET.fromstring(chart(samples, limit=100, title="a <title> & \x1b"))  # noqa: S314 - our own

    name = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{name}circle")) == 49
    lost = [line for line in root.findall(f"{name}line") if line.get("stroke") == "#c62828"]
    assert len(lost) == 1
    heights = {circle.get("cy") for circle in root.findall(f"{name}circle")}
    assert heights == {"175.0"}, "30 ms of 120 is a quarter of the height"
    assert root.findtext(f"{name}title") == "a <title> & \\x1b"
    assert len(ET.fromstring(chart(samples[:1], limit=100, title="")).findall(f"{name}circle")) == 1  # noqa: S314 - our own
