"""
JavaScript's regular expressions, read into a tree.

What ECMA-262 with its Annex B allows, but for what is no regular language or what nobody writes in
a PAC file: each of those is refused by name.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pacgen.analysis.languages.shape import LINE_ENDS
from pacgen.analysis.languages.unsupported import UnsupportedError

__all__ = ["WORD", "Characters", "Choice", "Edge", "Node", "Place", "Repeat", "Sequence", "parse"]

_LAST_UNIT: Final = 0xFFFF
DIGITS: Final = frozenset(string.digits)
WORD: Final = frozenset(string.ascii_letters + string.digits + "_")
_SPACE: Final = frozenset(
    "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_LARGE: Final = 2000
"""A set of more characters is written as what is not in it."""

_CONTROLS: Final = {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Characters:
    """One character of a set, or with *others* one that is not in it."""

    listed: frozenset[str]
    others: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Again and again, from *low* times to *high*; ``None``: without limit."""

    item: Node
    low: int
    high: int | None


class Place(Enum):
    """What a place between two characters can be."""

    START = "^"
    END = "$"
    LINE_START = "^ with m"
    LINE_END = "$ with m"
    BOUNDARY = r"\b"
    NO_BOUNDARY = r"\B"


@dataclass(frozen=True, slots=True)
class Edge:
    """A place, not a character."""

    place: Place


Node = Characters | Choice | Edge | Repeat | Sequence


def parse(source: str, flags: str) -> Node:
    """
    Read an expression.

    Raises:
        UnsupportedError: it is no regular language, or no expression; the error says where.
    """
    for flag in flags:
        if flag not in "dgimsu":
            raise UnsupportedError(f"a regular expression with the flag {flag}", "it is not known")
    if "u" in flags and "i" in flags:
        raise UnsupportedError(
            "a regular expression with the flags i and u", "they compare by Unicode's rules"
        )
    parser = _Parser(source, flags)
    node = parser.choice()
    if parser.at < len(source):
        raise parser.refusal("a closing parenthesis", "it closes nothing")
    return node


class _Parser:
    def __init__(self, source: str, flags: str) -> None:
        self.source = source
        self.at = 0
        self._ignore_case = "i" in flags
        self._lines = "m" in flags
        self._any = frozenset[str]() if "s" in flags else LINE_ENDS
        self._unicode = "u" in flags

    def refusal(self, what: str, reason: str, *, at: int | None = None) -> UnsupportedError:
        place = self.at if at is None else at
        return UnsupportedError(f"{what} in a regular expression, at offset {place}", reason)

    def choice(self) -> Node:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            items.append(self._repeated(self._atom()))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _take(self, text: str) -> bool:
        if self.source.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _next(self) -> str:
        if self.at >= len(self.source):
            raise self.refusal("the end", "something is missing")
        self.at += 1
        return self.source[self.at - 1]

    def _repeated(self, node: Node) -> Node:
        bounds = self._quantifier()
        if bounds is None:
            return node
        if isinstance(node, Edge):
            raise self.refusal("a repeated edge", "there is nothing to repeat")
        self._take("?")
        low, high = bounds
        return Repeat(node, low, high)

    def _quantifier(self) -> tuple[int, int | None] | None:
        if self._take("*"):
            return 0, None
        if self._take("+"):
            return 1, None
        if self._take("?"):
            return 0, 1
        return self._braces()

    def _braces(self) -> tuple[int, int | None] | None:
        """Read ``{2}``, ``{2,}`` or ``{2,3}``; any other brace is a character."""
        end = self.source.find("}", self.at)
        if not self.source.startswith("{", self.at) or end < 0:
            return None
        low, comma, high = self.source[self.at + 1 : end].partition(",")
        if (
            not low.isdecimal()
            or not low.isascii()
            or (high and not (high.isdecimal() and high.isascii()))
        ):
            return None
        begin, self.at = self.at, end + 1
        if high and int(high) < int(low):
            raise self.refusal("a repetition", "its limits are out of order", at=begin)
        if not comma:
            return int(low), int(low)
        return int(low), int(high) if high else None

    def _atom(self) -> Node:
        character = self._next()
        match character:
            case "^":
                return Edge(Place.LINE_START if self._lines else Place.START)
            case "$":
                return Edge(Place.LINE_END if self._lines else Place.END)
            case ".":
                return Characters(self._any, others=True)
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case "*" | "+" | "?":
                raise self.refusal("a repetition", "there is nothing to repeat", at=self.at - 1)
            case "{":
                self.at -= 1
                if self._braces() is not None or self._unicode:
                    raise self.refusal("a repetition", "there is nothing to repeat")
                self.at += 1
                return self._literal("{")
            case _:
                return self._literal(character)

    def _group(self) -> Node:
        begin = self.at - 1
        if self._take("?"):
            if self._take("<"):
                if self.source[self.at : self.at + 1] in {"=", "!"}:
                    raise self.refusal("a look-behind", "it looks at other places", at=begin)
                end = self.source.find(">", self.at)
                if end < 0:
                    raise self.refusal("a named group", "its name does not end", at=begin)
                self.at = end + 1
            elif not self._take(":"):
                ahead = self.source[self.at : self.at + 1] in {"=", "!"}
                what = "a look-ahead" if ahead else "a group with modifiers"
                raise self.refusal(what, "it is not understood", at=begin)
        node = self.choice()
        if not self._take(")"):
            raise self.refusal("a group", "it is not closed", at=begin)
        # A group of its own even where it holds one thing: "(^)*" repeats no edge by itself.
        return Sequence((node,))

    def _escape(self) -> Node:
        character = self._next()
        if character in "bB":
            return Edge(Place.BOUNDARY if character == "b" else Place.NO_BOUNDARY)
        if character in "dDwWsS":
            return _shorthand(character)
        return self._literal(self._escaped(character))

    def _escaped(self, character: str) -> str:
        """Return the character that an escape stands for, in a class or not."""
        begin = self.at - 2
        if character in _CONTROLS:
            return _CONTROLS[character]
        if character in DIGITS:
            if character == "0" and self.source[self.at : self.at + 1] not in DIGITS:
                return "\0"
            raise self.refusal("a back-reference", "it refers to what was matched", at=begin)
        if character in "kpP":
            raise self.refusal(f"\\{character}", "it is not understood", at=begin)
        if character == "c":
            letter = self.source[self.at : self.at + 1]
            if letter not in WORD - DIGITS - {"_"} or not letter:
                raise self.refusal("\\c", "no letter follows", at=begin)
            self.at += 1
            return chr(ord(letter) % 32)
        if character in "xu":
            return self._numbered(character)
        return character

    def _numbered(self, character: str) -> str:
        length = 2 if character == "x" else 4
        if character == "u" and self._unicode and self._take("{"):
            end = self.source.find("}", self.at)
            digits, self.at = self.source[self.at : end], end + 1
        else:
            digits = self.source[self.at : self.at + length]
            if len(digits) < length or not set(digits) <= set(string.hexdigits):
                # Without the digits it is the letter itself.
                return character
            self.at += length
        if not set(digits) <= set(string.hexdigits) or not digits or int(digits, 16) > _LAST_UNIT:
            raise self.refusal("a character", "it is no UTF-16 code unit")
        return chr(int(digits, 16))

    def _literal(self, character: str) -> Characters:
        return self._cased(frozenset({character}))

    def _cased(self, listed: frozenset[str], *, others: bool = False) -> Characters:
        if self._ignore_case:
            if not all(c.isascii() or c.lower() == c.upper() for c in listed):
                raise self.refusal(
                    "a character that is not ASCII", "its upper case is not looked up"
                )
            listed = frozenset(c for character in listed for c in _cases(character))
        elif any(ord(character) > _LAST_UNIT for character in listed):
            raise self.refusal("a character", "it is no UTF-16 code unit")
        return Characters(listed, others)

    def _class(self) -> Node:
        begin = self.at - 1
        negated = self._take("^")
        listed: set[str] = set()
        while not self._take("]"):
            first = self._class_atom(begin)
            low = self.at
            if self._take("-") and not self.source.startswith("]", self.at):
                last = self._class_atom(begin)
                if isinstance(first, str) and isinstance(last, str):
                    if ord(first) > ord(last):
                        raise self.refusal("a range", "its ends are out of order", at=low)
                    listed.update(map(chr, range(ord(first), ord(last) + 1)))
                    continue
                # With a shorthand at either end the hyphen is a character.
                listed.update("-", first, last)
                continue
            self.at = low
            listed.update(first)
        # Ignoring case, letters far away from ASCII have no ASCII partners: what is listed as
        # large is never meant that way there.
        if len(listed) > _LARGE:
            rest = frozenset(map(chr, range(_LAST_UNIT + 1))) - listed
            if len(rest) > _LARGE:
                raise self.refusal("a class of characters", "it has too many", at=begin)
            return (
                self._cased(rest, others=not negated)
                if not self._ignore_case
                else self._large(begin)
            )
        return self._cased(frozenset(listed), others=negated)

    def _large(self, begin: int) -> Node:
        raise self.refusal("a class of characters", "it has too many to ignore case", at=begin)

    def _class_atom(self, begin: int) -> str | frozenset[str]:
        if self.at >= len(self.source):
            raise self.refusal("a class of characters", "it is not closed", at=begin)
        character = self._next()
        if character != "\\":
            return character
        character = self._next()
        if character == "b":
            return "\b"
        if character in "dDwWsS":
            shorthand = _shorthand(character)
            if not shorthand.others:
                return shorthand.listed
            return frozenset(map(chr, range(_LAST_UNIT + 1))) - shorthand.listed
        if character == "B":
            return "B"
        return self._escaped(character)


def _cases(character: str) -> set[str]:
    return {character, character.lower(), character.upper()}


def _shorthand(letter: str) -> Characters:
    listed = {"d": DIGITS, "w": WORD, "s": _SPACE}[letter.lower()]
    return Characters(listed, letter.isupper())
