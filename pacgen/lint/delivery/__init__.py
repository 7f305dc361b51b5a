"""How a PAC file reaches its clients: what a web server answered becomes findings."""

from __future__ import annotations

from pacgen.lint.delivery.exchange import Delivery, Exchange
from pacgen.lint.delivery.headers import HEADER_RULES
from pacgen.lint.delivery.rule import DeliveryRule
from pacgen.lint.delivery.versions import VERSION_RULES

__all__ = ["DELIVERY_RULES", "Delivery", "DeliveryRule", "Exchange"]

DELIVERY_RULES: tuple[DeliveryRule, ...] = HEADER_RULES + VERSION_RULES
"""All rules about delivery."""
