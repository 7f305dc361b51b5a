"""A tenant's own hosts in place of the wildcards for the hosts of all tenants."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from pacgen.endpoints import EndpointSet
from pacgen.patterns import HostPattern

__all__ = ["narrowed"]

_TENANT_DOMAINS = frozenset(
    {"sharepoint.com", "sharepoint.cn", "sharepoint.us", "sharepoint-mil.us", "dps.mil"}
)
"""Domains in which every tenant has ``<tenant>`` (SharePoint) and ``<tenant>-my`` (OneDrive)."""


def narrowed(endpoint_set: EndpointSet, tenant: str) -> EndpointSet:
    """Return *endpoint_set* with the hosts of *tenant* in place of those of all tenants."""
    if not tenant or all(url.apex() not in _TENANT_DOMAINS for url in endpoint_set.urls):
        return endpoint_set
    urls = (own for url in endpoint_set.urls for own in _own(url, tenant))
    return dataclasses.replace(endpoint_set, urls=tuple(dict.fromkeys(urls)))


def _own(pattern: HostPattern, tenant: str) -> Iterator[HostPattern]:
    domain = pattern.apex()
    if domain not in _TENANT_DOMAINS:
        yield pattern
        return
    yield HostPattern.parse(f"{tenant}.{domain}")
    yield HostPattern.parse(f"{tenant}-my.{domain}")
