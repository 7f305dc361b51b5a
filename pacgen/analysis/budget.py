"""What an exploration may cost, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Budget", "Progress"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much an exploration may cost; what is left then is a gap."""

    seconds: float = 10.0
    paths: int = 3000
    decisions: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exploration has come."""

    leaves: int
    waiting: int
