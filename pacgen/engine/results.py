"""What a client understands of the string that a script returned."""

from __future__ import annotations

import functools
import re

from pacgen.engine.canonical import canonical_host
from pacgen.engine.decision import Fault, FaultKind, Outcome
from pacgen.engine.profile import PROFILES, Profile, Word
from pacgen.engine.target import Target
from pacgen.routes import DIRECT, Hop, HopKind, Route

__all__ = ["read_result"]

_BRACKETED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::(.*))?")
_PORT = re.compile(r"[0-9]+")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_BLANKS = " \t"
_CONTROLS = "".join(map(chr, range(0x21)))
_REPLACED = frozenset({HopKind.PROXY, HopKind.HTTP, HopKind.HTTPS})
"""What Firefox connects directly for when it cannot read the address; SOCKS fails instead."""
_MAX_PORT = 65535


@functools.lru_cache(maxsize=4096)
def read_result(text: str, target: Target) -> Outcome:
    """
    Read a result as *target* does: element by element, passing over what it cannot read.

    When nothing is left the client goes DIRECT, and the outcome has a fault.
    Some clients go DIRECT in the very place of a proxy whose address they cannot read.
    An empty result means DIRECT to every client, without a fault.
    """
    profile = PROFILES[target]
    if profile.ascii_only and not text.isascii():
        return Outcome(text, DIRECT, Fault(FaultKind.INVALID_RESULT, f"{text!r} is not ASCII"))
    hops: list[Hop] = []
    dropped: list[str] = []
    meant = False
    for index, element in enumerate(_text_read(text, profile).split(";")):
        trimmed = element.strip(_BLANKS)
        if not trimmed:
            continue
        unseen = index == 0 and element[0] in _BLANKS and not profile.skips_leading_blanks
        word, address = _split(trimmed)
        known = None if unseen else profile.words.get(word.lower())
        hop = None if known is None else _hop(known, word, address, profile)
        if hop is not None:
            hops.append(hop)
            meant = True
            continue
        dropped.append(trimmed)
        if known is not None and known.kind in _REPLACED and profile.proxy_may_be_url:
            hops.append(Hop(HopKind.DIRECT))
    route = Route(tuple(hops[:1] if profile.first_hop_only else hops)) if hops else DIRECT
    fault = None
    if dropped and not meant:
        message = f"{text!r} holds nothing that a client can use"
        fault = Fault(FaultKind.INVALID_RESULT, message)
    return Outcome(text, route, fault, tuple(dropped))


def _hop(known: Word, word: str, address: str, profile: Profile) -> Hop | None:
    if known.kind is HopKind.DIRECT:
        # A word that the client takes for DIRECT, though it says something else, has an address.
        plain = not address or profile.address_after_direct or word.lower() != "direct"
        return Hop(HopKind.DIRECT) if plain else None
    if profile.proxy_may_be_url:
        host, port = _host_and_port(_authority(address))
        if ":" in host and "[" not in address:
            return None
    else:
        host, port = _host_and_port(address)
        if address.endswith(":") or not address.isascii():
            return None
        host = host.rstrip(_BLANKS)
    name = canonical_host(host, lenient=profile.lenient_hosts) if host else None
    if name is None or not (port == "" or _PORT.fullmatch(port)):
        return None
    number = int(port[-8:]) if port else known.port
    return Hop(known.kind, name, number) if number <= _MAX_PORT else None


def _text_read(text: str, profile: Profile) -> str:
    """Return what the client takes for the result: a C string ends at a NUL."""
    return text.partition("\0")[0] if profile.proxy_may_be_url else text


def _authority(address: str) -> str:
    """Return host and port of what may be a URL; without credentials, path and query."""
    # Whatever reads URLs passes over the line ends and tabs in them.
    rest = re.sub(r"[\t\n\r]", "", _URL.sub("", address.rstrip(_CONTROLS), count=1))
    return re.split(r"[/\\?#]", rest, maxsplit=1)[0].rpartition("@")[2]


def _host_and_port(address: str) -> tuple[str, str]:
    bracketed = _BRACKETED.fullmatch(address)
    if bracketed:
        return bracketed[1], bracketed[2] or ""
    host, _, port = address.rpartition(":") if ":" in address else (address, "", "")
    return host, port


def _split(element: str) -> tuple[str, str]:
    match = re.match(r"[^ \t]*", element)
    word = match.group() if match else ""
    return word, element[len(word) :].strip(_BLANKS)
