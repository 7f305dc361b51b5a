"""
Sweeps: which questions are asked again in other worlds.

Only what can matter is asked: DNS worlds for the requests that reached DNS, client worlds where
the file mentions the client's address, clock worlds where it mentions the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from pacgen.lint.context import LintContext, grouped
from pacgen.lint.probes import Probe, Role, Variant
from pacgen.lint.worlds import World, WorldKind, client_worlds, clock_worlds, dns_worlds

__all__ = ["sweep_probes"]

_ASKS_CLIENT = re.compile(r"\bmyIpAddress(Ex)?\b")
_ASKS_CLOCK = re.compile(r"\b(weekdayRange|dateRange|timeRange|Date)\b")
_HOSTS = (Role.HOST, Role.NAMED_HOST)
_MOST = 6000
_FEWEST = 60
_MOST_CHARACTERS = 150_000_000
"""Questions of one sweep, and what they may cost: each has the whole script run, at worst."""


def sweep_probes(context: LintContext, kind: WorldKind) -> Iterator[Probe]:
    """Yield the probes of *kind* that can tell anything about the file in *context*."""
    worlds = list(_worlds(context, kind))
    chosen = _chosen(context, kind) if worlds else []
    most = min(_MOST, max(_FEWEST, _MOST_CHARACTERS // (len(context.pac.text) + 1)))
    room = max(1, most // max(1, len(worlds)))
    for world in worlds:
        for probe in chosen[:room]:
            yield replace(probe, world=world)


def _worlds(context: LintContext, kind: WorldKind) -> Iterator[World]:
    text = context.pac.text
    match kind:
        case WorldKind.PLAIN:
            return
        case WorldKind.DNS:
            if any(answer.decision.dns for answer in context.everything):
                published = [entry.network for entry in context.expectation.networks]
                named = dict.fromkeys(entry.network for entry in context.named_networks)
                yield from dns_worlds(published, named)
        case WorldKind.CLIENT:
            if _ASKS_CLIENT.search(text):
                yield from client_worlds(dict.fromkeys(n.network for n in context.named_networks))
        case WorldKind.CLOCK:
            if _ASKS_CLOCK.search(text):
                yield from clock_worlds(text)
        case _:
            assert_never(kind)


def _chosen(context: LintContext, kind: WorldKind) -> list[Probe]:
    """Return the plain probes to repeat: one for each entry; for DNS, all that reached it."""
    plain = [a for a in context.everything if a.probe.variant is Variant.PLAIN]
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
