"""The check list, in the order of Microsoft's page on proxy servers for Teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pacgen.probe.check import Check
from pacgen.probe.media import check_dscp_and_quality, check_fallback, check_udp
from pacgen.probe.parallel import side_by_side
from pacgen.probe.paths import check_dns, check_proxy, check_proxy_password, check_tls
from pacgen.probe.setup import Setup
from pacgen.probe.udp import PACKETS_PER_SECOND

__all__ = ["STEPS", "Step", "run_steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One or two checks that are made together."""

    name: str
    run: Callable[[Setup], tuple[Check, ...]]
    plan: Callable[[Setup], Iterator[str]]
    """What would be sent, a line each."""

    turn: int
    """Steps of one turn run side by side; those of later turns wait."""


def run_steps(steps: Iterable[Step], setup: Setup) -> tuple[Check, ...]:
    """Run *steps* and return their checks, in their order."""
    listed = list(steps)
    results: dict[str, tuple[Check, ...]] = {}
    for turn in sorted({step.turn for step in listed}):
        now = [step for step in listed if step.turn == turn]
        found = side_by_side(lambda step: step.run(setup), now)
        results |= {step.name: checks for step, checks in zip(now, found, strict=True)}
    return tuple(check for step in listed for check in results[step.name])


def _plan_proxy(setup: Setup) -> Iterator[str]:
    del setup
    yield "nothing: the settings of this computer are read"


def _plan_dns(setup: Setup) -> Iterator[str]:
    for name in setup.names:
        yield f"DNS queries for A and AAAA of {name} to {setup.resolver.label}"
        if setup.reference is not None:
            yield f"DNS queries for A and AAAA of {name} to {setup.reference.label}"


def _plan_tls(setup: Setup) -> Iterator[str]:
    for target in setup.web:
        yield f"TCP, TLS and one HTTP request to {target}"


def _plan_proxy_password(setup: Setup) -> Iterator[str]:
    if setup.proxy is not None and setup.web:
        host, port = setup.proxy
        yield f"CONNECT {setup.web[0]} to the proxy {host}:{port}, without a password"


def _plan_udp(setup: Setup) -> Iterator[str]:
    if setup.relay is not None:
        ports = ", ".join(map(str, setup.relay.ports))
        yield f"STUN requests, at most 3 a port, to {setup.relay.host}, UDP {ports}"


def _plan_fallback(setup: Setup) -> Iterator[str]:
    if setup.relay is not None:
        yield f"one TCP connection to {setup.relay.host}:{setup.relay.tcp_port}"


def _plan_quality(setup: Setup) -> Iterator[str]:
    if setup.relay is not None:
        count = round(setup.seconds * PACKETS_PER_SECOND)
        where = f"{setup.relay.host}, UDP {setup.relay.ports[0]}"
        yield f"{count} packets of an audio call, in {setup.seconds:g} s, to {where}"


STEPS = (
    Step("proxy", check_proxy, _plan_proxy, 1),
    Step("dns", check_dns, _plan_dns, 1),
    Step("tls", check_tls, _plan_tls, 2),
    Step("proxy-password", check_proxy_password, _plan_proxy_password, 2),
    Step("udp", check_udp, _plan_udp, 2),
    Step("fallback", check_fallback, _plan_fallback, 2),
    Step("quality", check_dscp_and_quality, _plan_quality, 3),
)
"""All steps, in the order of the report."""
