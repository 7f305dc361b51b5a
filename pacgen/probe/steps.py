"""The check list, in the order of Microsoft's page on proxy servers for Teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pacgen.probe import points
from pacgen.probe.check import Check
from pacgen.probe.deadline import Deadline
from pacgen.probe.media import LONGEST_CONNECT, check_dscp_and_quality, check_fallback, check_udp
from pacgen.probe.names import LONGEST_LOOKUP
from pacgen.probe.parallel import finished
from pacgen.probe.paths import check_dns, check_proxy, check_proxy_password, check_tls
from pacgen.probe.setup import Setup
from pacgen.probe.udp import LONGEST_ANSWER, LONGEST_PORT, PACKETS_PER_SECOND
from pacgen.probe.web import LONGEST_REQUEST

__all__ = ["SPARE", "STEPS", "Step", "run_steps"]

SPARE = 17.0
"""Seconds that a probe may take besides the measurement: what all steps together need."""

_PAC = 12.0
"""Seconds to fetch and lint a PAC file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One or two checks that are made together."""

    name: str
    run: Callable[[Setup], tuple[Check, ...]]
    plan: Callable[[Setup], Iterator[str]]
    """What would be sent, a line each."""

    points: Callable[[Setup], tuple[Check, ...]]
    """What is checked, before anybody looked."""

    turn: int
    """Steps of one turn run side by side; those of later turns wait."""

    need: Callable[[Setup], float]
    """How many seconds it takes at most, when nobody answers."""


def run_steps(steps: Iterable[Step], setup: Setup, deadline: Deadline) -> tuple[Check, ...]:
    """
    Run *steps* and return their checks, in their order.

    A step that is not done when its time is over is inconclusive, and the next ones have their
    time all the same.
    """
    listed = list(steps)
    needs: dict[int, float] = {}
    for step in listed:
        needs[step.turn] = max(needs.get(step.turn, 0.0), step.need(setup))
    results: dict[str, tuple[Check, ...]] = {}
    for turn, need in sorted(needs.items()):
        later = sum(other for number, other in needs.items() if number > turn)
        now = [step for step in listed if step.turn == turn]
        results |= _run_turn(now, setup, deadline.within(deadline.share(need, later)))
    return tuple(check for step in listed for check in results[step.name])


def _run_turn(steps: list[Step], setup: Setup, deadline: Deadline) -> dict[str, tuple[Check, ...]]:
    found = finished(lambda step: step.run(setup), steps, deadline.left)
    return {
        step.name: checks or tuple(map(points.unfinished, step.points(setup)))
        for step, checks in zip(steps, found, strict=True)
    }


def _plan_proxy(setup: Setup) -> Iterator[str]:
    if setup.wpad is None:
        yield "nothing: the settings of this computer are read"
        return
    yield "the settings of this computer are read"
    yield from setup.wpad.plan()


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


def _only(point: Check) -> Callable[[Setup], tuple[Check, ...]]:
    return lambda _: (point,)


def _seconds(number: float) -> Callable[[Setup], float]:
    return lambda _: number


STEPS = (
    Step("proxy", check_proxy, _plan_proxy, _only(points.PROXY), 1, _seconds(_PAC)),
    Step("dns", check_dns, _plan_dns, _only(points.DNS), 1, _seconds(2 * LONGEST_LOOKUP)),
    Step(
        "tls",
        check_tls,
        _plan_tls,
        _only(points.TLS),
        1,
        _seconds(LONGEST_LOOKUP + LONGEST_REQUEST),
    ),
    Step(
        "proxy-password",
        check_proxy_password,
        _plan_proxy_password,
        _only(points.PROXY_PASSWORD),
        1,
        _seconds(LONGEST_REQUEST),
    ),
    Step(
        "udp", check_udp, _plan_udp, _only(points.UDP), 1, _seconds(LONGEST_LOOKUP + LONGEST_PORT)
    ),
    Step(
        "fallback",
        check_fallback,
        _plan_fallback,
        _only(points.FALLBACK),
        1,
        _seconds(LONGEST_LOOKUP + LONGEST_CONNECT),
    ),
    # Alone, since what else is sent would disturb it.
    Step(
        "quality",
        check_dscp_and_quality,
        _plan_quality,
        lambda setup: (points.quality(setup.profile), points.DSCP),
        2,
        # Whether anybody is there is asked first, and the last answer is waited for.
        lambda setup: LONGEST_PORT + setup.seconds + LONGEST_ANSWER,
    ),
)
"""All steps, in the order of the report."""
