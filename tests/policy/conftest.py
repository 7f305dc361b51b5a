"""Fixtures for the tests of policies: documents made of a few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pacgen.endpoints import EndpointDocument, Instance, parse_document


@pytest.fixture
def document() -> Callable[..., EndpointDocument]:
    """
    Return a function that makes a document of sets.

    Each set is given by its id: service area, category, and then names, addresses, and ports
    such as ``tcp:80,443`` or ``udp:3478``; without ports it is a web set.
    """

    def document(**sets: str) -> EndpointDocument:
        records = [_record(int(name.removeprefix("s")), text) for name, text in sets.items()]
        return parse_document(
            records, instance=Instance.WORLDWIDE, version="2026010100", source="test"
        )

    return document


def _record(identifier: int, text: str) -> dict[str, Any]:
    area, category, *entries = text.split()
    ports = {e[:3]: e[4:] for e in entries if e.startswith(("tcp:", "udp:"))}
    hosts = [e for e in entries if not e.startswith(("tcp:", "udp:"))]
    return {
        "id": identifier,
        "serviceArea": area,
        "category": category,
        "required": True,
        "urls": [e for e in hosts if "/" not in e],
        "ips": [e for e in hosts if "/" in e],
        "tcpPorts": ports.get("tcp", "" if ports else "80,443"),
        "udpPorts": ports.get("udp", ""),
    }
