"""
Host patterns: which hosts an entry of Microsoft's endpoint list means.

The list writes hosts as exact names (``teams.microsoft.com``), as everything below a name
(``*.teams.microsoft.com``,
the name itself not included), and now and then as a star elsewhere (``*cdn.onenote.net``,
``autodiscover.*.onmicrosoft.com``).
A star that leads stands for any text, dots included; a star elsewhere stands for one or more
characters of a single label,
since there it takes the place of a tenant's name.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pacgen.errors import HostPatternError

__all__ = ["HostPattern", "PatternKind", "canonical_host"]

_MAX_LABEL = 63
_MAX_NAME = 253
_LABEL = re.compile(r"[a-z0-9_*]([a-z0-9_*-]*[a-z0-9_*])?", re.ASCII)
# The full stops of East Asian scripts, which browsers read as dots (UTS 46).
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_INVENTED = ("a", "b-2", "pacgen-probe")


class PatternKind(Enum):
    """How a pattern says which hosts it means."""

    EXACT = "exact"
    """One host: ``teams.microsoft.com``."""

    CHILDREN = "children"
    """Every host below a name, at any depth, without the name: ``*.teams.microsoft.com``."""

    GLOB = "glob"
    """A star in any other place: ``*cdn.onenote.net``, ``autodiscover.*.onmicrosoft.com``."""


def canonical_host(host: str) -> str:
    """
    Return *host* in lower case, without the dot that may end it.

    ``Teams.Microsoft.com.`` and ``teams.microsoft.com`` are one name (RFC 1034, section 3.1).
    """
    return host.lower().removesuffix(".")


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class HostPattern:
    """
    A host pattern in canonical form: lower case, ASCII, no trailing dot.

    Made by :meth:`parse`. Patterns sort by domain, read from the right, so that relatives stand
    together.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> HostPattern:
        """
        Read a pattern as a person or Microsoft's list writes it.

        Raises:
            HostPatternError: *text* is no host pattern; the message says why and how to write it.
        """
        written = text.strip()
        canonical = canonical_host(written)
        # Judged before lower-casing: the Kelvin sign, for one, would become a plain "k".
        problem = _not_ascii(written) or _problem(canonical)
        if problem:
            what, tip = problem
            raise HostPatternError(f"{text!r} is no host pattern: {what}", tip=tip)
        return cls(canonical)

    @property
    def kind(self) -> PatternKind:
        """How this pattern says which hosts it means."""
        if "*" not in self.text:
            return PatternKind.EXACT
        if self.text.startswith("*.") and "*" not in self.text[2:]:
            return PatternKind.CHILDREN
        return PatternKind.GLOB

    @property
    def suffix(self) -> str:
        """
        The labels at the end which hold no star, with no leading dot.

        ``teams.microsoft.com`` for both ``teams.microsoft.com`` and ``*.teams.microsoft.com``;
        ``onenote.net`` for ``*cdn.onenote.net``.
        """
        if "*" not in self.text:
            return self.text
        return self.text[self.text.rindex("*") :].partition(".")[2]

    @property
    def specificity(self) -> tuple[bool, int, int, str]:
        """
        A sort key: of two patterns that match one host, the one with the greater key decides.

        An exact name beats any star; then the longer fixed suffix wins, then the greater number
        of fixed characters.
        The text itself comes last, so that no two patterns are equal and the answer never
        depends on their order.
        """
        fixed = len(self.text) - self.text.count("*")
        return (
            self.kind is PatternKind.EXACT,
            self.suffix.count(".") + 1,
            # Between *.x.y and *a.x.y the glob says more; both have the suffix x.y.
            fixed,
            self.text,
        )

    def matches(self, host: str) -> bool:
        """
        Say whether *host* (any case, with or without a trailing dot) is meant by this pattern.
        """
        name = canonical_host(host)
        match self.kind:
            case PatternKind.EXACT:
                return name == self.text
            case PatternKind.CHILDREN:
                return name.endswith(self.text[1:])
            case PatternKind.GLOB:
                return _regex(self.text).fullmatch(name) is not None

    def regex(self) -> str:
        """
        Return the pattern as a regular expression for a canonical host, anchored by the caller.

        It uses only what Python and every JavaScript engine since ES3 read alike.
        """
        return _regex_source(self.text)

    def covers(self, other: HostPattern) -> bool:
        """
        Say whether every host of *other* is also one of this pattern's.

        A plain sufficient test: ``False`` for globs that would need a language inclusion.
        """
        if self == other:
            return True
        match self.kind:
            case PatternKind.EXACT:
                return False
            case PatternKind.CHILDREN:
                return other.text.endswith(self.text[1:])
            case PatternKind.GLOB:
                return other.kind is PatternKind.EXACT and self.matches(other.text)

    def apex(self) -> str | None:
        """Return the name itself for ``*.name``, else ``None``. The pattern does not match it."""
        return self.suffix if self.kind is PatternKind.CHILDREN else None

    def members(self) -> tuple[str, ...]:
        """
        Invent hosts that this pattern means, for probing.

        The exact name, or children one, two and three labels deep, or the stars filled in.
        """
        match self.kind:
            case PatternKind.EXACT:
                return (self.text,)
            case PatternKind.CHILDREN:
                return tuple(f"{child}.{self.suffix}" for child in _invented_children())
            case PatternKind.GLOB:
                return tuple(dict.fromkeys(filter(_is_host, self._fill_stars())))

    def lookalikes(self) -> tuple[str, ...]:
        """
        Invent hosts of strangers which a careless rule for this pattern would let pass.

        A suffix comparison without a dot lets ``evilteams.microsoft.com`` pass, a search for the
        name anywhere lets ``teams.microsoft.com.evil.example`` pass, and a dot that stands for
        any character in a regular expression lets ``teamsxmicrosoft.com`` pass.
        Every one is a name that could exist: it has a dot and labels of proper length.
        """
        base = self.suffix
        candidates = (
            f"evil{base}",
            f"{base}.evil.example",
            base.replace(".", "-", 1),
            base.replace(".", "x", 1),
        )
        return tuple(
            host
            for host in dict.fromkeys(candidates)
            if "." in host and _is_host(host) and not self.matches(host)
        )

    def _fill_stars(self) -> Iterator[str]:
        for filling in _INVENTED:
            yield self.text.replace("*", filling)
        if self.text.startswith("*"):
            rest = self.text[1:].replace("*", "a")
            yield rest
            yield f"a.b{rest}"

    def __lt__(self, other: HostPattern) -> bool:
        return self._sort_key < other._sort_key

    @property
    def _sort_key(self) -> tuple[tuple[str, ...], str]:
        return tuple(reversed(self.text.split("."))), self.text

    def __str__(self) -> str:
        return self.text


def _invented_children() -> Iterator[str]:
    for depth in range(1, len(_INVENTED) + 1):
        yield ".".join(reversed(_INVENTED[:depth]))


@functools.lru_cache(maxsize=4096)
def _regex(text: str) -> re.Pattern[str]:
    return re.compile(_regex_source(text))


def _regex_source(text: str) -> str:
    leading, rest = (r"[\s\S]*", text[1:]) if text.startswith("*") else ("", text)
    fixed = [part.replace(".", r"\.") for part in rest.split("*")]
    return leading + "[^.]+".join(fixed)


def _problem(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the canonical *text* and what to do, or ``None``."""
    return _wrong_kind(text) or _wrong_star(text) or _wrong_shape(text)


def _is_host(text: str) -> bool:
    return "*" not in text and _problem(text) is None


def _not_ascii(text: str) -> tuple[str, str] | None:
    if text.isascii():
        return None
    return "it is not ASCII", _punycode_tip(text)


def _wrong_kind(text: str) -> tuple[str, str] | None:
    if not text:
        return "it is blank", "write a host such as teams.microsoft.com"
    if "://" in text:
        return "it has a scheme", _host_alone(text.partition("://")[2])
    if "/" in text:
        return "it has a path", _host_alone(text)
    if "@" in text:
        return "it has a user name", _host_alone(text)
    if re.fullmatch(r"[^:]+:[0-9]*", text):
        return "it has a port", _host_alone(text)
    if ":" in text:
        return "it is an IPv6 address", "addresses belong among the address ranges"
    if re.fullmatch(r"[0-9.]+|([0-9]+\.)+\*", text):
        return "it is an address", "addresses belong among the address ranges"
    return None


def _host_alone(authority: str) -> str:
    host = authority.partition("/")[0].rpartition("@")[2].partition(":")[0]
    return f"write the host alone: {host or 'teams.microsoft.com'}"


def _wrong_star(text: str) -> tuple[str, str] | None:
    if "?" in text:
        return "'?' is no wildcard here", "'*' is the only one"
    if "**" in text:
        return "'**' means nothing more than '*'", "write one star"
    return None


def _wrong_shape(text: str) -> tuple[str, str] | None:
    if len(text) > _MAX_NAME:
        return (
            f"it has {len(text)} characters, a host has at most {_MAX_NAME}",
            "shorten it",
        )
    labels = text.split(".")
    for label in labels:
        if not label:
            return "there is nothing between two dots, or before the first", (
                "write each label once; '*.example.com' means all below example.com"
            )
        if len(label) > _MAX_LABEL:
            return (
                f"the label {label!r} has {len(label)} characters, it may have {_MAX_LABEL}",
                "shorten it",
            )
        if not _LABEL.fullmatch(label):
            return (
                f"the label {label!r} has a character that no host has",
                "use letters, digits, '-', '_' and '*'",
            )
    if "*" in labels[-1]:
        return (
            "a star in the last label would mean hosts of every domain",
            "write the domain out: '*.example.com'",
        )
    if labels[-1].isdigit():
        return "no name ends in a number", "addresses belong among the address ranges"
    return None


def _punycode_tip(text: str) -> str:
    """Offer the ASCII form, or ask for it where none is safe to guess."""
    labels = [_punycode(label) for label in _DOTS.split(text)]
    encoded = ".".join(labels)
    # A star inside a label cannot be encoded, since the code depends on every character of it.
    if _problem(encoded) is not None or any(len(label) > 1 and "*" in label for label in labels):
        return "write it in ASCII (punycode, xn--...)"
    return f"write it in ASCII: {encoded}"


def _punycode(label: str) -> str:
    # Not Python's "idna" codec: that is IDNA 2003, which turns "strasse" with a sharp s into
    # another domain than browsers do today.
    normal = unicodedata.normalize("NFKC", label).lower()
    return normal if normal.isascii() else "xn--" + normal.encode("punycode").decode("ascii")
