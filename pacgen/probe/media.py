"""The checks of media: UDP to the relay, what is left where it is shut, quality, marks."""

from __future__ import annotations

import dataclasses
import math
import socket
import time
from collections.abc import Iterator, Sequence

from pacgen.probe.check import Check, Verdict
from pacgen.probe.names import with_a_way
from pacgen.probe.parallel import side_by_side
from pacgen.probe.points import DSCP, FALLBACK, UDP
from pacgen.probe.points import quality as quality_point
from pacgen.probe.quality import LIMITS, Profile, Quality, quality_of
from pacgen.probe.setup import Relay, Setup
from pacgen.probe.udp import AUDIO_DSCP, Answer, Call, PortResult, ask_port, call

__all__ = ["LONGEST_CONNECT", "check_dscp_and_quality", "check_fallback", "check_udp", "judge_call"]

LONGEST_CONNECT = 3.0
"""Seconds after which a relay that does not take a TCP connection is given up."""

_OPEN = "open UDP 3478-3481 to the published prefixes, past proxy and VPN: pacgen export"
_BUSY = 0.05
"""Seconds; a computer that sends so late may read answers as late."""


def check_udp(setup: Setup) -> tuple[Check, ...]:
    """Say whether the ports of media answer, and whether all leave by one address."""
    address = _address(setup)
    if setup.relay is None or address is None:
        return (_unasked(UDP, setup.relay),)
    found = side_by_side(lambda port: ask_port(address, port), setup.relay.ports)
    verdict, summary, advice = _judge_ports(found)
    return (
        dataclasses.replace(
            UDP,
            verdict=verdict,
            summary=summary,
            evidence=(f"relay {setup.relay.host} at {address}", *map(_port_line, found)),
            advice=advice,
        ),
    )


def _judge_ports(found: Sequence[PortResult]) -> tuple[Verdict, str, str]:
    by_answer = {answer: [r.port for r in found if r.answer is answer] for answer in Answer}
    open_ports, silent = by_answer[Answer.REPLY], by_answer[Answer.SILENT]
    shut = by_answer[Answer.REFUSED] + by_answer[Answer.BLOCKED]
    egress = sorted({r.mapped[0] for r in found if r.mapped})
    if shut:
        where = "this computer" if by_answer[Answer.BLOCKED] else "the relay or a firewall"
        return Verdict.FAIL, f"UDP {_list(shut)}: refused by {where}", _OPEN
    if silent and open_ports:
        return (
            Verdict.FAIL,
            f"UDP {_list(silent)}: silent, while {_list(open_ports)} {_answer(open_ports)}",
            _OPEN,
        )
    if silent:
        summary = (
            f"UDP {_list(silent)}: silent; either it is dropped on the way, or this relay does "
            "not answer strangers"
        )
        return Verdict.INCONCLUSIVE, summary, f"look at the firewall's log, and {_OPEN}"
    if len(egress) > 1:
        summary = f"the ports leave by several addresses: {', '.join(egress)}"
        return Verdict.WARN, summary, "let all media of a client leave by one address"
    seen = f", seen as {egress[0]}" if egress else ""
    return Verdict.PASS, f"replies from UDP {_list(open_ports)}{seen}", ""


def _port_line(result: PortResult) -> str:
    text = f"UDP {result.port}: {result.answer.value}"
    if result.answer is Answer.REPLY:
        seen = f", seen as {result.mapped[0]} port {result.mapped[1]}" if result.mapped else ""
        return f"{text} in {result.seconds * 1000:.0f} ms{seen}"
    return f"{text} ({result.detail})" if result.detail else text


def check_fallback(setup: Setup) -> tuple[Check, ...]:
    """Say whether media could use TCP where UDP is shut."""
    address = _address(setup)
    if setup.relay is None or address is None:
        return (_unasked(FALLBACK, setup.relay),)
    port = setup.relay.tcp_port
    evidence = (f"relay {setup.relay.host} at {address}",)
    started = time.perf_counter()
    try:
        with socket.create_connection((address, port), LONGEST_CONNECT):
            taken = (time.perf_counter() - started) * 1000
    except OSError as error:
        reason = "no answer" if isinstance(error, TimeoutError) else error.strerror or str(error)
        return (
            dataclasses.replace(
                FALLBACK,
                verdict=Verdict.WARN,
                summary=f"TCP {port} of {setup.relay.host}: {reason}",
                evidence=evidence,
                advice="open TCP 443 to the published prefixes: pacgen export",
            ),
        )
    summary = f"TCP {port} of {setup.relay.host} connects in {taken:.0f} ms"
    return (
        dataclasses.replace(FALLBACK, verdict=Verdict.PASS, summary=summary, evidence=evidence),
    )


def check_dscp_and_quality(setup: Setup) -> tuple[Check, ...]:
    """Measure the path at the cadence of a call, and say whether packets could be marked."""
    quality = quality_point(setup.profile)
    address = _address(setup)
    if setup.relay is None or address is None:
        return _unasked(quality, setup.relay), DSCP
    return _measured(setup, setup.relay, address, quality)


def _measured(setup: Setup, relay: Relay, address: str, quality: Check) -> tuple[Check, ...]:
    port = relay.ports[0]
    first = ask_port(address, port)
    if first.answer is not Answer.REPLY:
        summary = (
            f"UDP {port} of {relay.host}: {first.answer.value}, so there is nothing to measure"
        )
        return dataclasses.replace(quality, summary=summary), DSCP
    try:
        sent = call(address, port, seconds=setup.seconds)
    except OSError as error:
        summary = f"UDP {port} of {relay.host}: {error.strerror or error}"
        return dataclasses.replace(quality, summary=summary), DSCP
    done = judge_call(quality, sent, setup.profile)
    return done, _judge_marks(sent, f"UDP {port} of {relay.host}")


def judge_call(point: Check, sent: Call, profile: Profile) -> Check:
    """Return *point* with what the packets of a call show, by the limits of *profile*."""
    found = quality_of(sent.samples)
    limits = LIMITS[profile]
    missed = list(found.misses(limits))
    advice = (
        "shorten the path (no VPN, no proxy, local egress), give media priority, "
        "and look at Wi-Fi and the uplink at peak load"
    )
    return dataclasses.replace(
        point,
        verdict=Verdict.FAIL if missed else Verdict.PASS,
        summary=f"{', '.join(missed)} not met: {_figures(found)}" if missed else _figures(found),
        evidence=(*_details(found), *_lateness(sent)),
        advice=advice if missed else "",
        measures=_measures(found),
        limit=limits.round_trip,
        samples=sent.samples,
    )


def _judge_marks(sent: Call, where: str) -> Check:
    if sent.dscp_set:
        return dataclasses.replace(
            DSCP,
            verdict=Verdict.PASS,
            summary=f"packets left with DSCP {AUDIO_DSCP}; who takes it off is not seen from here",
            evidence=(f"the system took the mark for {len(sent.samples)} packets to {where}",),
        )
    return dataclasses.replace(
        DSCP,
        summary="this system does not let programs mark packets",
        evidence=(f"the system did not take the mark for packets to {where}",),
        advice="mark by policy: on Windows with a QoS policy for the ports of Teams",
    )


def _figures(q: Quality) -> str:
    if not q.received:
        return f"none of {_packets(q.sent)} came back"
    return (
        f"round trip {q.round_trip:.0f} ms, loss {q.loss:.2%}, burst loss {q.burst_loss:.0%}, "
        f"jitter {q.jitter:.1f} ms, reordering {q.reordering:.2%}"
    )


def _details(q: Quality) -> Iterator[str]:
    yield f"{q.received} of {_packets(q.sent)} came back"
    if q.received:
        yield f"round trip   {q.round_trip:.1f} ms mean, {q.round_trip_p95:.1f} ms for 95 %"
        yield f"one way      {q.one_way:.1f} ms, as half of the round trip"
    yield f"loss         {q.loss:.2%} in the worst 15 s"
    yield f"burst loss   {q.burst_loss:.0%} ({_packets(q.burst_lost)}) in the worst 200 ms"
    if q.received > 1:
        yield f"jitter       {q.jitter:.1f} ms at most (RFC 3550, both ways together)"
        yield f"reordering   {q.reordering:.2%}"


def _measures(q: Quality) -> dict[str, float | None]:
    """Return the figures for programs; none for times where no packet came back."""
    measures = {
        "sent": q.sent,
        "received": q.received,
        "one_way_ms": q.one_way,
        "round_trip_ms": q.round_trip,
        "round_trip_p95_ms": q.round_trip_p95,
        "loss": q.loss,
        "burst_loss": q.burst_loss,
        "jitter_ms": q.jitter,
        "reordering": q.reordering,
    }
    return {
        name: None if math.isnan(value) else round(value, 6) for name, value in measures.items()
    }


def _packets(number: int) -> str:
    return "1 packet" if number == 1 else f"{number} packets"


def _lateness(sent: Call) -> list[str]:
    """Tell where this computer, and not the network, may be what was measured."""
    if sent.late < _BUSY:
        return []
    late = sent.late * 1000
    return [f"this computer was busy: a packet left {late:.0f} ms late; measure again at rest"]


def _unasked(point: Check, relay: Relay | None) -> Check:
    """Return *point* as it stands when there is nobody to ask."""
    if relay is None:
        return point
    return dataclasses.replace(
        point, summary=f"{relay.host} has no address", advice="see the check of names"
    )


def _address(setup: Setup) -> str | None:
    if setup.relay is None:
        return None
    found = with_a_way(setup.lookup(setup.relay.host).addresses)
    return str(found) if found else None


def _answer(ports: Sequence[int]) -> str:
    return "answers" if len(ports) == 1 else "answer"


def _list(ports: Sequence[int]) -> str:
    return ", ".join(map(str, ports))
