"""
What can be wrong with a result: each element of a returned string, and the whole of it.

Every rule about results owns one flaw. The flaws of an element are found here in one go, so that
no element is reported for two flaws of which one is only the consequence of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pacgen.engine import Target
from pacgen.engine.profile import PROFILES
from pacgen.engine.results import read_result
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.probes import Role
from pacgen.lint.wording import joined

__all__ = ["Blemish", "Flaw", "blemishes", "consequence", "flaws_of"]


class Flaw(StrEnum):
    """What is wrong. The names are those of the rules that own them."""

    NON_ASCII = "non-ascii-result"
    EMPTY = "empty-result"
    LEADING_BLANK = "result-leading-whitespace"
    COMMA = "comma-separator"
    SCHEME = "scheme-in-proxy-address"
    PATH = "path-in-proxy-address"
    DIRECT_WITH_ADDRESS = "direct-with-address"
    BAD_PORT = "invalid-proxy-port"
    UNKNOWN_WORD = "unknown-result-keyword"
    OTHER = "unreadable-result"
    """Something that a client passes over, and none of the above."""

    NO_PORT = "missing-proxy-port"
    UNQUALIFIED = "unqualified-proxy-host"
    DUPLICATE = "duplicate-proxy-in-list"
    SOCKS = "ambiguous-socks"
    UNPORTABLE = "unportable-result-keyword"
    CASE = "result-keyword-case"
    TRAILING = "trailing-separator"


@dataclass(frozen=True, slots=True)
class Blemish:
    """A flaw in a piece of a result, and the answers that have it."""

    flaw: Flaw
    text: str
    """The element; for flaws of the whole, the whole."""

    answers: tuple[Answer, ...]


_WORDS = frozenset({"direct", "proxy", "http", "https", "socks", "socks4", "socks5", "quic"})
_BLANKS = " \t"
_MAX_PORT = 65535
_TLD = re.compile(r"\.[a-z0-9-]*[a-z][a-z0-9-]*\.?$|^[0-9.]+$|:", re.IGNORECASE)


def blemishes(context: LintContext, flaw: Flaw) -> list[Blemish]:
    """Return what has *flaw* among all that the file returned, one for each different piece."""
    found: dict[str, list[Answer]] = {}
    for returned, answers in _results(context).items():
        for kind, text in flaws_of(returned, context.targets):
            if kind is flaw:
                found.setdefault(text, []).extend(answers)
    return [Blemish(flaw, text, tuple(answers)) for text, answers in found.items()]


def flaws_of(returned: str, targets: Iterable[Target]) -> list[tuple[Flaw, str]]:
    """Return the flaws of a result as far as *targets* are concerned, each with its piece."""
    return list(_flaws_of(returned, tuple(targets)))


def consequence(text: str, targets: Iterable[Target]) -> str:
    """Say what clients do with a result: ``chromium and winhttp go DIRECT``; nothing if no harm."""
    gone, passed = [], []
    for target in targets:
        outcome = read_result(text, target)
        if outcome.fault is not None:
            gone.append(target.value)
        elif outcome.dropped:
            passed.append(target.value)
    parts = []
    if gone:
        parts.append(f"{joined(gone)} {'goes' if len(gone) == 1 else 'go'} DIRECT")
    if passed:
        parts.append(f"{joined(passed)} {'passes' if len(passed) == 1 else 'pass'} over it")
    return ", ".join(parts)


def _results(context: LintContext) -> dict[str, list[Answer]]:
    answers = [
        answer
        for answer in context.in_all_worlds
        if answer.probe.role is not Role.ODD and answer.decision.returned is not None
    ]
    return grouped(answers, lambda answer: answer.decision.returned or "")


def _flaws_of(returned: str, targets: tuple[Target, ...]) -> Iterator[tuple[Flaw, str]]:
    if not returned.isascii():
        yield Flaw.NON_ASCII, returned
        return
    if not returned.strip(" \t;"):
        yield Flaw.EMPTY, returned
        return
    if returned != returned.strip() and returned.rstrip(_BLANKS) != returned.strip():
        yield Flaw.LEADING_BLANK, returned
    if returned.rstrip().endswith(";"):
        yield Flaw.TRAILING, returned
    divided = _is_divided(returned, targets)
    elements = [e.strip() for e in returned.split(";") if e.strip()]
    seen: set[str] = set()
    has_socks5 = any(element.lower().startswith("socks5") for element in elements)
    for element in elements:
        broken = _broken(element, targets)
        if broken is not None:
            yield broken, element
            continue
        for flaw in _dubious(element, targets, socks5=has_socks5):
            if flaw is not Flaw.UNPORTABLE or divided:
                yield flaw, element
        if element.lower() in seen:
            yield Flaw.DUPLICATE, element
        seen.add(element.lower())


def _broken(element: str, targets: tuple[Target, ...]) -> Flaw | None:
    """Return why clients pass over *element*, if any does."""
    word, _, rest = element.partition(" ")
    address, known = rest.strip(), word.lower() in _WORDS
    if "," in element:
        return Flaw.COMMA
    if known and re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):
        return Flaw.SCHEME
    if not _is_dropped(element, targets):
        return None
    if "@" in element or re.search(r"[${%<]", element):
        return Flaw.OTHER
    if not known or not _readers(word, targets):
        return Flaw.UNKNOWN_WORD
    if len(_readers(word, targets)) < len(targets) and not _is_dropped(
        element, _readers(word, targets)
    ):
        return None
    if word.lower() == "direct":
        return Flaw.DIRECT_WITH_ADDRESS
    if "/" in address or "\\" in address:
        return Flaw.PATH
    return Flaw.BAD_PORT if _has_bad_port(address) else Flaw.OTHER


def _is_divided(returned: str, targets: Iterable[Target]) -> bool:
    """
    Say whether some clients use a proxy and others none.

    A keyword that not all know does no harm where a proxy for the others stands behind it.
    """
    return len({read_result(returned, target).route.is_direct for target in targets}) > 1


def _has_bad_port(address: str) -> bool:
    host, colon, port = address.rpartition(":")
    if not colon or (host.count(":") > 1 and not host.endswith("]")):
        return False
    number = port.strip()
    if " " in number:
        return False
    return not (number.isdecimal() and number == port and int(number) <= _MAX_PORT)


def _dubious(element: str, targets: tuple[Target, ...], *, socks5: bool) -> Iterator[Flaw]:
    """Yield what is wrong with an element that some client can read."""
    word, _, rest = element.partition(" ")
    address = rest.strip()
    if word != word.upper():
        yield Flaw.CASE
    if word.lower() == "socks" and not socks5:
        yield Flaw.SOCKS
    elif len(_readers(word, targets)) < len(targets):
        yield Flaw.UNPORTABLE
    if address:
        host, colon, _ = address.rpartition(":")
        bracketed = address.endswith("]")
        if not colon or bracketed:
            yield Flaw.NO_PORT
        name = address if not colon or bracketed else host
        if not _TLD.search(name) and name.lower() != "localhost":
            yield Flaw.UNQUALIFIED


def _is_dropped(element: str, targets: Iterable[Target]) -> bool:
    return any(read_result(element, target).dropped for target in targets)


def _readers(word: str, targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return those of *targets* that know a keyword for what it says."""
    lower = word.lower()
    return tuple(
        target
        for target in targets
        if lower in PROFILES[target].words
        and (lower == "direct" or PROFILES[target].words[lower].kind.name.lower() != "direct")
    )
