"""Fixtures for the tests of the generator: golden files, and policies of real endpoint data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.policy import Policy, Preset, build_policy
from pacgen.routes import Route

MakePolicy = Callable[..., Policy]


@pytest.fixture
def shipped() -> MakePolicy:
    """Return a function that builds a policy from the endpoint data that ships with pacgen."""

    def shipped(
        instance: Instance = Instance.WORLDWIDE,
        preset: Preset = Preset.TEAMS,
        proxy: str = "PROXY proxy.example.com:8080; DIRECT",
    ) -> Policy:
        document = load_shipped(instance).document
        return build_policy(document, preset=preset, default=Route.parse(proxy))

    return shipped
