"""The points of Microsoft's advice before anybody looked: what is wanted, and who wants it."""

from __future__ import annotations

import dataclasses

from pacgen.probe.check import Check, Verdict
from pacgen.probe.quality import LIMITS, Limits, Profile
from pacgen.probe.udp import AUDIO_DSCP

__all__ = [
    "DNS",
    "DSCP",
    "FALLBACK",
    "PROXY",
    "PROXY_PASSWORD",
    "TLS",
    "UDP",
    "quality",
    "unfinished",
]

_PROXIES = "Microsoft, Proxy servers for Teams"
_PRINCIPLES = "Microsoft 365 network connectivity principles"
_QUALITY = "Microsoft, Media quality and network connectivity performance"
_NO_RELAY = "no relay is known for this cloud: name one with --relay"

PROXY = Check(
    "proxy",
    "Teams goes past the proxy",
    Verdict.PASS,
    "no proxy is set on this computer",
    ("nothing is set in the environment, in GNOME or KDE, on macOS or Windows",),
    threshold="every host of Teams goes DIRECT",
    source=_PROXIES,
)

DNS = Check(
    "dns",
    "names are resolved as on the Internet, near the client",
    Verdict.INCONCLUSIVE,
    "no target has a name",
    threshold="every name has addresses in the published prefixes; none is private",
    source=f"{_PROXIES}; {_PRINCIPLES}",
)

TLS = Check(
    "tls",
    "TLS is not opened on the way",
    Verdict.INCONCLUSIVE,
    "no server is known by name for this cloud: name one with --target",
    threshold="TCP 443 connects, and the certificate is Microsoft's own",
    source=_PROXIES,
)

PROXY_PASSWORD = Check(
    "proxy-password",
    "no proxy asks Teams for a password",
    Verdict.PASS,
    "no proxy to ask",
    ("neither the settings nor --proxy name one",),
    threshold="CONNECT is not answered with 407 or 403",
    source=_PROXIES,
)

UDP = Check(
    "udp",
    "media goes directly over UDP",
    Verdict.INCONCLUSIVE,
    _NO_RELAY,
    threshold="every port answers a STUN request, all from one address",
    source=_PROXIES,
)

FALLBACK = Check(
    "fallback",
    "media has TCP 443 to fall back on",
    Verdict.INCONCLUSIVE,
    _NO_RELAY,
    threshold="TCP 443 of the relay connects",
    source=_PROXIES,
)

DSCP = Check(
    "dscp",
    "audio is marked for priority",
    Verdict.INCONCLUSIVE,
    "nothing was sent",
    threshold=f"packets leave with DSCP {AUDIO_DSCP}",
    source="Microsoft, Implement Quality of Service in Teams",
)


def quality(profile: Profile) -> Check:
    """Return the point of media quality, with the limits of *profile*."""
    return Check(
        "quality",
        "the path is good enough for media",
        Verdict.INCONCLUSIVE,
        _NO_RELAY,
        threshold=_threshold(LIMITS[profile]),
        source=f"{_QUALITY} ({_place(profile)})",
    )


def unfinished(point: Check) -> Check:
    """Return *point* as it stands when time is over before anything came of it."""
    return dataclasses.replace(
        point,
        verdict=Verdict.INCONCLUSIVE,
        summary="it took too long, and was not waited for",
        advice="allow more time with --deadline",
    )


def _threshold(limits: Limits) -> str:
    return (
        f"one way < {limits.one_way:g} ms, round trip < {limits.round_trip:g} ms, "
        f"loss < {limits.loss:.1%} in 15 s, burst loss < {limits.burst_loss:.0%} in 200 ms "
        "(one packet alone does not count), "
        f"jitter < {limits.jitter:g} ms, reordering < {limits.reordering:.2%}"
    )


def _place(profile: Profile) -> str:
    match profile:
        case Profile.CLIENT:
            return "client to Microsoft's edge"
        case Profile.EDGE:
            return "customer's edge to Microsoft's edge"
