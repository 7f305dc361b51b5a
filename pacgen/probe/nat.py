"""
How many addresses a NAT pool needs for Microsoft 365.

The arithmetic is Microsoft's: "NAT support with Microsoft 365".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["NatPool", "plan_pool"]

USABLE_PORTS = 64_000
"""Of one address, as Microsoft counts."""

RESTRICTED_PORTS = 4_000
"""Kept for other things, in Microsoft's example."""

PEAK_PORTS = 6
"""Ports that a device has open at once, in Microsoft's example."""

PEAK_FACTOR = 4
"""Microsoft: at least 4, so that peaks do not use the pool up."""


@dataclass(frozen=True, slots=True)
class NatPool:
    """What a number of devices needs."""

    devices: int
    restricted: int
    peak_ports: int
    peak_factor: int
    devices_per_address: int
    addresses: int


def plan_pool(
    devices: int,
    *,
    restricted: int = RESTRICTED_PORTS,
    peak_ports: int = PEAK_PORTS,
    peak_factor: int = PEAK_FACTOR,
) -> NatPool:
    """
    Return how many devices fit behind one address, and how many addresses *devices* need.

    Args:
        devices: Behind the NAT; at least 1.
        restricted: Ports of an address that devices cannot have; below 64,000.
        peak_ports: Ports that a device has open at once; at least 1.
        peak_factor: What is added for peaks.
    """
    each = (USABLE_PORTS - restricted) // (peak_ports + peak_factor)
    needed = math.ceil(devices / each) if each else 0
    return NatPool(devices, restricted, peak_ports, peak_factor, each, needed)
