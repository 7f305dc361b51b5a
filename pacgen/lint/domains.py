"""What the constants in tests of a host look like: names, addresses, suffixes shared by many."""

from __future__ import annotations

import re

__all__ = [
    "is_address",
    "is_domain_like",
    "is_shared_suffix",
    "registrable",
    "without_wildcards",
]

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.[a-z][a-z0-9-]+", re.IGNORECASE)
_ADDRESS = re.compile(r"[0-9]+(?:\.[0-9]+){1,3}|\[?[0-9a-f]*:[0-9a-f:.]*\]?", re.IGNORECASE)
_TOP_LEVEL = frozenset(
    {
        *("com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "io", "co", "app", "dev"),
        *("cloud", "online", "site", "xyz", "name", "pro", "mobi", "tv", "me", "eu", "asia"),
    }
)
_COUNTRY = re.compile(r"[a-z]{2}")
_SECOND_LEVEL = re.compile(r"(?:com?|org|net|ac|edu|gov|gob|or|ne)\.[a-z]{2}")
_CLOUDS = frozenset(
    {
        *("windows.net", "core.windows.net", "blob.core.windows.net", "azureedge.net"),
        *("azurefd.net", "azurewebsites.net", "cloudapp.net", "cloudapp.azure.com"),
        *("trafficmanager.net", "cloudfront.net", "amazonaws.com", "s3.amazonaws.com"),
        *("elasticbeanstalk.com", "akamai.net", "akamaiedge.net", "akamaihd.net"),
        *("akamaized.net", "edgekey.net", "edgesuite.net", "fastly.net", "cloudflare.net"),
        *("googleusercontent.com", "appspot.com", "github.io", "herokuapp.com", "web.app"),
        *("pages.dev", "workers.dev", "netlify.app", "vercel.app", "firebaseapp.com"),
    }
)
"""Domains below which anybody can have a name."""


def is_domain_like(text: str) -> bool:
    """Say whether *text* is a domain name of two labels or more, without a dot in front."""
    return _DOMAIN.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Say whether *text* is an IP address, or the beginning of one."""
    return _ADDRESS.fullmatch(text.strip("*.")) is not None


def is_shared_suffix(domain: str) -> bool:
    """Say whether anybody can have a name below *domain*: a top-level domain, a large cloud."""
    domain = domain.lower().strip(".")
    if "." not in domain:
        return domain in _TOP_LEVEL or _COUNTRY.fullmatch(domain) is not None
    return domain in _CLOUDS or _SECOND_LEVEL.fullmatch(domain) is not None


def registrable(host: str) -> str:
    """Return what of *host* is registered: ``example.com``, ``example.co.uk``, for any below it."""
    labels = host.lower().strip(".").split(".")
    for first in reversed(range(len(labels))):
        domain = ".".join(labels[first:])
        if not is_shared_suffix(domain):
            return domain
    return ".".join(labels)


def without_wildcards(pattern: str) -> str:
    """Return the domain that a pattern, as ``*.example.com``, is about."""
    return pattern.strip("*?").strip(".")
