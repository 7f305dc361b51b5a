"""
What was once on Microsoft's list and is no longer: prefixes and names of Teams, with dates.

The dates are those of the endpoint versions that took them away, or the day on which that was
first seen.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

__all__ = ["RETIRED_NAMES", "RETIRED_NETWORKS", "RetiredName", "RetiredNetwork"]


@dataclass(frozen=True, slots=True)
class RetiredNetwork:
    """A network that Teams no longer uses as it was published."""

    network: ipaddress.IPv4Network
    since: str
    """The day, ``2022-12-01``."""

    successor: str = ""
    """What took its place, if anything did."""


@dataclass(frozen=True, slots=True)
class RetiredName:
    """A name, and all below it, that left the list."""

    name: str
    since: str
    successor: str = ""


def _network(text: str, since: str, successor: str = "") -> RetiredNetwork:
    return RetiredNetwork(ipaddress.IPv4Network(text), since, successor)


RETIRED_NETWORKS = (
    _network("13.107.3.0/24", "2020-05-28"),
    _network("13.107.64.0/18", "2024-08-16", "52.112.0.0/14"),
    _network("52.120.0.0/14", "2022-12-01", "52.122.0.0/15"),
    _network("52.238.119.141/32", "2025-05-13"),
    _network("52.244.160.207/32", "2025-05-13"),
)

RETIRED_NAMES = (
    RetiredName("broadcast.skype.com", "2023-10-02"),
    RetiredName("compass-ssl.microsoft.com", "2025-10-02"),
    RetiredName("ecdn.microsoft.com", "2023-12-14"),
    RetiredName("mlccdn.blob.core.windows.net", "2025-02-12", "mlccdnprod.azureedge.net"),
    RetiredName("mstea.ms", "2023-11-03"),
    RetiredName("quicktips.skypeforbusiness.com", "2020-10-28"),
    RetiredName("secure.skypeassets.com", "2025-02-12", "join.secure.skypeassets.com"),
    RetiredName("sfbassets.com", "2023-10-02"),
    RetiredName("skypeforbusiness.com", "2023-10-02"),
    RetiredName("skypemaprdsitus.trafficmanager.net", "2021-05-28"),
    RetiredName("statics.teams.microsoft.com", "2021-03-01", "statics.teams.cdn.office.net"),
    RetiredName("tenor.com", "2022-03-28"),
    RetiredName("urlp.sfbassets.com", "2021-10-29"),
    RetiredName("users.storage.live.com", "2025-07-10"),
)
