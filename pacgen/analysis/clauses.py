"""Conditions on the environment, in words."""

from __future__ import annotations

import functools
import json
from datetime import date, timedelta

from pacgen.analysis.calendar import ALL_DAYS, FIRST_YEAR, field_set
from pacgen.analysis.languages import AddressSet, IntSet, Language
from pacgen.analysis.languages.addresses import addresses_in
from pacgen.analysis.partition import Answers, Domain

__all__ = ["clause_for"]

_MOST = 3
"""How many networks or intervals a clause names."""

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clause_for(symbol: str, domain: Domain) -> str:
    """Return what *domain* says about *symbol* as a clause."""
    kind, _, rest = symbol.partition(":")
    match kind:
        case "client":
            return f"the client's address is {_addresses(domain)}"
        case "dns":
            assert isinstance(domain, Answers)  # noqa: S101 - what names have
            return _resolution(_subject(rest), domain)
        case _:
            assert isinstance(domain, IntSet)  # noqa: S101 - what clocks show
            zone = " (UTC)" if rest.startswith("utc") else ""
            return f"{_days(domain) if rest.endswith('days') else _times(domain)}{zone}"


def _subject(name: str) -> str:
    """Return what a DNS symbol asks about, in words."""
    if not name.startswith("["):
        return name
    return "the host" if json.loads(name) == ["root", "host"] else "a name made of the host"


def _resolution(subject: str, domain: Answers) -> str:
    if domain.unresolved:
        if domain.addresses.is_empty:
            return f"{subject} does not resolve"
        return f"{subject} does not resolve, or to an address {_addresses(domain.addresses)}"
    if domain.addresses == AddressSet.everything():
        return f"{subject} resolves"
    return f"{subject} resolves to an address {_addresses(domain.addresses)}"


def _addresses(domain: Domain) -> str:
    if isinstance(domain, Language):
        addresses = addresses_in(domain)
        if addresses is None:
            return f"like {domain.shortest()}"
        domain = addresses
    assert isinstance(domain, AddressSet)  # noqa: S101 - addresses are one of the two
    inside = _networks(domain)
    outside = _networks(AddressSet.everything() - domain)
    if len(outside) < len(inside):
        return f"not in {_listed(outside)}"
    return f"in {_listed(inside)}"


def _networks(addresses: AddressSet) -> list[str]:
    return [str(network).removesuffix("/32") for network in addresses.networks()]


def _listed(words: list[str]) -> str:
    shown = ", ".join(words[:_MOST])
    return f"{shown} and {len(words) - _MOST} more" if len(words) > _MOST else shown


@functools.lru_cache(maxsize=64)
def _days(days: IntSet) -> str:
    for field, names, first in (("day", _WEEKDAYS, 0), ("month", _MONTHS, 0)):
        chosen = [
            number
            for number in range(first, first + len(names))
            if (field_set(field, IntSet.of([(number, number)])) & days).intervals
        ]
        if field_set(field, IntSet.of((number, number) for number in chosen)) == days:
            return f"it is {', '.join(names[number] for number in chosen)}"
    if days == ALL_DAYS:
        return "on any day"
    start = date(FIRST_YEAR, 1, 1)
    words = [
        str(start + timedelta(days=low))
        if low == high
        else f"{start + timedelta(days=low)} to {start + timedelta(days=high)}"
        for low, high in days.intervals
    ]
    return f"the date is {_listed(words)}"


def _times(seconds: IntSet) -> str:
    words = [f"{_clock(low)} to {_clock(high)}" for low, high in seconds.intervals]
    return f"the time is {_listed(words)}"


def _clock(second: int) -> str:
    text = f"{second // 3600:02}:{second // 60 % 60:02}"
    return text if second % 60 in {0, 59} else f"{text}:{second % 60:02}"
