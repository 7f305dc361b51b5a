"""
No cause is reported twice: of two findings about one thing, the more specific stays.

Most rules share causes out among themselves before they speak: see :mod:`pacgen.lint.shortfall`
for hosts that are not DIRECT and :mod:`pacgen.lint.flaws` for results. Where two rules look at a
file in different ways, one at its text and one at its answers, it is decided here, and only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

from pacgen.lint.finding import Finding

__all__ = ["Extent", "most_specific"]


class Extent(Enum):
    """How far the word of a specific finding goes."""

    LOAD = "load"
    """It explains why the file does not load: findings that no single request shows."""

    FILE = "file"
    """It explains every finding of the general rule in the file."""

    PLACE = "place"
    """It explains those that touch the same lines."""


SPECIFIC: Mapping[str, Mapping[str, Extent]] = MappingProxyType(
    {
        "evaluation-error": {
            **dict.fromkeys(
                (
                    *("syntax-error", "smart-quotes", "missing-entry-point"),
                    *("lexical-entry-point", "es2015-syntax", "utf16-file"),
                    *("null-byte", "html-in-script", "jscript-conditional-comment"),
                ),
                Extent.LOAD,
            ),
            **dict.fromkeys(
                (
                    *("unknown-function", "browser-api", "unguarded-dns-result"),
                    *("undefined-variable", "redefined-builtin"),
                    *("shexpmatch-throws", "wrong-arity", "ms-extension-outside-ex"),
                    *("es5-plus-builtin", "dynamic-code"),
                ),
                Extent.PLACE,
            ),
        },
        "no-default-result": {"return-newline": Extent.FILE},
        "non-deterministic-result": dict.fromkeys(
            ("stateful-regex", "mutable-global-state"), Extent.FILE
        ),
        "lookalike-host-direct": dict.fromkeys(
            (
                *("pattern-missing-label-boundary", "open-ended-pattern", "url-substring-match"),
                *("host-substring-match", "unanchored-regex", "missing-leading-dot"),
                *("unescaped-regex-dot", "overbroad-direct", "indexof-as-boolean"),
                *("constant-condition", "assignment-in-condition", "empty-if-body"),
                *("shexpmatch-metacharacter", "dangling-statement"),
            ),
            Extent.PLACE,
        ),
        "control-host-direct": dict.fromkeys(
            (
                *("indexof-as-boolean", "constant-condition", "assignment-in-condition"),
                *("empty-if-body", "dangling-statement", "mixed-and-or"),
                *("invalid-subnet-mask", "pattern-missing-label-boundary"),
            ),
            Extent.PLACE,
        ),
        "unreadable-result": dict.fromkeys(
            ("credentials-in-result", "unexpanded-placeholder"), Extent.FILE
        ),
        "syntax-error": dict.fromkeys(
            ("smart-quotes", "null-byte", "utf16-file", "byte-order-mark"), Extent.FILE
        ),
        "overbroad-direct": {"control-host-direct": Extent.PLACE},
        "my-ip-address": {"required-host-depends-on-client-ip": Extent.PLACE},
        "local-time-range": {"required-host-depends-on-time": Extent.PLACE},
        "missing-entry-point": {"lexical-entry-point": Extent.FILE},
        "non-ascii-source": {"non-ascii-result": Extent.PLACE},
        "target-dependent-routing": dict.fromkeys(
            ("shexpmatch-metacharacter", "ms-extension-outside-ex", "es5-plus-builtin"),
            Extent.PLACE,
        ),
        "shadowed-rule": {"required-rule-shadowed": Extent.PLACE},
        "subnet-wider-than-published": dict.fromkeys(
            ("invalid-subnet-mask", "non-contiguous-mask", "stale-endpoint"), Extent.PLACE
        ),
        "path-sensitive-routing": dict.fromkeys(
            ("url-substring-match", "prefer-host-over-url"), Extent.PLACE
        ),
    }
)
"""For each general rule the rules that know better, and how far their word goes."""


def most_specific(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings* without those that a more specific one explains."""
    findings = list(findings)
    return [f for f in findings if not any(_explains(other, f) for other in findings)]


def _explains(specific: Finding, general: Finding) -> bool:
    extent = SPECIFIC.get(general.rule, {}).get(specific.rule)
    if extent is None:
        return False
    if extent is Extent.LOAD:
        return general.count == 0
    return extent is Extent.FILE or not _lines(specific).isdisjoint(_lines(general))


def _lines(finding: Finding) -> set[int]:
    """Return the lines that *finding* is about."""
    places = [finding.place, *(related.place for related in finding.related)]
    lines: set[int] = set()
    for place in places:
        if place.line is not None:
            lines.update(range(place.line, (place.end_line or place.line) + 1))
    return lines
