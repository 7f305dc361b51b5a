"""The measures of media quality."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.probe.check import Verdict
from pacgen.probe.media import judge_call
from pacgen.probe.nat import plan_pool
from pacgen.probe.points import quality
from pacgen.probe.quality import LIMITS, Profile, Sample, quality_of
from pacgen.probe.udp import Call


def _samples(trips: list[float | None]) -> list[Sample]:
    """Return a packet for every 20 milliseconds, with its round trip in milliseconds."""
    return [
        Sample(100 + i * 0.02, None if trip is None else 100 + i * 0.02 + trip / 1000)
        for i, trip in enumerate(trips)
    ]


def _missed(trips: list[float | None], profile: Profile = Profile.CLIENT) -> list[str]:
    return list(quality_of(_samples(trips)).misses(LIMITS[profile]))


def test_a_steady_path() -> None:
    """Equal times are latency alone."""
    found = quality_of(_samples([80.0] * 100))

    assert found.round_trip == pytest.approx(80)
    assert found.one_way == pytest.approx(40)
    assert (found.loss, found.burst_loss, found.reordering) == (0, 0, 0)
    assert found.jitter == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("trips", "profile", "missed"),
    [
        ([99.0] * 50, Profile.CLIENT, []),
        ([100.1] * 50, Profile.CLIENT, ["latency"]),
        ([59.0] * 50, Profile.EDGE, []),
        ([60.1] * 50, Profile.EDGE, ["latency"]),
        ([1.0] * 100 + [None], Profile.CLIENT, []),
        ([1.0] * 98 + [None], Profile.CLIENT, ["loss"]),
        ([1.0] * 100 + [None], Profile.EDGE, ["loss"]),
        ([1.0] * 300 + [None, None] + [1.0] * 300, Profile.CLIENT, ["burst loss"]),
        ([1.0] * 300 + [None] + [1.0] * 300 + [None], Profile.CLIENT, []),
    ],
)  # fmt: skip
def test_the_limits(trips: list[float | None], profile: Profile, missed: list[str]) -> None:
    """Microsoft's numbers must be stayed below."""
    assert _missed(trips, profile) == missed


def test_loss_counts_in_the_worst_fifteen_seconds() -> None:
    """A minute in which one bad quarter hides is as bad as that quarter."""
    minute: list[float | None] = [1.0] * 3000
    for bad in range(1500, 2250, 50):
        minute[bad] = None

    found = quality_of(_samples(minute))

    assert found.loss == pytest.approx(15 / 750)


def test_a_burst_counts_in_its_two_hundred_milliseconds() -> None:
    """Five of ten packets lost are half, however long the call is."""
    found = quality_of(_samples([1.0] * 100 + [None] * 5 + [1.0] * 100))

    assert (found.burst_lost, found.burst_loss) == (5, 0.5)


def test_jitter_is_that_of_the_standard() -> None:
    """RFC 3550: J += (|D| - J) / 16, worked out by hand for three packets."""
    found = quality_of(_samples([10.0, 26.0, 10.0]))

    assert found.jitter == pytest.approx(1 + (16 - 1) / 16)


def test_reordering() -> None:
    """A packet that is overtaken by a later one is reordered; those that overtake are not."""
    found = quality_of(_samples([1.0, 50.0, 1.0, 1.0]))

    assert found.reordering == 0.25


def test_nothing_came_back() -> None:
    """Without an answer there are no times, and all is lost."""
    found = quality_of(_samples([None] * 20))

    assert (found.received, found.loss, found.burst_loss) == (0, 1.0, 1.0)
    assert math.isnan(found.round_trip)
    assert math.isnan(found.jitter)
    assert quality_of([]).sent == 0


@given(st.lists(st.one_of(st.none(), st.floats(0, 900)), max_size=200))
def test_measures_are_in_bounds(trips: list[float | None]) -> None:
    """Whatever is measured, fractions are fractions, and the worst window is no better than all."""
    found = quality_of(_samples(trips))

    for fraction in (found.loss, found.burst_loss, found.reordering):
        assert 0 <= fraction <= 1
    lost = sum(trip is None for trip in trips)
    assert found.received == len(trips) - lost
    assert found.loss >= (lost / len(trips) if trips else 0) - 1e-9
    assert found.jitter >= 0 or math.isnan(found.jitter)


def test_a_computer_that_is_busy() -> None:
    """Packets that left late are told of, since this computer may be what was measured."""
    samples = tuple(_samples([30.0] * 50))
    calm, busy = (
        judge_call(quality(Profile.CLIENT), Call(samples, dscp_set=True, late=late), Profile.CLIENT)
        for late in (0.01, 0.2)
    )

    assert (calm.verdict, busy.verdict) == (Verdict.PASS, Verdict.PASS)
    assert [line for line in busy.evidence if line not in calm.evidence] == [
        "this computer was busy: a packet left 200 ms late; measure again at rest"
    ]


def test_a_call_that_nobody_answers() -> None:
    """Where nothing comes back there are no times, and no figure is a number that is none."""
    samples = tuple(_samples([None] * 50))
    found = judge_call(quality(Profile.CLIENT), Call(samples, dscp_set=True), Profile.CLIENT)

    assert found.verdict is Verdict.FAIL
    assert found.summary == "loss, burst loss not met: none of 50 packets came back"
    assert "nan" not in " ".join(found.evidence)
    assert found.measures["round_trip_ms"] is None
    assert found.measures["loss"] == 1


@pytest.mark.parametrize(
    ("devices", "ports", "addresses"), [(1, 6, 1), (6000, 6, 1), (6001, 6, 2), (60_000, 16, 20)]
)
def test_nat_pools(devices: int, ports: int, addresses: int) -> None:
    """The arithmetic of Microsoft's page."""
    assert plan_pool(devices, peak_ports=ports).addresses == addresses
