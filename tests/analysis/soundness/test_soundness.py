"""
No generated PAC file is misjudged: each partition is held against the engine, host by host.

Two thousand files here, each in two of three environments; many more by hand, see :mod:`tests.analysis.soundness.__main__`.
"""

from __future__ import annotations

import pytest

from tests.analysis.soundness.generator import generate
from tests.analysis.soundness.judge import Bench

_CHUNK = 100

LARGE = """\
function FindProxyForURL(url, host) {
  function of1(t) { if (t.lastIndexOf("a.") > 2) return t.substring(t.lastIndexOf("ab") + 1); return t; }
  switch (host.slice(3).length) { case 3: return "DIRECT"; }
  var x3 = of1(host).substr(1).substring(0, 5);
  if (dnsDomainIs(x3.replace(/^a/, ""), "aa")) return "DIRECT";
  return url.substring(3).length != 98 ? "DIRECT" : "PROXY p:1";
}
"""


@pytest.mark.parametrize("first", range(0, 2000, _CHUNK))
def test_not_one_host_gets_another_answer_than_its_region(first: int) -> None:
    """In every region that the analysis claims to know, the engine agrees about every host."""
    wrong = []
    exact = 0
    with Bench(paths=60, worlds=2) as bench:
        for seed in range(first, first + _CHUNK):
            verdict = bench.judge(generate(seed), seed)
            exact += verdict.exact
            wrong += [f"seed {seed}: {problem}" for problem in verdict.wrong[:3]]

    assert wrong == []
    # Claiming nothing would be sound, too.
    assert exact > _CHUNK // 2


def test_a_wrong_answer_is_noticed() -> None:
    """The judge judges: a file held against the partition of another one fails."""
    honest = (
        'function FindProxyForURL(url, host) { return host == "a.b" ? "PROXY p:1" : "DIRECT"; }'
    )
    with Bench() as bench:
        assert bench.judge(honest, 1).wrong == ()
        verdict = bench.judge(honest, 1, engine=honest.replace("a.b", "b.a"))

    assert len(verdict.wrong) == 2 * 3
    assert verdict.wrong[0].startswith(
        "a.b in environment 0: the analysis says PROXY p:1, the engine"
    )


def test_a_set_of_hosts_that_becomes_too_large_is_a_gap() -> None:
    """What takes too large an automaton is not understood, and nothing worse."""
    with Bench() as bench:
        verdict = bench.judge(LARGE, 3)

    assert verdict.wrong == ()
    assert any("a set of texts" in gap for gap in verdict.gaps)
