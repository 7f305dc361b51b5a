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

__all__ = [
    "Category",
    "EndpointDocument",
    "EndpointSet",
    "IPNetwork",
    "Instance",
    "PortRange",
    "ServiceArea",
    "parse_document",
]
