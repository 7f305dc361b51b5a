"""The names of the functions that clients give to PAC files."""

from __future__ import annotations

__all__ = ["HELPERS"]

HELPERS = (
    *("dnsDomainIs", "dnsDomainLevels", "isPlainHostName", "localHostOrDomainIs", "shExpMatch"),
    *("isInNet", "dnsResolve", "isResolvable", "myIpAddress", "convert_addr", "isValidIpAddress"),
    *("isInNetEx", "dnsResolveEx", "isResolvableEx", "myIpAddressEx", "sortIpAddressList"),
    *("weekdayRange", "dateRange", "timeRange", "alert"),
)
"""Every helper that a client may have."""
