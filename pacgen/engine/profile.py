"""
What each target does with a request, a script and a result: all differences between clients, in
one table.

Sources: Chromium ``net/docs/proxy.md``, ``services/proxy_resolver/``,
``net/base/proxy_string_util.cc``;
Firefox ``netwerk/base/ProxyAutoConfig.cpp``, ``nsPACMan.cpp``, ``nsProtocolProxyService.cpp``;
Microsoft "WinHTTP AutoProxy" and KB 271361; Apple's published CFNetwork.
What Chromium and Firefox do is checked against the browsers themselves. WinHTTP and macOS are
closed: their rows hold
what is documented, and the cautious choice where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from pacgen.engine.target import Target
from pacgen.routes import HopKind

__all__ = ["PROFILES", "Profile", "UrlForm", "Word"]


class UrlForm(Enum):
    """How much of the URL the script gets to see."""

    ORIGIN_IF_SECURE = "origin of https and wss, path and query of the rest"
    ORIGIN = "scheme, host and port of every URL"
    WHOLE = "everything, as the application wrote it"


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword in a result: what it means, and the port when none is written."""

    kind: HopKind
    port: int


_DIRECT = Word(HopKind.DIRECT, 0)
_PROXY = Word(HopKind.PROXY, 80)
_SOCKS = Word(HopKind.SOCKS, 1080)


@dataclass(frozen=True, slots=True)
class Profile:
    """One client."""

    helpers: tuple[str, ...]
    """The pieces of JavaScript that make its helpers, in order; the last is the installer."""

    url: UrlForm
    words: Mapping[str, Word]
    """Keywords it understands, in lower case."""

    host_as_typed: bool = False
    """Whether the host comes as the application wrote it, not in lower case and punycode."""

    entry_points: tuple[str, ...] = ("FindProxyForURL",)
    """The functions that it looks for, the preferred one first."""

    credentials_shown: bool = False
    """Whether user name and password stay in the URL."""

    never_asked: re.Pattern[str] | None = None
    """Hosts, in canonical form, that the client connects to directly without asking the script."""

    lenient_hosts: bool = False
    """Whether blanks and asterisks in the name of a proxy are escaped instead of refused."""

    proxy_may_be_url: bool = False
    """
    Whether what follows a keyword is read as a URL: ``PROXY http://user@proxy.example.com:8080/``.

    A PROXY or HTTPS that cannot be read then is no proxy at all: the client connects directly.
    """

    address_after_direct: bool = False
    """Whether ``DIRECT proxy.example.com:8080`` is understood, as DIRECT."""

    skips_leading_blanks: bool = True
    """Whether blanks before the first keyword are passed over."""

    ascii_only: bool = True
    """Whether a result with any other character is refused whole."""

    first_hop_only: bool = False
    """Whether only the first element counts, and failing over is left to the application."""

    es3_only: bool = False
    """Whether a script that is newer than ECMAScript 3 is a SyntaxError."""

    declared: frozenset[str] = frozenset()
    """Names which a script cannot declare by ``let``, ``const`` or ``class`` at its top level."""

    always_sloppy: bool = False
    """Whether ``"use strict"`` at the head of a script has no effect: helpers stand before it."""


_DECLARED = frozenset(
    {
        "dnsDomainIs",
        "dnsDomainLevels",
        "isValidIpAddress",
        "convert_addr",
        "isInNet",
        "isResolvable",
        "localHostOrDomainIs",
        "shExpMatch",
        "wdays",
        "months",
        "weekdayRange",
        "dateRange",
        "timeRange",
        "Infinity",
        "NaN",
        "undefined",
    }
)
_LOOPBACK = r"(?:.+\.)?localhost\.?|127(?:\.\d+){3}|::1"

_NETSCAPE = ("clock", "network", "globs", "ranges", "standard")

PROFILES: Mapping[Target, Profile] = MappingProxyType(
    {
        Target.CHROMIUM: Profile(
            helpers=(*_NETSCAPE, "extended", "chromium"),
            url=UrlForm.ORIGIN_IF_SECURE,
            words={
                "direct": _DIRECT,
                "proxy": _PROXY,
                "https": Word(HopKind.HTTPS, 443),
                "socks": _SOCKS,
                "socks4": Word(HopKind.SOCKS4, 1080),
                "socks5": Word(HopKind.SOCKS5, 1080),
            },
            never_asked=re.compile(
                rf"{_LOOPBACK}|169\.254(?:\.\d+){{2}}|fe[89ab][0-9a-f]:.*|::ffff:7f[0-9a-f]{{2}}:.*"
            ),
            lenient_hosts=True,
            declared=_DECLARED | {"isResolvableEx"},
        ),
        Target.FIREFOX: Profile(
            helpers=(*_NETSCAPE, "firefox"),
            url=UrlForm.ORIGIN,
            words={
                "direct": _DIRECT,
                "proxy": _PROXY,
                "http": Word(HopKind.HTTP, 80),
                "https": Word(HopKind.HTTPS, 443),
                "socks": _SOCKS,
                "socks4": Word(HopKind.SOCKS4, 1080),
                "socks5": Word(HopKind.SOCKS5, 1080),
            },
            credentials_shown=True,
            never_asked=re.compile(_LOOPBACK),
            proxy_may_be_url=True,
            address_after_direct=True,
            skips_leading_blanks=False,
            ascii_only=False,
            declared=_DECLARED | {"isPlainHostName"},
            always_sloppy=True,
        ),
        Target.WINHTTP: Profile(
            helpers=(*_NETSCAPE, "extended", "winhttp"),
            url=UrlForm.WHOLE,
            words={"direct": _DIRECT, "proxy": _PROXY, "socks": _DIRECT},
            host_as_typed=True,
            entry_points=("FindProxyForURLEx", "FindProxyForURL"),
            first_hop_only=True,
            es3_only=True,
        ),
        Target.MACOS: Profile(
            helpers=(*_NETSCAPE, "macos"),
            url=UrlForm.WHOLE,
            words={"direct": _DIRECT, "proxy": _PROXY, "socks": _SOCKS},
            declared=_DECLARED,
        ),
        Target.PACPARSER: Profile(
            helpers=("clock", "network", "pacparser"),
            url=UrlForm.WHOLE,
            words={
                "direct": _DIRECT,
                "proxy": _PROXY,
                "http": Word(HopKind.HTTP, 80),
                "https": Word(HopKind.HTTPS, 443),
                "socks": _SOCKS,
                "socks4": Word(HopKind.SOCKS4, 1080),
                "socks5": Word(HopKind.SOCKS5, 1080),
            },
            host_as_typed=True,
            entry_points=("FindProxyForURLEx", "FindProxyForURL"),
        ),
    }
)
"""Every target's profile."""
