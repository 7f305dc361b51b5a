"""Numbers on the command line."""

from __future__ import annotations

import math

import click

__all__ = ["NumberRange"]


class NumberRange(click.FloatRange):
    """A number within bounds; click would take NaN, which is in none."""

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read *value*, at first a text."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is no number", param, ctx)
        return number
