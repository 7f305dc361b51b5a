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

from pacgen.lint.context import LintContext
from pacgen.lint.probes import Probe, Role, Variant
from pacgen.lint.worlds import World, WorldKind, client_worlds, clock_worlds, dns_worlds

__all__ = ["sweep_probes"]

_ASKS_CLIENT = re.compile(r"\bmyIpAddress(Ex)?\b")
_ASKS_CLOCK = re.compile(r"\b(weekdayRange|dateRange|timeRange|Date)\b")
_HOSTS = (Role.HOST, Role.NAMED_HOST)
_MOST = 6000
"""Questions of one sweep, before it is thinned."""


def sweep_probes(context: LintContext, kind: WorldKind) -> Iterator[Probe]:
    """Yield the probes of *kind* that can tell anything about the file in *context*."""
    worlds = list(_worlds(context, kind))
    chosen = _chosen(context, kind) if worlds else []
    room = max(1, _MOST // max(1, len(worlds)))
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
        return list({id(probe): probe for probe in asked}.values())
    first: dict[str, Probe] = {}
    for answer in plain:
        if answer.probe.role in _HOSTS:
            first.setdefault(answer.probe.subject, answer.probe)
    return list(first.values())
