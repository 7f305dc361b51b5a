"""Requests put conditions and returns of a PAC file to use, or not."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.engine import Evaluator, Request
from pacgen.engine.coverage import Coverage, Tally

PAC = """\
var ready = true ? 1 : 0;
function known(host) {
  return dnsDomainIs(host, ".a.example") || host == "b.example";
}
function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  for (var i = 0; i < 2; i++) { if (host == "c.example") return "PROXY c:80"; }
  if (known(host)) { return "DIRECT"; }
  if (host == "boom.example") return boom();
  return "PROXY p:80";
}
"""


def _coverage(text: str, hosts: Sequence[str]) -> Coverage:
    tally = Tally(text)
    with Evaluator(text) as evaluator:
        tally.add(evaluator.trace([Request.for_host(host) for host in hosts]))
    return tally.coverage()


def test_nothing_is_used_without_requests() -> None:
    """All places inside of functions are there; what runs when the file is loaded is not."""
    coverage = _coverage(PAC, [])

    assert [use.place.span.line for use in coverage.returns] == [3, 6, 7, 8, 9, 10]
    assert [use.place.source for use in coverage.conditions] == [
        "isPlainHostName(host)",
        "i < 2",
        'host == "c.example"',
        "known(host)",
        'host == "boom.example"',
    ]
    assert (coverage.used_returns, coverage.taken_branches, coverage.percent) == (0, 0, 0)


def test_each_request_counts_once() -> None:
    """A condition in a loop counts once for a request, each way that it went."""
    coverage = _coverage(PAC, ["x.example", "y.example", "intranet"])
    loop = coverage.conditions[1]

    assert (loop.held, loop.failed) == (2, 2)
    assert [use.held for use in coverage.returns] == [2, 1, 0, 0, 0, 2]
    assert coverage.returns[-1].example == "https://x.example/"


def test_all_of_it_is_a_hundred_percent() -> None:
    """Every return and both ways of every condition are a hundred percent; faults are counted."""
    hosts = ["intranet", "c.example", "b.example", "boom.example", "x.example"]
    text = PAC.replace("boom()", '"" + null')
    full, failing = _coverage(text, hosts), _coverage(PAC, hosts)

    assert (full.percent, full.faults, full.cut) == (100, 1, 0)
    assert (failing.faults, failing.returns[4].held) == (1, 0)


def test_a_file_without_functions_has_nothing_to_use() -> None:
    """Where there is nothing, nothing is missed."""
    assert _coverage("var x = 1;", ["a.example"]).percent == 100
