"""Fixtures for the tests of publishing."""

from __future__ import annotations

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.policy import Policy, Preset, build_policy
from pacgen.routes import Route


@pytest.fixture(scope="session")
def policy() -> Policy:
    """Return a policy with carve-outs and globs: real endpoint data, most of it DIRECT."""
    return build_policy(
        load_shipped(Instance.WORLDWIDE).document,
        preset=Preset.M365_OPTIMIZE_ALLOW,
        default=Route.parse("PROXY proxy.example.com:8080; DIRECT"),
    )
