"""What all sections of ``pacgen.yaml`` have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

__all__ = ["Strict", "as_tuple", "wrong"]


class Strict(BaseModel):
    """A section: no other keys than its own, and a text below each that editors show."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def as_tuple(value: object) -> object:
    """Let a list of one be written as its only item."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def wrong(what: str, tip: str = "") -> PydanticCustomError:
    """Return what a validator raises; the line and the key are added where it is caught."""
    return PydanticCustomError("pacgen", "{what}", {"what": what, "tip": tip})
