"""
Sweeps: which questions are asked again in other worlds.

Only what can matter is asked: DNS worlds for the requests that reached DNS, client worlds where
the file mentions the client's address, clock worlds where it mentions the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Network
from typing import assert_never

from pacgen.endpoints import IPNetwork
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.probes import Probe, Role, Variant
from pacgen.lint.worlds import World, WorldKind, client_worlds, clock_worlds, dns_worlds

__all__ = ["Known", "sweep_probes"]

_ASKS_CLIENT = re.compile(r"\bmyIpAddress(Ex)?\b")
_ASKS_CLOCK = re.compile(r"\b(weekdayRange|dateRange|timeRange|Date)\b")
_HOSTS = (Role.HOST, Role.NAMED_HOST)
_MOST = 6000
_FEWEST = 60
_MOST_CHARACTERS = 150_000_000
"""Questions of one sweep, and what they may cost: each has the whole script run, at worst."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file when it is asked again."""

    text: str
    answers: Sequence[Answer]
    """Of all clients, in the plain world."""

    published: Sequence[IPNetwork]
    """Networks of the endpoint list."""

    named: Sequence[IPv4Network]
    """Networks that the file names."""


def sweep_probes(known: Known, kind: WorldKind) -> Iterator[Probe]:
    """Yield the probes of *kind* that can tell anything about a file."""
    worlds = list(_worlds(known, kind))
    chosen = _chosen(known.answers, kind) if worlds else []
    most = min(_MOST, max(_FEWEST, _MOST_CHARACTERS // (len(known.text) + 1)))
    room = max(1, most // max(1, len(worlds)))
    for world in worlds:
        for probe in chosen[:room]:
            yield replace(probe, world=world)


def _worlds(known: Known, kind: WorldKind) -> Iterator[World]:
    named = dict.fromkeys(known.named)
    match kind:
        case WorldKind.PLAIN:
            return
        case WorldKind.DNS:
            if any(answer.decision.dns for answer in known.answers):
                yield from dns_worlds(known.published, named)
        case WorldKind.CLIENT:
            if _ASKS_CLIENT.search(known.text):
                yield from client_worlds(named)
        case WorldKind.CLOCK:
            if _ASKS_CLOCK.search(known.text):
                yield from clock_worlds(known.text)
        case _:
            assert_never(kind)


def _chosen(answers: Sequence[Answer], kind: WorldKind) -> list[Probe]:
    """Return the plain probes to repeat: one for each entry; for DNS, all that reached it."""
    plain = [a for a in answers if a.probe.variant is Variant.PLAIN]
    if kind is WorldKind.DNS:
        asked = [a.probe for a in plain if a.decision.dns]
        # One of each entry first, lest a large file leave room for a few entries only.
        by_subject = grouped({id(p): p for p in asked}.values(), lambda p: p.subject)
        heads = [members[0] for members in by_subject.values()]
        return [*heads, *(p for members in by_subject.values() for p in members[1:])]
    first: dict[str, Probe] = {}
    controls = [a.probe for a in plain if a.probe.role is Role.CONTROL_HOST]
    for answer in plain:
        if answer.probe.role in _HOSTS:
            first.setdefault(answer.probe.subject, answer.probe)
    return [*controls[:1], *first.values()]
