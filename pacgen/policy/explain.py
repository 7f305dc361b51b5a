"""Why a host goes where it does: the rule that decides, or why no rule sends it DIRECT."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pacgen.endpoints import EndpointDocument, EndpointSet
from pacgen.patterns import HostPattern, canonical_host
from pacgen.policy import reasons
from pacgen.policy.model import Policy
from pacgen.policy.rules import AddressRule, GeneralRule, HostRule, Rule
from pacgen.policy.selection import serves_hosts, why_not
from pacgen.policy.site import Site

__all__ = ["Explanation", "explain", "subject"]

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decides about a host, and what else is known of it."""

    host: str
    rule: Rule
    notes: tuple[str, ...]
    """Sentences: which endpoint sets have the host, and why they are not selected."""


def subject(rule: Rule) -> str:
    """Say what a rule is about: ``*.example.com``, ``10.0.0.0/8``, ``everything else``."""
    match rule:
        case HostRule():
            return str(rule.pattern)
        case AddressRule():
            return str(rule.network)
        case GeneralRule():
            return "every other host" if rule.condition else rule.reason.text


def explain(
    policy: Policy,
    document: EndpointDocument,
    site: Site,
    host: str,
    *,
    scheme: str = "https",
    port: int | None = None,
) -> Explanation:
    """
    Explain where *host* goes.

    Args:
        policy: What was made of the following two.
        document: The endpoint sets.
        site: What the site wants.
        host: A name or an IP literal.
        scheme: Of the URL.
        port: Of the URL, ``None`` if it names none.
    """
    rule = policy.rule_for(host, scheme=scheme, port=port)
    notes = tuple(_notes(policy, document, site, canonical_host(host)))
    return Explanation(host, rule, notes)


def _notes(policy: Policy, document: EndpointDocument, site: Site, name: str) -> Iterator[str]:
    holders = list(_holders(document, name))
    for pattern, endpoint_set in holders:
        named = f"{pattern} is in {reasons.endpoint_sets([endpoint_set]).text}"
        why = why_not(endpoint_set, policy.preset, site)
        if why:
            yield f"{named}: not selected, since {why}"
        elif not serves_hosts(endpoint_set):
            ports = reasons.describe_ports(endpoint_set)
            yield f"{named}: left out, since nothing that asks a PAC file uses its ports: {ports}"
        else:
            yield f"{named}: selected"
    for rule in policy.folded:
        if rule.pattern.matches(name):
            yield f"{rule.pattern} has no rule of its own: a more general one says the same"
    if not holders:
        near = _nearest(document, name)
        yield f"no endpoint set of {document} has it" + (
            f"; the nearest names: {', '.join(near)}" if near else ""
        )


def _holders(document: EndpointDocument, name: str) -> Iterator[tuple[HostPattern, EndpointSet]]:
    """Yield the patterns that mean *name* with their sets, the most specific pattern first."""
    found = [
        (pattern, endpoint_set)
        for endpoint_set in document.sets
        for pattern in endpoint_set.urls
        if pattern.matches(name)
    ]
    yield from sorted(found, key=lambda pair: (pair[0].specificity, -pair[1].id), reverse=True)


def _nearest(document: EndpointDocument, name: str) -> list[str]:
    """Return published names that may have been meant: relatives first, then look-alikes."""
    published = sorted({url for endpoint_set in document.sets for url in endpoint_set.urls})
    related = [str(url) for url in published if _is_related(url, name)]
    alike = difflib.get_close_matches(name, map(str, published), n=_NEAREST, cutoff=0.7)
    return list(dict.fromkeys(_closest_first([*related, *alike], name)))[:_NEAREST]


def _is_related(url: HostPattern, name: str) -> bool:
    """Say whether *url* is above or below *name*, but for a star or a label."""
    suffix = url.suffix
    return suffix.count(".") > 0 and (
        suffix == name or name.endswith(f".{suffix}") or suffix.endswith(f".{name}")
    )


def _closest_first(names: Iterable[str], name: str) -> list[str]:
    return sorted(names, key=lambda other: -difflib.SequenceMatcher(None, name, other).ratio())
