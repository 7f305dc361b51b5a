"""
No cause is reported twice: of two findings about one thing, the more specific stays.

Most rules share causes out among themselves before they speak: see :mod:`pacgen.lint.shortfall`
for hosts that are not DIRECT and :mod:`pacgen.lint.flaws` for results. Where two rules look at a
file in different ways, one at its text and one at its answers, it is decided here, and only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from itertools import chain
from types import MappingProxyType

from pacgen.lint.causes import MISWRITTEN
from pacgen.lint.finding import Confidence, Finding, Place, Severity

__all__ = ["Extent", "most_specific", "unpacked"]


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

    OWN_PLACE = "own place"
    """It explains those that are themselves in its lines, whatever else they show."""


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
                    *("null-byte", "jscript-conditional-comment"),
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
                *("duplicate-rule", "conflicting-rule", "required-rule-shadowed"),
                *("uppercase-pattern", "blank-in-pattern", "wildcard-outside-shexpmatch"),
                *("port-in-host-comparison", "wrong-subject", "swapped-arguments"),
                *("regex-in-shexpmatch", "url-substring-match", "dangling-statement"),
                *("unreachable-code", "constant-condition", "empty-if-body"),
            ),
            Extent.OWN_PLACE,
        ),
        "rule-never-decides-for-expected-hosts": dict.fromkeys(
            (
                *("dead-rule", "shadowed-rule", "duplicate-rule", "conflicting-rule"),
                *("required-rule-shadowed", "uppercase-pattern", "blank-in-pattern"),
            ),
            Extent.OWN_PLACE,
        ),
        "shadowed-rule": {"required-rule-shadowed": Extent.OWN_PLACE},
        "subnet-wider-than-published": dict.fromkeys(
            ("invalid-subnet-mask", "non-contiguous-mask", "stale-endpoint"), Extent.PLACE
        ),
        "path-sensitive-routing": dict.fromkeys(
            ("url-substring-match", "prefer-host-over-url"), Extent.PLACE
        ),
    }
)
"""For each general rule the rules that know better, and how far their word goes."""


def most_specific(
    findings: Iterable[Finding], weighed: Mapping[str, Severity] = MappingProxyType({})
) -> list[Finding]:
    """
    Return *findings* without those that a more specific one explains.

    Each that stays keeps what it explains as :attr:`Finding.absorbed`, so that nothing is lost:
    see :func:`unpacked`. Whoever does without the specific finding gets the general one.

    Args:
        findings: All that was found.
        weighed: The severities of rules that somebody else has chosen. What was made light of so
            does not stand for what is worse.
    """
    everything = list(dict.fromkeys(findings))
    index = _Index(everything)
    explained: dict[Finding, list[Finding]] = {}
    """What each specific finding explains."""
    general: set[Finding] = set()
    for finding in everything:
        for specific in index.explaining(finding):
            if _weighs_enough(specific, finding, weighed):
                explained.setdefault(specific, []).append(finding)
                general.add(finding)
    kept = [finding for finding in everything if finding not in general]
    # What came of a mistake needs one that is told.
    by_cause: dict[Place, list[Finding]] = {}
    for finding in kept:
        if finding.cause is not None:
            by_cause.setdefault(finding.cause, []).append(finding)
    causes = {
        specific: [
            finding
            for finding in by_cause.get(specific.place, ())
            if _is_cause(specific, finding) and _weighs_enough(specific, finding, weighed)
        ]
        for specific in kept
    }
    consequences = {finding for found in causes.values() for finding in found}
    return [
        _with_consequences(_with(f, explained.get(f, ())), causes.get(f, ()))
        for f in kept
        if f not in consequences
    ]


def unpacked(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings* and all that they stand for, each once."""
    found: dict[Finding, None] = {}
    waiting = list(findings)
    while waiting:
        finding = waiting.pop(0)
        found[finding] = None
        waiting += finding.absorbed
    return list(found)


class _Index:
    """Findings by what they can be found by, so that many of them need not all be compared."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_rule: dict[str, list[Finding]] = {}
        self._by_line: dict[tuple[str, int], list[Finding]] = {}
        for finding in findings:
            self._by_rule.setdefault(finding.rule, []).append(finding)
            for line in _lines(_places(finding)):
                self._by_line.setdefault((finding.rule, line), []).append(finding)

    def explaining(self, general: Finding) -> Iterator[Finding]:
        """Yield the findings that know better than *general* what is wrong."""
        own, anywhere = _lines([general.place]), _lines(_places(general))
        for rule, extent in SPECIFIC.get(general.rule, {}).items():
            match extent:
                case Extent.CAUSE:
                    continue
                case Extent.LOAD:
                    yield from self._by_rule.get(rule, ()) if general.count == 0 else ()
                case Extent.FILE:
                    yield from self._by_rule.get(rule, ())
                case Extent.PLACE | Extent.OWN_PLACE:
                    lines = own if extent is Extent.OWN_PLACE else anywhere
                    found = (self._by_line.get((rule, line), ()) for line in lines)
                    yield from dict.fromkeys(chain.from_iterable(found))


def _with(specific: Finding, explained: Iterable[Finding]) -> Finding:
    """Return *specific* with what it stands for."""
    absorbed = tuple(dict.fromkeys([*specific.absorbed, *explained]))
    return specific if absorbed == specific.absorbed else replace(specific, absorbed=absorbed)


def _with_consequences(specific: Finding, consequences: Iterable[Finding]) -> Finding:
    """Return *specific* with the evidence of those that it is the cause of."""
    new = tuple(f for f in consequences if f not in specific.absorbed)
    if not new:
        return specific
    worst = min((specific, *new), key=lambda finding: finding.severity.rank)
    return replace(
        _with(specific, new),
        severity=worst.severity,
        message="; ".join([specific.message, *(f.message for f in new)]),
        confidence=Confidence.PROVEN,
        subjects=tuple(dict.fromkeys(s for f in new for s in f.subjects)),
        evidence=new[0].evidence,
        count=sum(f.count for f in new),
        targets=new[0].targets,
    )


def _is_cause(specific: Finding, general: Finding) -> bool:
    return SPECIFIC.get(general.rule, {}).get(specific.rule) is Extent.CAUSE


def _weighs_enough(specific: Finding, general: Finding, weighed: Mapping[str, Severity]) -> bool:
    chosen = weighed.get(specific.rule)
    return chosen is None or chosen.rank <= weighed.get(general.rule, general.severity).rank


def _places(finding: Finding) -> list[Place]:
    """Return all places that *finding* is about."""
    return [finding.place, *(related.place for related in finding.related)]


def _lines(places: Iterable[Place]) -> set[int]:
    """Return the lines of *places*."""
    lines: set[int] = set()
    for place in places:
        if place.line is not None:
            lines.update(range(place.line, (place.end_line or place.line) + 1))
    return lines
