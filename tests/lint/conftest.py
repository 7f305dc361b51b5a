"""Fixtures for the linter: what Teams needs, and a linter that takes text."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

import pytest

from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, PortRange
from pacgen.engine import PacFile
from pacgen.lint import Report, lint
from pacgen.patterns import HostPattern
from pacgen.policy import Preset
from pacgen.policy.expectation import Expectation, expect

WEB = (PortRange(80, 80), PortRange(443, 443))
TEAMS = (
    (11, Category.OPTIMIZE, ("52.112.0.0/14", "52.122.0.0/15", "2603:1063::/38")),
    (
        12,
        Category.ALLOW,
        (
            *("*.lync.com", "*.teams.cloud.microsoft", "*.teams.microsoft.com"),
            *("teams.cloud.microsoft", "teams.microsoft.com"),
            *("52.112.0.0/14", "52.122.0.0/15", "2603:1027::/48"),
        ),
    ),
    (17, Category.DEFAULT, ("aka.ms",)),
    (127, Category.DEFAULT, ("*.skype.com",)),
)
"""Endpoint sets of Teams in the form in which Microsoft publishes them, somewhat shortened."""


def _expectation(*sets: tuple[int, Category, tuple[str, ...]]) -> Expectation:
    """Return what the sets (id, category, hosts and networks) demand."""
    document = EndpointDocument(
        Instance.WORLDWIDE,
        "2026010100",
        tuple(_endpoint_set(*endpoint_set) for endpoint_set in sets),
    )
    return expect(document, Preset.TEAMS)


def _endpoint_set(
    identifier: int, category: Category, entries: tuple[str, ...], *, area: str = "Skype"
) -> EndpointSet:
    return EndpointSet(
        id=identifier,
        service_area=area,
        category=category,
        urls=tuple(HostPattern.parse(entry) for entry in entries if "/" not in entry),
        ips=tuple(ipaddress.ip_network(entry) for entry in entries if "/" in entry),
        tcp_ports=WEB,
        required=True,
    )


@pytest.fixture
def teams() -> Expectation:
    """Return what Teams needs."""
    return _expectation(*TEAMS)


@pytest.fixture
def expecting() -> Callable[..., Expectation]:
    """Return a maker of expectations from entries of one endpoint set of a category."""

    def make(
        *entries: str, category: Category = Category.ALLOW, companions: Sequence[str] = ()
    ) -> Expectation:
        if not companions:
            return _expectation((12, category, entries))
        others = _endpoint_set(56, Category.ALLOW, tuple(companions), area="Common")
        document = EndpointDocument(
            Instance.WORLDWIDE, "2026010100", (_endpoint_set(12, category, entries), others)
        )
        return expect(document, Preset.TEAMS_FULL)

    return make


@pytest.fixture
def lint_text(expecting: Callable[..., Expectation]) -> Callable[..., Report]:
    """
    Return a linter for text.

    It takes the entries of the endpoint list as further arguments; ``teams.microsoft.com`` and
    ``*.teams.microsoft.com`` if there are none.
    """

    def run(text: str, *entries: str, category: Category = Category.ALLOW) -> Report:
        wanted = entries or ("teams.microsoft.com", "*.teams.microsoft.com")
        pac = PacFile.from_bytes("wpad.dat", text.encode())
        return lint(pac, expecting(*wanted, category=category))

    return run
