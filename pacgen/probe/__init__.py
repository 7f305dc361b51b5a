"""Whether this network follows Microsoft's advice for Teams: proxy, names, TLS, UDP, quality."""

from __future__ import annotations

from pacgen.probe.check import Check, Verdict
from pacgen.probe.setup import Setup, Target
from pacgen.probe.steps import STEPS, Step

__all__ = ["STEPS", "Check", "Setup", "Step", "Target", "Verdict"]
