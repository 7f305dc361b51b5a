from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from pacgen.notify.metrics import Carried, read_carried, render
from pacgen.publish.outcome import UpdateOutcome
from tests.notify.outcomes import FAILED, OUTPUT, PUBLISHED, REFUSED, UNCHANGED, UNREACHABLE, WHEN

NOW = WHEN.timestamp()


def parse(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Return what Prometheus's own parser finds: by name and labels."""
    found: dict[tuple[str, frozenset[tuple[str, str]]], float] = {}
    for family in text_string_to_metric_families(text):
        assert "gauge" == family.type
        assert family.documentation
        for sample in family.samples:
            key = (sample.name, frozenset(sample.labels.items()))
            assert key not in found
            found[key] = sample.value
    return found


def value(text: str, name: str, **labels: str) -> float | None:
    """Return one value."""
    return parse(text).get((name, frozenset(labels.items())))


def test_every_outcome_is_understood(outcome: UpdateOutcome) -> None:
    """Prometheus's parser reads the file of every outcome, and each sample is there once."""
    found = parse(render(outcome, Carried()))
    assert outcome.exit_code == found["pacgen_last_run_exit_code", frozenset()]
    verdicts = [v for (name, _), v in found.items() if name == "pacgen_last_run_verdict"]
    assert [0.0, 0.0, 0.0, 1.0] == sorted(verdicts)


def test_what_a_good_run_says() -> None:
    """Times, versions, age, gates and what goes DIRECT are there."""
    text = render(PUBLISHED, Carried(5, 7))
    for name in ("last_run", "last_success", "last_publish"):
        assert NOW == value(text, f"pacgen_{name}_timestamp_seconds")
    assert 2026081400 == value(text, "pacgen_endpoint_version", cloud="Worldwide")
    assert 103 * 86400 + 6 * 3600 + 1 == value(
        text, "pacgen_endpoint_age_seconds", cloud="Worldwide"
    )
    assert 1 == value(text, "pacgen_gate_state", gate="lint", state="passed")
    assert 0 == value(text, "pacgen_gate_state", gate="lint", state="refused")
    assert 14 == value(text, "pacgen_output_direct_entries", output="main", kind="hosts")
    assert 13 == value(text, "pacgen_output_direct_entries", output="main", kind="networks")
    assert 1 == value(text, "pacgen_upcoming_additions", teams="true")


@pytest.mark.parametrize(
    ("outcome", "success", "publish"),
    [
        (PUBLISHED, NOW, NOW),
        (UNCHANGED, NOW, 7),
        (REFUSED, 5, 7),
        (UNREACHABLE, 5, 7),
    ],
)
def test_what_only_a_good_run_knows_is_carried_on(
    outcome: UpdateOutcome, success: float, publish: float
) -> None:
    """A run that failed repeats when the last good one was."""
    former = render(dataclasses.replace(UNCHANGED), Carried(5, 7)).replace(
        f"pacgen_last_success_timestamp_seconds {int(NOW)}",
        "pacgen_last_success_timestamp_seconds 5",
    )
    text = render(outcome, read_carried(former))
    assert success == value(text, "pacgen_last_success_timestamp_seconds")
    assert publish == value(text, "pacgen_last_publish_timestamp_seconds")


def test_what_a_run_that_ended_early_does_not_know_stays() -> None:
    """Gates keep their last state and its time, versions and files what was last known of them."""
    first = render(REFUSED, Carried())
    later = dataclasses.replace(FAILED, instance=REFUSED.instance, when=WHEN + dt.timedelta(days=1))
    text = first
    for _ in range(2):
        text = render(later, read_carried(text))
        assert 1 == value(text, "pacgen_gate_state", gate="new_direct", state="refused")
        assert 0 == value(text, "pacgen_gate_state", gate="new_direct", state="passed")
        assert NOW == value(text, "pacgen_gate_asked_timestamp_seconds", gate="new_direct")
        assert 2026081400 == value(text, "pacgen_endpoint_version", cloud="Worldwide")
        assert 14 == value(text, "pacgen_output_direct_entries", output="main", kind="hosts")
        assert 1 == value(text, "pacgen_upcoming_additions", teams="true")
        assert 4 == value(text, "pacgen_last_run_exit_code")


def test_a_gate_that_refused_stays_while_the_service_is_away() -> None:
    """What was refused is not at hand, so that nothing changes says nothing of it."""
    text = render(UNREACHABLE, read_carried(render(REFUSED, Carried())))
    assert 1 == value(text, "pacgen_gate_state", gate="new_direct", state="refused")


def test_a_gate_that_refused_is_silent_once_nothing_is_wanted() -> None:
    """If what is published is what is wanted, the gates that were not asked refuse no longer."""
    text = render(UNCHANGED, read_carried(render(REFUSED, Carried())))
    assert 0 == value(text, "pacgen_gate_state", gate="new_direct", state="refused")
    assert 1 == value(text, "pacgen_gate_state", gate="new_direct", state="skipped")
    assert 1 == value(text, "pacgen_gate_state", gate="lint", state="passed")


@pytest.mark.parametrize("text", ["", "\0\0", "pacgen_last_success_timestamp_seconds NaN\n", "x 1"])
def test_a_file_of_somebody_else_carries_nothing(text: str) -> None:
    """What cannot be read counts as never."""
    assert Carried() == read_carried(text)


def test_a_clock_that_went_back_gives_no_negative_age() -> None:
    """A version from the future is not older than nothing."""
    text = render(dataclasses.replace(PUBLISHED, version="2099010100"), Carried())
    assert 0 == value(text, "pacgen_endpoint_age_seconds", cloud="Worldwide")


@given(st.text(min_size=1, max_size=20))
def test_any_name_is_a_label(name: str) -> None:
    """Quotes, backslashes and line ends in a name come back from the parser as they were."""
    outcome = dataclasses.replace(PUBLISHED, outputs=(dataclasses.replace(OUTPUT, name=name),))
    # The parser splits at other line ends too, which the format does not know.
    if len(name.splitlines()) <= 1 and name == name.strip("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
        text = render(outcome, Carried())
        assert 8111 == value(text, "pacgen_output_size_bytes", output=name)
        assert 8111 == value(
            render(FAILED, read_carried(text)), "pacgen_output_size_bytes", output=name
        )
