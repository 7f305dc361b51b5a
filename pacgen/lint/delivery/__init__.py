"""How a PAC file reaches its clients: what a web server answered becomes findings."""

from __future__ import annotations

from pacgen.lint.delivery.exchange import Delivery, Exchange
from pacgen.lint.delivery.rule import DeliveryRule
from pacgen.lint.delivery.rules import DELIVERY_RULES

__all__ = ["DELIVERY_RULES", "Delivery", "DeliveryRule", "Exchange"]
