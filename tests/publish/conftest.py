"""Fixtures for the tests of publishing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.policy import Policy, Preset, build_policy
from pacgen.routes import Route
from tests.publish.site import JobSite

if TYPE_CHECKING:
    from tests.conftest import FakeService


@pytest.fixture(scope="session")
def policy() -> Policy:
    """Return a policy with carve-outs and globs: real endpoint data, most of it DIRECT."""
    return build_policy(
        load_shipped(Instance.WORLDWIDE).document,
        preset=Preset.M365_OPTIMIZE_ALLOW,
        default=Route.parse("PROXY proxy.example.com:8080; DIRECT"),
    )


@pytest.fixture
def site(tmp_path: Path, service: FakeService) -> JobSite:
    """Return a site with two outputs, and a service that offers what ships with pacgen."""
    return JobSite(tmp_path, service)


@pytest.fixture
def published(site: JobSite) -> JobSite:
    """Return the same after its first publication."""
    assert site.run().published
    return site
