"""
No cause is reported twice: of two findings about one thing, the more specific stays.

Most rules share causes out among themselves before they speak: see :mod:`pacgen.lint.shortfall`
for hosts that are not DIRECT and :mod:`pacgen.lint.flaws` for results. Where two rules look at a
file in different ways, one at its text and one at its answers, it is decided here, and only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType

from pacgen.lint.causes import MISWRITTEN
from pacgen.lint.finding import Confidence, Finding

__all__ = ["Extent", "most_specific"]


class Extent(Enum):
    """How far the word of a specific finding goes."""

    LOAD = "load"
    """It explains why the file does not load: findings that no single request shows."""

    FILE = "file"
    """It explains every finding of the general rule in the file."""

    CAUSE = "cause"
    """It is the mistake because of which hosts go astray: theirs become its evidence."""

    PLACE = "place"
    """It explains those that touch the same lines."""


_ASTRAY = (
    *("apex-not-covered", "companion-endpoint-proxied", "direct-only-as-fallback"),
    *("ip-literal-proxied", "required-host-proxied", "unified-domain-missing"),
    "wildcard-child-proxied",
)
"""The rules about hosts that go to a proxy."""

SPECIFIC: Mapping[str, Mapping[str, Extent]] = MappingProxyType(
    {
        **dict.fromkeys(_ASTRAY, dict.fromkeys(MISWRITTEN, Extent.CAUSE)),
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
                *("shexpmatch-metacharacter", "dangling-statement", "wrong-subject"),
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
        "my-ip-address": {"required-host-depends-on-client-ip": Extent.FILE},
        "local-time-range": {"required-host-depends-on-time": Extent.FILE},
        "winhttp-ignores-failover": {"duplicate-proxy-in-list": Extent.PLACE},
        "implicit-global": {"evaluation-error": Extent.PLACE},
        "wrong-subject": {"wrong-parameters": Extent.FILE},
        "unqualified-proxy-host": {"unexpanded-placeholder": Extent.FILE},
        "missing-entry-point": {"lexical-entry-point": Extent.FILE},
        "non-ascii-source": {"non-ascii-result": Extent.PLACE},
        "target-dependent-routing": dict.fromkeys(
            ("shexpmatch-metacharacter", "ms-extension-outside-ex", "es5-plus-builtin"),
            Extent.PLACE,
        ),
        "dead-rule": dict.fromkeys(
            (
                *("shadowed-rule", "duplicate-rule", "conflicting-rule", "required-rule-shadowed"),
                *("uppercase-pattern", "blank-in-pattern", "wildcard-outside-shexpmatch"),
                *("port-in-host-comparison", "wrong-subject", "swapped-arguments"),
                *("regex-in-shexpmatch", "url-substring-match", "dangling-statement"),
                *("unreachable-code", "constant-condition", "empty-if-body"),
            ),
            Extent.PLACE,
        ),
        "rule-never-decides-for-expected-hosts": dict.fromkeys(
            (
                *("dead-rule", "shadowed-rule", "duplicate-rule", "conflicting-rule"),
                *("required-rule-shadowed", "uppercase-pattern", "blank-in-pattern"),
            ),
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
    kept = [f for f in findings if not any(_explains(other, f) for other in findings)]
    # What came of a mistake needs one that is told.
    consequences = [f for f in kept if any(_is_cause(other, f) for other in kept)]
    return [_with_consequences(f, consequences) for f in kept if f not in consequences]


def _with_consequences(specific: Finding, consequences: Iterable[Finding]) -> Finding:
    """Return *specific* with the evidence of those that it is the cause of."""
    absorbed = tuple(f for f in consequences if _is_cause(specific, f))
    if not absorbed:
        return specific
    worst = min((specific, *absorbed), key=lambda finding: finding.severity.rank)
    return replace(
        specific,
        severity=worst.severity,
        message="; ".join([specific.message, *(f.message for f in absorbed)]),
        confidence=Confidence.PROVEN,
        subjects=tuple(dict.fromkeys(s for f in absorbed for s in f.subjects)),
        evidence=absorbed[0].evidence,
        count=sum(f.count for f in absorbed),
        targets=absorbed[0].targets,
        absorbed=absorbed,
    )


def _explains(specific: Finding, general: Finding) -> bool:
    match SPECIFIC.get(general.rule, {}).get(specific.rule):
        case None | Extent.CAUSE:
            return False
        case Extent.LOAD:
            return general.count == 0
        case Extent.FILE:
            return True
        case Extent.PLACE:
            return not _lines(specific).isdisjoint(_lines(general))


def _is_cause(specific: Finding, general: Finding) -> bool:
    is_it = SPECIFIC.get(general.rule, {}).get(specific.rule) is Extent.CAUSE
    return is_it and general.cause == specific.place


def _lines(finding: Finding) -> set[int]:
    """Return the lines that *finding* is about."""
    places = [finding.place, *(related.place for related in finding.related)]
    lines: set[int] = set()
    for place in places:
        if place.line is not None:
            lines.update(range(place.line, (place.end_line or place.line) + 1))
    return lines
