from __future__ import annotations

import pytest

from pacgen.endpoints import Instance, load
from pacgen.policy import Preset, select
from pacgen.policy.companions import Feature, feature_of


@pytest.mark.parametrize("instance", Instance)
def test_every_cloud_has_all_of_it(instance: Instance) -> None:
    """Sign-in, pages, files, calendar and telemetry are found by name in each document."""
    features = {feature_of(s) for s in load(instance, None).document.sets}

    # The hosts of town halls are in no document: Microsoft names them elsewhere.
    assert set(Feature) - {Feature.TOWN_HALLS} == features - {None}


def test_the_sets_of_the_world_are_the_expected_ones() -> None:
    """Sign-in is 56 and 59; Teams' own sets are companions of nobody."""
    document = load(Instance.WORLDWIDE, None).document
    sign_in = [s.id for s in document.sets if feature_of(s) is Feature.SIGN_IN]

    assert [56, 59] == sign_in
    assert {None} == {feature_of(s) for s in document.sets if s.is_teams}


def test_presets_add_to_teams() -> None:
    """Each of the three holds the one before."""
    document = load(Instance.WORLDWIDE, None).document
    teams, sign_in, full = (
        {s.id for s in select(document, preset)}
        for preset in (Preset.TEAMS, Preset.TEAMS_SIGNIN, Preset.TEAMS_FULL)
    )

    assert {56, 59} == sign_in - teams
    assert {1, 31, 39, 47, 69} <= full - sign_in
    assert teams < sign_in < full
