"""The check list where there is nobody to ask."""

from __future__ import annotations

import itertools
import ssl
import threading
from dataclasses import replace

import pytest

from pacgen import endpoints
from pacgen.endpoints import Instance
from pacgen.probe import STEPS, Check, Setup, Verdict, points
from pacgen.probe.deadline import Deadline
from pacgen.probe.names import Lookup
from pacgen.probe.proxy_setting import ProxySetting
from pacgen.probe.quality import Profile
from pacgen.probe.setup import Relay, default_relay, default_web
from pacgen.probe.steps import SPARE, run_steps
from pacgen.probe.wpad import Search

PLENTY = Deadline(60, lambda: 0)


class _Nobody:
    label = "nobody"

    def lookup(self, name: str) -> Lookup:
        raise AssertionError(name)


class _Ignorant:
    label = "ignorant"

    def lookup(self, name: str) -> Lookup:
        return Lookup(name, (), "no such name", 0)


def _setup(*settings: ProxySetting) -> Setup:
    return Setup(
        document=endpoints.load(Instance.CHINA).document,
        web=(),
        relay=None,
        resolver=_Nobody(),
        reference=None,
        settings=settings,
        judge_pac=lambda: None,
        proxy=("192.0.2.1", 8080),
        wpad=None,
        seconds=10,
        profile=Profile.CLIENT,
        trust=lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )


def test_nobody_to_ask() -> None:
    """With no server and no relay known, nothing is planned or sent, and the report says what to name."""
    setup = _setup()

    assert [line for step in STEPS for line in step.plan(setup)] == [
        "nothing: the settings of this computer are read"
    ]
    checks = {check.name: check for check in run_steps(STEPS, setup, PLENTY)}
    assert {name for name, check in checks.items() if check.verdict is Verdict.INCONCLUSIVE} == {
        "dns",
        "tls",
        "udp",
        "fallback",
        "quality",
        "dscp",
    }
    assert "--relay" in checks["udp"].summary
    assert "--target" in checks["tls"].summary


def test_a_relay_without_an_address() -> None:
    """Where the relay's name does not resolve, every check of it says that."""
    checks = run_steps(
        STEPS[4:],
        replace(_setup(), relay=Relay("r.example.com"), resolver=_Ignorant()),
        PLENTY,
    )

    assert [check.summary for check in checks] == ["r.example.com has no address"] * 3 + [
        "nothing was sent"
    ]


@pytest.mark.parametrize("instance", list(Instance))
def test_only_hosts_of_the_endpoint_list_are_asked(instance: Instance) -> None:
    """Whom the probe asks by itself is in Microsoft's list of that cloud."""
    document = endpoints.load(instance).document
    relay = default_relay(document)
    hosts = [target.host for target in default_web(document)] + ([relay.host] if relay else [])

    assert hosts
    assert all(any(p.matches(h) for s in document.teams() for p in s.urls) for h in hosts)
    assert (relay is not None) == (instance is Instance.WORLDWIDE)


def test_settings_that_differ() -> None:
    """WinHTTP with a proxy and a user without one, and WPAD that leads to nothing, are warnings."""
    winhttp = _setup(ProxySetting("WinHTTP", proxy="p:1", bypass="*"))
    unsought = _setup(ProxySetting("GNOME", auto_detect=True))
    nowhere = replace(unsought, wpad=Search((), ("wpad.example.com",), _Ignorant()))

    for setup, said, advice in (
        (winhttp, "WinHTTP and the user's settings differ", "netsh winhttp"),
        (unsought, "GNOME looks for a PAC file by WPAD", "--wpad"),
        (nowhere, "none was found by DHCP or DNS (wpad.example.com)", "switch WPAD off"),
    ):
        (check,) = run_steps(STEPS[:1], setup, PLENTY)
        assert (check.verdict, said in check.summary) == (Verdict.WARN, True)
        assert advice in check.advice


def test_all_is_over_in_half_a_minute() -> None:
    """If nobody answers anything, what every step waits for is less than the usual deadline."""
    setup = _setup()
    needs = {
        turn: max(step.need(setup) for step in STEPS if step.turn == turn)
        for turn in {step.turn for step in STEPS}
    }

    assert sum(needs.values()) <= setup.seconds + SPARE <= 28


def test_the_time_is_shared() -> None:
    """What comes later keeps its time; where there is too little for all, each has its part."""
    assert Deadline(127, lambda: 100).share(6, 14) == 13
    assert Deadline(127, lambda: 100).share(6, 0) == 27
    assert Deadline(116, lambda: 100).share(6, 14) == 2
    assert Deadline(110, lambda: 100).share(6, 14) == pytest.approx(3)
    assert Deadline(100, lambda: 100).share(6, 14) == 0
    assert Deadline(90, lambda: 100).left() == 0
    assert Deadline(90, lambda: 80).within(3).left() == 3


def test_steps_that_do_not_end() -> None:
    """A step whose time is over is inconclusive, and those beside it and behind it are told of."""
    over = threading.Event()

    def stick(_: Setup) -> tuple[Check, ...]:
        assert over.wait(60)
        return (points.UDP,)

    steps = [
        replace(STEPS[0], name="quick", run=lambda _: (points.TLS,), turn=1),
        replace(STEPS[-1], name="stuck", run=stick, turn=1),
        replace(STEPS[0], name="later", run=stick, turn=2),
    ]
    # The clock is asked twice for the turn, and before each wait: time is over before the second.
    clock = itertools.chain([0.0] * 3, itertools.repeat(27.0))
    deadline = Deadline(27, lambda: next(clock))
    try:
        quick, quality, dscp, later = run_steps(steps, _setup(), deadline)
    finally:
        over.set()

    assert quick is points.TLS
    assert [check.name for check in (quality, dscp, later)] == ["quality", "dscp", "proxy"]
    assert {check.verdict for check in (quality, dscp, later)} == {Verdict.INCONCLUSIVE}
    assert "--deadline" in later.advice
