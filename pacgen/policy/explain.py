"""Why a host goes where it does: the rule that decides, or why no rule sends it DIRECT."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pacgen.endpoints import EndpointDocument, EndpointSet, IPNetwork
from pacgen.patterns import HostPattern, canonical_host
from pacgen.policy import reasons
from pacgen.policy.build import build_policy
from pacgen.policy.lookup import Address, host_address
from pacgen.policy.model import Policy, Preset
from pacgen.policy.rules import AddressRule, GeneralRule, HostRule, Rule
from pacgen.policy.selection import serves_addresses, serves_hosts, why_not
from pacgen.policy.site import Site
from pacgen.routes import DIRECT

__all__ = ["Explanation", "explain", "subject"]

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decides about a host, and what else is known of it."""

    host: str
    rule: Rule
    notes: tuple[str, ...]
    """Sentences: which endpoint sets have the host, and why they are not selected."""

    remedies: tuple[str, ...] = ()
    """
    What to write into the configuration so that the host goes DIRECT; nothing if it does, or if
    the site itself says otherwise.
    """


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
    name = canonical_host(host)
    address = host_address(name)
    holders: list[tuple[HostPattern | IPNetwork, EndpointSet]]
    if address is None:
        holders, serves = [*_holders(document, name)], serves_hosts
    else:
        holders, serves = [*_network_holders(document, address)], serves_addresses
    notes = [
        f"{entry} is in {reasons.endpoint_sets([s]).text}: {_standing(s, policy, site, serves)}"
        for entry, s in holders
    ]
    notes += _other_notes(policy, document, name, is_known=bool(holders))
    if address and holders and address.version not in site.ip_versions:
        notes.append("addresses: the configuration leaves such networks out")
    sets = [s for _, s in holders if serves(s)]
    # What the site has written itself, it need not be told how to write.
    is_own = isinstance(rule, HostRule | AddressRule) and not reasons.is_service(rule.reason)
    remedies = () if is_own else tuple(_remedies(document, site, policy, host, sets))
    return Explanation(host, rule, tuple(notes), remedies)


def _standing(
    endpoint_set: EndpointSet,
    policy: Policy,
    site: Site,
    serves: Callable[[EndpointSet], bool],
) -> str:
    why = why_not(endpoint_set, policy.preset, site)
    if why:
        return f"not selected, since {why}"
    if not serves(endpoint_set):
        ports = reasons.describe_ports(endpoint_set)
        return f"left out, since nothing that asks a PAC file uses its ports: {ports}"
    return "selected"


def _other_notes(
    policy: Policy, document: EndpointDocument, name: str, *, is_known: bool
) -> Iterator[str]:
    for rule in policy.folded:
        if rule.pattern.matches(name):
            yield f"{rule.pattern} has no rule of its own: a more general one says the same"
    if not is_known:
        near = [] if host_address(name) else _nearest(document, name)
        yield f"no endpoint set of {document} has it" + (
            f"; the nearest names: {', '.join(near)}" if near else ""
        )


def _remedies(
    document: EndpointDocument, site: Site, policy: Policy, host: str, sets: list[EndpointSet]
) -> Iterator[str]:
    """Yield what would send *host* DIRECT, tried out: a preset, or one of *sets*."""

    def helps(preset: Preset, wishes: Site) -> bool:
        changed = build_policy(document, preset=preset, default=policy.default, site=wishes)
        return changed.route_for(host) == DIRECT

    if not sets or policy.route_for(host) == DIRECT:
        return
    presets = [preset for preset in Preset if helps(preset, site)]
    if presets:
        yield f"preset: {presets[0]}"
    for endpoint_set in sets:
        if helps(policy.preset, replace(site, include=site.include | {endpoint_set.id})):
            yield f"sets: {{include: [{endpoint_set.id}]}}"
            return


def _holders(document: EndpointDocument, name: str) -> Iterator[tuple[HostPattern, EndpointSet]]:
    """Yield the patterns that mean *name* with their sets, the most specific pattern first."""
    found = [
        (pattern, endpoint_set)
        for endpoint_set in document.sets
        for pattern in endpoint_set.urls
        if pattern.matches(name)
    ]
    yield from sorted(found, key=lambda pair: (pair[0].specificity, -pair[1].id), reverse=True)


def _network_holders(
    document: EndpointDocument, address: Address
) -> Iterator[tuple[IPNetwork, EndpointSet]]:
    """Yield the networks that hold *address* with their sets, the longest prefix first."""
    found = [
        (network, endpoint_set)
        for endpoint_set in document.sets
        for network in endpoint_set.ips
        if network.version == address.version and address in network
    ]
    yield from sorted(found, key=lambda pair: (-pair[0].prefixlen, pair[1].id))


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
