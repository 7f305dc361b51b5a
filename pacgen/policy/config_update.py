"""The section ``update`` of ``pacgen.yaml``: what the scheduled job does, and what stops it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from pacgen.policy.config_base import Strict, as_tuple, wrong

__all__ = ["GatesConfig", "PublishConfig", "UpdateConfig"]

_MAX_PERCENT = 100
_LONGEST = 3600
_UNITS = {"B": 1, "KB": 1024, "MB": 1024 * 1024}

Off = Literal[False]
"""What YAML makes of ``off``."""


def _percent(value: object) -> object:
    return _number(value, 1, _MAX_PERCENT, "no percentage", "write 1 to 100, or off")


def _count(value: object) -> object:
    return _number(value, 0, 1_000_000, "no number of rules", "write for example 20, or off")


def _generations(value: object) -> object:
    if value is False:
        raise wrong("off is no number of generations", "write 2 at least: rollback needs them")
    return _number(value, 2, 10_000, "no number of generations", "write 2 at least")


def _seconds(value: object) -> object:
    if value is False:
        raise wrong("off is no time", "a command without a deadline may hang for ever")
    return _number(value, 1, _LONGEST, "no number of seconds", f"write 1 to {_LONGEST}")


def _patience(value: object) -> object:
    return _number(value, 1, _LONGEST, "no number of seconds", f"write 1 to {_LONGEST}, or off")


def _number(value: object, least: int, most: int, what: str, tip: str) -> object:
    if value is False:
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise wrong(f"{value!r} is {what}", tip)
    return value


def _size(value: object) -> object:
    if value is False or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    text = str(value).strip().upper()
    for unit, factor in sorted(_UNITS.items(), key=lambda item: -item[1]):
        number = text.removesuffix(unit).strip()
        if text.endswith(unit) and number.isdecimal() and int(number):
            return int(number) * factor
    raise wrong(f"{value!r} is no size", "write for example 256 KB or 1 MB, or off")


def _choice(*choices: str) -> BeforeValidator:
    def check(value: object) -> object:
        if value is False or value in choices:
            return value
        raise wrong(f"expected one of {', '.join(choices)}, off; found {value!r}")

    return BeforeValidator(check)


class GatesConfig(Strict):
    """What stops a publication; each gate can be turned off."""

    shrink: Annotated[int | Off, BeforeValidator(_percent)] = 30
    """Percent of its sets, names or prefixes that the endpoint document may lose at once."""

    lost_direct: Annotated[Literal["essential", "all"] | Off, _choice("essential", "all")] = (
        "essential"
    )
    """Teams hosts that must not lose DIRECT: all, or all but minor ones that Microsoft removed."""

    outside: StrictBool = True
    """Whether a route may change only where the endpoint data or this file has changed."""

    lint: Annotated[
        Literal["error", "warning", "info"] | Off, _choice("error", "warning", "info")
    ] = "warning"
    """Findings of 'pacgen lint' of at least this severity stop it."""

    size: Annotated[int | Off, BeforeValidator(_size)] = 1024 * 1024
    """The largest file, such as 256 KB; Chromium and WinHTTP take none above 1 MB."""

    new_direct: Annotated[int | Off, BeforeValidator(_count)] = 20
    """How many rules may be added at once that send something DIRECT."""

    prove: Annotated[int | Off, BeforeValidator(_patience)] = 20
    """Seconds for each file to try to prove what else changes; off: requests are compared alone."""

    approval: str = ""
    """A file with the digests of approved changes, one a line, seen from this file's directory."""


class PublishConfig(Strict):
    """What happens once the files are in place."""

    command: Annotated[
        tuple[Annotated[str, Field(min_length=1)], ...],
        BeforeValidator(as_tuple),
        Field(min_length=1),
    ]
    """A program and its arguments, run without a shell; {file} stands for each output."""

    timeout: Annotated[int, BeforeValidator(_seconds)] = 60
    """Seconds until it is ended."""


class UpdateConfig(Strict):
    """What 'pacgen update' does."""

    state: str = ""
    """The directory of its history, seen from this file's; by default one of the platform's."""

    history: Annotated[int, BeforeValidator(_generations)] = 20
    """How many publications are kept, the current one among them."""

    gates: GatesConfig = GatesConfig()
    """What stops a publication."""

    publish: PublishConfig | None = None
    """What happens once the files are in place."""
