"""Hosts of many domains explored together: the same answers, from fewer runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.analysis import Explorer, Partition
from pacgen.analysis.scope import EVERY_HOST, Scope
from pacgen.patterns import HostPattern

from .conftest import script

DOMAINS = ("a.example", "b.example", "b.other", "c.d.other", "e.third")

CHAIN = script(
    '  if (dnsDomainIs(host, ".x.b.example")) return "PROXY x:1";\n'
    '  if (dnsDomainIs(host, "b.other") || host == "e.third") return "PROXY b:1";\n'
    '  if (shExpMatch(host, "*.d.*")) return "PROXY d:1";\n'
    '  return "DIRECT";'
)
_NAMES = ("x.b.example", "third", "d.other", "example", "q.other")
TABLE = f"var T = {dict.fromkeys(_NAMES, 1)};\n" + script(
    '  for (var h = host; h.indexOf(".") >= 0; h = h.substring(h.indexOf(".") + 1))\n'
    '    if (T[h]) return "PROXY t:1";\n'
    '  return "DIRECT";'
)


def _answers(partition: Partition, hosts: list[str]) -> list[set[str]]:
    return [{str(leaf.answer) for leaf in partition.leaves if host in leaf.hosts} for host in hosts]


@pytest.mark.parametrize("text", [CHAIN, TABLE], ids=["a chain", "a table"])
@pytest.mark.parametrize("more", [[], [EVERY_HOST]], ids=["", "and all others"])
def test_a_bundle_is_answered_as_its_parts_are(
    explorer: Callable[..., Explorer], text: str, more: list[HostPattern]
) -> None:
    """No host gets lost between the parts, or an answer that only another part gets."""
    named = [HostPattern.parse(f"{star}{domain}") for domain in DOMAINS for star in ("", "*.")]
    scope = Scope.of([*named, *more], 5)
    hosts = [f"{child}{domain}" for domain in DOMAINS for child in ("", "k.", "x.", "d.", "k.x.")]

    together = explorer(text).explore(scope.bundles)
    apart = explorer(text).explore(scope.families)

    assert together.complete
    assert _answers(together, hosts) == _answers(apart, hosts)
    assert all(len(found) == 1 for found in _answers(together, hosts))
    assert together.runs < apart.runs
