"""Concrete members of regions: what a run takes for the request and the world around it."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from datetime import datetime

from pacgen.analysis.calendar import ALL_DAYS, ALL_SECONDS, clock_fields, field_of, find_moment
from pacgen.analysis.clauses import clause_for
from pacgen.analysis.frames import UrlFrame
from pacgen.analysis.languages import AddressSet, IntSet, Language
from pacgen.analysis.partition import ALWAYS, Answers, Condition, Domain, Witness
from pacgen.analysis.questions import HOST
from pacgen.analysis.regions import Region
from pacgen.engine.environment import DnsRecord, Environment
from pacgen.errors import UsageError

__all__ = ["Values", "choose", "condition_of", "witness_of"]

_CLIENT = "192.0.2.1"


@dataclass(frozen=True)
class Values:
    """One value for every symbol that a region knows."""

    host: str
    client: str
    dns: dict[str, str | None]
    """By symbol; ``None``: the name does not resolve."""

    clock: dict[str, int]
    moment: datetime | None
    """``None``: no clock in any time zone shows these fields together."""

    names: dict[str, str] = field(default_factory=dict)
    """What the host's text made of the names of symbols, as a run has noted it."""

    @property
    def unreal(self) -> str:
        """Why no such environment can be, or be shown; ``""`` where one is."""
        if self.moment is None:
            return "the clock, whose local time and UTC do not go together"
        if any(
            address is not None and not _record(self, symbol, address)
            for symbol, address in self.dns.items()
        ):
            return "the address of a name for which there is no record to show"
        return ""

    def lies_in(self, region: Region) -> bool:
        """Say whether these are values of *region*."""
        if self.host not in region.hosts:
            return False
        return all(self._fits(symbol, domain) for symbol, domain in region.domains.items())

    def _fits(self, symbol: str, domain: Domain) -> bool:
        match domain:
            case Answers():
                address = self.dns.get(symbol)
                if address is None:
                    return domain.unresolved
                return address in domain.addresses
            case IntSet():
                return self.clock[field_of(symbol)] in domain
            case _:
                return self.client in domain


def choose(region: Region) -> Values:
    """Return the shortest host of a region, with an environment as usual as the region allows."""
    host = region.hosts.shortest()
    assert host is not None  # noqa: S101 - regions are never empty
    client = region.domains.get("client")
    days, seconds, utc_days, utc_seconds = (
        _numbers(region, f"clock:{zone}{unit}") for zone in ("", "utc") for unit in ("days", "time")
    )
    moment = find_moment(days, seconds, utc_days, utc_seconds, Environment().clock)
    if moment is not None:
        clock = clock_fields(moment)
    else:
        clock = _loose_fields(days, seconds, utc_days, utc_seconds)
    dns = {
        symbol: _answer(domain)
        for symbol, domain in region.domains.items()
        if isinstance(domain, Answers)
    }
    return Values(host, _address(client, _CLIENT), dns, clock, moment)


def witness_of(values: Values, frame: UrlFrame) -> Witness:
    """Return the request, a URL with this *frame*, and the environment that *values* are."""
    environment = Environment(
        client_addresses=(values.client,),
        dns=tuple(_records(values)),
        clock=values.moment or Environment().clock,
    )
    return Witness(values.host, frame.url(values.host), environment)


def condition_of(region: Region) -> Condition:
    """Return what *region* says about the environment."""
    if not region.domains:
        return ALWAYS
    clauses = tuple(
        clause
        for symbol, domain in region.domains.items()
        if (clause := clause_for(symbol, domain))
    )
    return Condition(region.domains, clauses)


def _numbers(region: Region, symbol: str) -> IntSet:
    domain = region.domains.get(symbol)
    if isinstance(domain, IntSet):
        return domain
    return ALL_DAYS if symbol.endswith("days") else ALL_SECONDS


def _loose_fields(*sets: IntSet) -> dict[str, int]:
    """Return fields that no single moment has: local time and UTC each for themselves."""
    local = find_moment(sets[0], sets[1], ALL_DAYS, ALL_SECONDS, Environment().clock)
    utc = find_moment(sets[2], sets[3], ALL_DAYS, ALL_SECONDS, Environment().clock)
    assert local is not None and utc is not None  # noqa: S101, PT018 - neither restricts the other
    fields = clock_fields(local)
    plain = clock_fields(utc)
    return fields | {f"utc{name}": plain[name] for name in plain if not name.startswith("utc")}


def _answer(domain: Answers) -> str | None:
    if domain.unresolved:
        return None
    return _address(domain.addresses, "")


def _address(domain: Domain | None, usual: str) -> str:
    match domain:
        case None:
            return usual
        case AddressSet():
            return usual if usual and usual in domain else domain.witness()
        case Language():
            return usual if usual and usual in domain else domain.shortest() or usual
        case _:
            raise TypeError(domain)


def _records(values: Values) -> list[DnsRecord]:
    # The host itself may be one of the names that a script asks for by name.
    records: dict[str, DnsRecord] = {}
    for symbol, address in values.dns.items():
        record = _record(values, symbol, address) if address is not None else None
        if record is not None:
            records.setdefault(record.name, record)
    return list(records.values())


def _record(values: Values, symbol: str, address: str) -> DnsRecord | None:
    """Return how to say that the name of a symbol has an address; ``None``: it cannot be said."""
    name = _name(symbol.removeprefix("dns:"), values.host)
    if name is None:
        name = values.names.get(symbol, "*")
    if "*" in name:
        return None
    with contextlib.suppress(UsageError):
        return DnsRecord(name, (address,))
    return None


def _name(symbol: str, host: str) -> str | None:
    """Return the name that a DNS symbol is about; ``None`` where only a run can tell."""
    if not symbol.startswith("["):
        return symbol
    return host if json.loads(symbol) == ["root", HOST] else None
