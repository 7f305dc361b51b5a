"""What regular expressions of JavaScript are made of, as far as rules need to know."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = [
    "alternatives",
    "bare_dots",
    "has_upper_case",
    "is_open_behind",
    "is_open_in_front",
    "names_a_domain",
]

_TOKEN = re.compile(
    r"(?P<escape>\\(?:u\{?[0-9a-fA-F]+\}?|x[0-9a-fA-F]{2}|c[A-Za-z]|k<\w+>|p\{[^}]*\}|.))"
    r"|(?P<set>\[(?:\\.|[^\]\\])*\])"
    r"|(?P<group>\((?:\?(?:[:=!]|<[=!]|<\w+>))?)"
    r"|(?P<quantifier>[*+?]\??|\{\d+,?\d*\}\??)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BOUNDARY = re.compile(r"\^|\\\.|\[\.\]|\(\?:\^|\(\^|\((?:\?:)?\.?\*?\\\.|\\/|:\\?/|\(\?<|/")
_DOMAIN = re.compile(r"[a-z0-9-](?:\\\.|\.)(?:[a-z]{2,}|\()", re.IGNORECASE)


def tokens(pattern: str) -> list[tuple[str, str]]:
    """Return the kind and the text of each token."""
    return [(match.lastgroup or "other", match.group()) for match in _TOKEN.finditer(pattern)]


def alternatives(pattern: str) -> list[str]:
    """Return what the bars outside of all groups separate."""
    found, depth = [""], 0
    for kind, text in tokens(pattern):
        depth += (kind == "group") - (text == ")" and kind == "other")
        if text == "|" and kind == "other" and depth == 0:
            found.append("")
        else:
            found[-1] += text
    return found


def bare_dots(pattern: str) -> Iterator[int]:
    """Yield the positions of dots that stand between letters or digits and mean any character."""
    offset, previous = 0, ("", "")
    parts = tokens(pattern)
    for number, (kind, text) in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else ("", "")
        if (kind, text) == ("other", ".") and _is_name(previous) and _continues(following):
            yield offset
        offset += len(text)
        previous = (kind, text)


def _is_name(token: tuple[str, str]) -> bool:
    kind, text = token
    if kind == "quantifier":
        return text[0] in "+{"
    return text in {r"\d", ")"} or kind == "set" or (kind == "other" and text.isalnum())


def _continues(token: tuple[str, str]) -> bool:
    kind, text = token
    return text in {r"\d", ")", "("} or kind == "set" or (kind == "other" and text.isalnum())


def has_upper_case(pattern: str) -> bool:
    """Say whether a letter that is matched as it stands is a capital."""
    return any(
        kind == "other" and text.isalpha() and text != text.lower()
        for kind, text in tokens(pattern)
    )


def names_a_domain(pattern: str) -> bool:
    r"""Say whether a name with a dot in it is part of *pattern*, as ``example\.com``."""
    return _DOMAIN.search(pattern) is not None


def is_open_in_front(pattern: str) -> bool:
    """Say whether other names may stand directly in front of what *pattern* matches."""
    return _BOUNDARY.match(pattern) is None


def is_open_behind(pattern: str) -> bool:
    """Say whether other names may stand behind what *pattern* matches."""
    end = re.sub(r"\)+$", "", pattern)
    if end.endswith((r"\.", r"\/", "/")):
        # Whatever comes next, a name ends here; it may still be somebody else's.
        return not end.endswith("/")
    return not (end.endswith("$") and not end.endswith(r"\$")) and not end.endswith("(?::\\d+)?$")
