"""What is expected of a host is found without going through the whole list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen import endpoints
from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance
from pacgen.patterns import HostPattern
from pacgen.policy import Preset
from pacgen.policy.expectation import ExpectedHost, expect
from pacgen.traffic import ExpectedHosts

DOCUMENT = EndpointDocument(
    Instance.WORLDWIDE,
    "1",
    (
        EndpointSet(
            2, "Skype", Category.DEFAULT, tuple(map(HostPattern.parse, ("*.x.example", "a.x.example")))
        ),
        EndpointSet(1, "Skype", Category.ALLOW, (HostPattern.parse("a.x.example"),)),
        EndpointSet(3, "Skype", Category.DEFAULT, (HostPattern.parse("*cdn.example"),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("host", "sets"),
    [
        ("a.x.example", [1, 2]),
        ("A.X.example.", [1, 2]),
        ("b.c.x.example", [2]),
        ("x.example", []),
        ("mycdn.example", [3]),
        ("other.example", []),
        ("192.0.2.1", []),
    ],
)
def test_sets_are_found_by_host(host: str, sets: list[int]) -> None:
    """The most demanding first; a wildcard does not mean its own name."""
    expected = ExpectedHosts(expect(DOCUMENT, Preset.TEAMS))

    assert [s.id for s in expected.sets(host)] == sets


def test_addresses_are_found_by_network() -> None:
    """An IP literal belongs to the networks of the list."""
    document = endpoints.load(Instance.WORLDWIDE).document
    network = next(ip for s in document.teams() for ip in s.ips)
    expected = ExpectedHosts(expect(document, Preset.TEAMS))

    assert expected.sets(str(network[1]))
    assert not expected.sets("198.51.100.7")


@given(st.data())
def test_the_index_finds_what_a_search_through_all_patterns_finds(data: st.DataObject) -> None:
    """It is faster, and nothing else."""
    expectation = expect(endpoints.load(Instance.WORLDWIDE).document, Preset.M365_OPTIMIZE_ALLOW)
    pattern = data.draw(st.sampled_from(expectation.hosts)).pattern
    host = data.draw(st.sampled_from([*pattern.members(), *pattern.lookalikes(), pattern.suffix]))

    found = ExpectedHosts(expectation).find(host)
    patterns = {entry.pattern for entry in found if isinstance(entry, ExpectedHost)}

    assert patterns == {entry.pattern for entry in expectation.hosts if entry.pattern.matches(host)}
