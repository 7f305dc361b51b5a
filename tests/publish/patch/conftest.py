"""Fixtures for the tests of patching: real rules, and files as people write them."""

from __future__ import annotations

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.policy import Policy, Preset
from pacgen.publish.patch import managed_policy


def _rules(preset: Preset) -> Policy:
    document = load_shipped(Instance.WORLDWIDE).document
    return managed_policy(document, preset)


@pytest.fixture(scope="session")
def rules() -> Policy:
    """Return the direct rules of Teams."""
    return _rules(Preset.TEAMS)


@pytest.fixture(scope="session")
def many_rules() -> Policy:
    """Return direct rules with carve-outs and globs among them."""
    return _rules(Preset.M365_OPTIMIZE_ALLOW)
