"""What is wrong with a pattern for URLs. A pattern has one fault: the worst."""

from __future__ import annotations

import re
from enum import Enum

from pacgen.lint.domains import is_domain_like, without_wildcards
from pacgen.lint.program import Comparison, How

__all__ = ["UrlFault", "url_fault"]

_SCHEME = re.compile(r"(?P<scheme>[a-z*?]+):(?P<slashes>/+)(?P<rest>.*)", re.DOTALL)
_SECURE = frozenset({"https", "wss"})


class UrlFault(Enum):
    """What is wrong with it."""

    NEVER = "matches no URL"
    """It lacks the scheme in front or the slash behind."""

    PATH = "looks at the path of an https URL"
    ANYWHERE = "finds a domain anywhere in the URL"
    OPEN = "goes on behind the domain"
    HOST = "tests nothing but the host"


def url_fault(comparison: Comparison) -> UrlFault | None:
    """Say what is wrong with a comparison of the URL, ``None`` if nothing is."""
    pattern = comparison.pattern.lower()
    match comparison.how:
        case How.GLOB:
            return _glob(pattern)
        case How.EQUAL:
            return _whole(pattern, open_ended=False)
        case How.PREFIX:
            return _whole(pattern, open_ended=True) if "://" in pattern else None
        case How.SUBSTRING:
            return _contained(pattern)
        case How.SUFFIX | How.LOCAL | How.REGEX:
            return None


def _glob(pattern: str) -> UrlFault | None:
    if "://" in pattern:
        return _whole(pattern.rstrip("*"), open_ended=pattern.endswith("*"))
    core = pattern.strip("*")
    if pattern.startswith("*") and pattern.endswith("*"):
        return _contained(core)
    if pattern.startswith("*") and not pattern.endswith(("/", "?")) and "/" not in core:
        # The URL of a host ends in a slash at least.
        return UrlFault.NEVER if is_domain_like(core.strip(".")) else None
    if not pattern.startswith(("*", "?", "h", "w", "f")) and is_domain_like(core.strip(".")):
        return UrlFault.NEVER
    return None


def _contained(text: str) -> UrlFault | None:
    if "://" in text or "/" in text.strip("/"):
        return None
    domain = without_wildcards(text.strip("/"))
    return UrlFault.ANYWHERE if is_domain_like(domain) else None


def _whole(pattern: str, *, open_ended: bool) -> UrlFault | None:
    match = _SCHEME.fullmatch(pattern)
    if match is None:
        return UrlFault.NEVER if is_domain_like(pattern.strip("*./")) and not open_ended else None
    host, slash, path = match["rest"].partition("/")
    if not host.strip("*?"):
        return None
    if not slash and not open_ended:
        return UrlFault.NEVER if not match["rest"].endswith(("*", "?")) else None
    if slash and path.strip("*"):
        return UrlFault.PATH if match["scheme"] in _SECURE and host else None
    if ":" in host or not is_domain_like(without_wildcards(host)):
        # Only the URL has the port.
        return None
    return UrlFault.HOST if slash else UrlFault.OPEN
