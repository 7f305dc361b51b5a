"""The Microsoft 365 endpoint web service: its documents, its client, its snapshots."""

from __future__ import annotations

from pacgen.endpoints.model import (
    Category,
    EndpointDocument,
    EndpointSet,
    Instance,
    IPNetwork,
    PortRange,
    ServiceArea,
    parse_document,
)
from pacgen.endpoints.selection import EVERYTHING, Selection
from pacgen.endpoints.snapshot import Origin, Snapshot, load

__all__ = [
    "EVERYTHING",
    "Category",
    "EndpointDocument",
    "EndpointSet",
    "IPNetwork",
    "Instance",
    "Origin",
    "PortRange",
    "Selection",
    "ServiceArea",
    "Snapshot",
    "load",
    "parse_document",
]
