"""What a client understands of the string that a script returned."""

from __future__ import annotations

import functools
import re

from pacgen.engine.decision import Fault, FaultKind, Outcome
from pacgen.engine.profile import PROFILES, Profile
from pacgen.engine.target import Target
from pacgen.routes import DIRECT, Hop, HopKind, Route

__all__ = ["read_result"]

_ADDRESS = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_URL = re.compile(r"[a-z]+://([^/]*)/?", re.IGNORECASE)
_BLANKS = " \t"
_MAX_PORT = 65535


@functools.lru_cache(maxsize=4096)
def read_result(text: str, target: Target) -> Outcome:
    """
    Read a result as *target* does: element by element, passing over what it cannot read.

    When nothing is left the client goes DIRECT, and the outcome has a fault.
    An empty result means DIRECT to every client, without a fault.
    """
    profile = PROFILES[target]
    if profile.ascii_only and not text.isascii():
        return Outcome(text, DIRECT, Fault(FaultKind.INVALID_RESULT, f"{text!r} is not ASCII"))
    hops: list[Hop] = []
    dropped: list[str] = []
    for index, element in enumerate(text.split(";")):
        trimmed = element.strip(_BLANKS)
        if not trimmed:
            continue
        unseen = index == 0 and element[0] in _BLANKS and not profile.skips_leading_blanks
        hop = None if unseen else _hop(trimmed, profile)
        if hop is None:
            dropped.append(trimmed)
        else:
            hops.append(hop)
    if hops:
        kept = hops[:1] if profile.first_hop_only else hops
        return Outcome(text, Route(tuple(kept)), None, tuple(dropped))
    fault = Fault(FaultKind.INVALID_RESULT, f"{text!r} holds nothing that a client can use")
    return Outcome(text, DIRECT, fault if dropped else None, tuple(dropped))


def _hop(element: str, profile: Profile) -> Hop | None:
    word, address = _split(element)
    known = profile.words.get(word.lower())
    if known is None:
        return None
    if known.kind is HopKind.DIRECT:
        # A word that the client takes for DIRECT, though it says something else, has an address.
        plain = not address or profile.address_after_direct or word.lower() != "direct"
        return Hop(HopKind.DIRECT) if plain else None
    if profile.proxy_may_be_url:
        url = _URL.fullmatch(address)
        address = url[1] if url else address
    match = _ADDRESS.fullmatch(address)
    if match is None or not address.isascii():
        return None
    port = int(match["port"]) if match["port"] else known.port
    if not 0 < port <= _MAX_PORT:
        return None
    return Hop(known.kind, match["host"].strip("[]").lower(), port)


def _split(element: str) -> tuple[str, str]:
    match = re.match(r"[^ \t]*", element)
    word = match.group() if match else ""
    return word, element[len(word) :].strip(_BLANKS)
