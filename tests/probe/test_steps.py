"""The check list where there is nobody to ask."""

from __future__ import annotations

import ssl

import pytest

from pacgen import endpoints
from pacgen.endpoints import Instance
from pacgen.probe import STEPS, Setup, Verdict
from pacgen.probe.names import Lookup
from pacgen.probe.quality import Profile
from pacgen.probe.settings import ProxySetting
from pacgen.probe.setup import default_relay, default_web
from pacgen.probe.steps import run_steps


class _Nobody:
    label = "nobody"

    def lookup(self, name: str) -> Lookup:
        raise AssertionError(name)


def _setup(*settings: ProxySetting) -> Setup:
    return Setup(
        document=endpoints.load(Instance.CHINA).document,
        web=(),
        relay=None,
        resolver=_Nobody(),
        reference=None,
        settings=settings,
        pac=None,
        proxy=("192.0.2.1", 8080),
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
    checks = {check.name: check for check in run_steps(STEPS, setup)}
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
    """WinHTTP with a proxy and a user without one, and WPAD that nobody looked at, are warnings."""
    differing = _setup(ProxySetting("WinHTTP", proxy="p:1", bypass="*"))
    wpad = _setup(ProxySetting("GNOME", auto_detect=True))

    for setup, said in ((differing, "WinHTTP and the user's settings differ"), (wpad, "--pac")):
        (check,) = run_steps(STEPS[:1], setup)
        assert (check.verdict, said in check.summary) == (Verdict.WARN, True)
