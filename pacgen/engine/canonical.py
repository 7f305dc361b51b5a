"""
Hosts and URLs in the one form that browsers give them before they ask a script.

The rules are those of the WHATWG URL standard.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import unicodedata
from urllib.parse import unquote_to_bytes

__all__ = ["canonical_host", "canonical_tail"]

_PLAIN_HOST = re.compile(r"(?:[a-z0-9_-]+\.)*[a-z_][a-z0-9_-]*\.?")
_FORBIDDEN = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f]")
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_MAX_IPV4 = 2**32
_MAX_PARTS = 4

_IN_PATH = re.compile(r"[^!$%&'()*+,./0-9:;=@A-Z\[\]_a-z~-]")
_IN_QUERY = re.compile(r"[^!$%&()*+,./0-9:;=?@A-Z\[\\\]^_`a-z{|}~-]")


def canonical_host(host: str, *, lenient: bool = False) -> str | None:
    """
    Return *host* in lower case and punycode, addresses in their usual form; ``None`` if it is none.

    Args:
        host: As it was written, an IPv6 address without brackets.
        lenient: Escape blanks and asterisks, as Chromium does, instead of refusing them.
    """
    if _PLAIN_HOST.fullmatch(host):
        return host
    if ":" in host:
        return _ipv6(host)
    text = unquote_to_bytes(host).decode("utf-8", "replace")
    text = _to_ascii(text)
    if lenient:
        text = text.replace(" ", "%20").replace("*", "%2A")
    if not text or _FORBIDDEN.search(text.replace("%20", "").replace("%2A", "")):
        return None
    if not lenient and "*" in text:
        return None
    last = text.removesuffix(".").rpartition(".")[2]
    return _ipv4(text) if last.isdecimal() or _NUMBER.fullmatch(last) else text


def canonical_tail(tail: str) -> str:
    """Return path and query without dot segments, and with everything escaped that must be."""
    path, mark, query = tail.partition("?")
    segments: list[str] = []
    parts = re.sub(r"[\t\n\r]", "", path).replace("\\", "/").removeprefix("/").split("/")
    for index, part in enumerate(parts):
        plain = re.sub("%2e", ".", part, flags=re.IGNORECASE)
        if plain == "..":
            del segments[-1:]
        elif plain != ".":
            segments.append(part)
        if plain in {".", ".."} and index == len(parts) - 1:
            segments.append("")
    return f"/{_escape('/'.join(segments), _IN_PATH)}{mark}{_escape(query, _IN_QUERY)}"


def _escape(text: str, foreign: re.Pattern[str]) -> str:
    return foreign.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), text
    )


def _to_ascii(host: str) -> str:
    lower = host.lower()
    if lower.isascii():
        return lower
    dotted = _DOTS.sub(".", unicodedata.normalize("NFKC", lower))
    return ".".join(map(_label, dotted.split(".")))


def _label(label: str) -> str:
    if label.isascii():
        return label
    # Not Python's "idna": that is the standard of 2003, which writes "fass" for "faß".
    return "xn--" + label.encode("punycode").decode("ascii")


def _ipv4(text: str) -> str | None:
    """Read an IPv4 address as browsers do: of one to four parts, each in any of three bases."""
    parts = text.removesuffix(".").split(".")
    numbers = [_number(part) for part in parts]
    *heads, last = [number for number in numbers if number is not None] or [-1]
    whole = len(heads) + 1 == len(parts) <= _MAX_PARTS
    if not whole or any(head > 255 for head in heads):  # noqa: PLR2004 - a byte
        return None
    if last >= 256 ** (_MAX_PARTS + 1 - len(parts)):
        return None
    value = last + sum(head * 256 ** (3 - index) for index, head in enumerate(heads))
    return str(ipaddress.IPv4Address(value)) if 0 <= value < _MAX_IPV4 else None


def _number(text: str) -> int | None:
    with contextlib.suppress(ValueError):
        if text.startswith("0x"):
            return int(text[2:] or "0", 16)
        return int(text, 8 if len(text) > 1 and text.startswith("0") else 10)
    return None


def _ipv6(text: str) -> str | None:
    try:
        address = int(ipaddress.IPv6Address(text.partition("%")[0]))
    except ValueError:
        return None
    groups = [f"{address >> shift & 0xFFFF:x}" for shift in range(112, -16, -16)]
    # Always in hexadecimal: newer versions of Python write embedded IPv4 addresses with dots.
    joined = ":".join(groups)
    zeros = max(re.findall(r"(?<![0-9a-f])0(?::0(?![0-9a-f]))+", joined), key=len, default="")
    if not zeros:
        return joined
    head, _, tail = joined.partition(zeros) if joined.startswith(zeros) else _split(joined, zeros)
    return f"{head.removesuffix(':')}::{tail.removeprefix(':')}"


def _split(joined: str, zeros: str) -> tuple[str, str, str]:
    head, _, tail = joined.partition(f":{zeros}")
    return head, zeros, tail
