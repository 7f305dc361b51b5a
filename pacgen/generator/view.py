"""What a template sees of a policy, under the name ``pac``."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import assert_never

from pacgen import __version__
from pacgen.generator import prefixes, tables
from pacgen.generator.escaping import Code, js_string
from pacgen.patterns import PatternKind
from pacgen.policy import DEFAULT_PORTS, LocalRoute, Policy, Preset, route_at
from pacgen.policy.reasons import describe_ports

__all__ = ["Pac", "view"]

_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Pac:
    """The texts, tables and switches of a PAC file; a switch leaves out code that nothing needs."""

    summary: str
    """What goes where, in a sentence."""

    pacgen_version: str
    instance: str
    endpoint_version: str
    preset: str
    default: str
    digest: str
    counts: str
    locations: list[str]
    """Each location's name."""

    notes: list[str]
    """What a reader should know besides, in lines; an empty one parts two paragraphs."""

    routes: list[tables.NamedRoute]
    others: Code | None
    """The general rules by port and scheme; ``None``: there are none."""

    default_name: Code
    plain_name: Code
    rest: Code
    """What a host gets that no rule is about: the default, or ``pacgenOthers``."""

    names: list[tables.Entry]
    domains: list[tables.Entry]
    ipv4: list[tables.RangeEntry]
    ipv6: list[tables.RangeEntry]
    here4: list[tables.RangeEntry]
    here6: list[tables.RangeEntry]
    table: list[tables.Entry]
    """All rules in one table, for the small form."""

    places: list[tables.Entry]
    """The clients' networks, likewise, with the numbers of the locations."""

    default_ports: Code

    address_rules: bool
    """Whether there is any."""

    by_location: bool
    """Whether some route depends on the client's location."""

    stars: bool
    """Whether a pattern has a star elsewhere than in front of a dot."""

    host_cases: bool
    """Whether a rule for names has a condition."""

    address_cases: bool
    """Whether a rule for addresses has one."""

    cases: bool
    """Whether any rule has one."""

    names_vary: bool
    """Whether a rule for an exact name has one."""

    domains_vary: bool
    """Whether an entry of the domains is anything else than a route."""

    varies: bool
    """Whether an entry of ``table`` is anything else than a route."""

    unsettled: bool
    """Whether what is looked up must be turned into a route afterwards."""


def view(policy: Policy) -> Pac:
    """Return what the template is to print."""
    routes = tables.RouteNames(policy)
    exact = PatternKind.EXACT
    conditional = [rule for rule in policy.host_rules if rule.condition]
    stars = any(rule.pattern.kind is PatternKind.GLOB for rule in policy.host_rules)
    address_cases = any(rule.condition for rule in policy.address_rules)
    others = tables.general(policy, routes)
    return Pac(
        summary=_summary(policy),
        pacgen_version=__version__,
        instance=policy.instance,
        endpoint_version=policy.version or "of unknown version",
        preset=policy.preset,
        default=str(route_at(policy.default, "")),
        digest=policy.digest,
        counts=_counts(policy),
        locations=[place.name for place in policy.locations],
        notes=_notes(policy),
        routes=list(routes),
        others=others,
        default_name=routes[policy.default],
        plain_name=routes[policy.plain_names],
        rest=Code("pacgenOthers") if others else routes[policy.default],
        names=tables.names(policy, routes),
        domains=tables.domains(policy, routes),
        ipv4=tables.ranges(policy, routes, 4),
        ipv6=tables.ranges(policy, routes, 6),
        here4=tables.location_ranges(policy.locations, 4),
        here6=tables.location_ranges(policy.locations, 6),
        table=prefixes.table(policy, routes),
        places=prefixes.places(policy.locations),
        default_ports=_default_ports(),
        address_rules=bool(policy.address_rules),
        by_location=routes.depend_on_location,
        stars=stars,
        host_cases=bool(conditional),
        address_cases=address_cases,
        cases=bool(conditional or address_cases or others),
        names_vary=any(rule.pattern.kind is exact for rule in conditional),
        domains_vary=stars or any(rule.pattern.kind is not exact for rule in conditional),
        varies=bool(stars or conditional or address_cases),
        unsettled=bool(routes.depend_on_location or address_cases or others),
    )


def _default_ports() -> Code:
    pairs = (f"{js_string(f'{scheme}:')}: {port}" for scheme, port in DEFAULT_PORTS.items())
    return Code(f"{{{', '.join(pairs)}}}")


def _summary(policy: Policy) -> str:
    others = {str(rule.route) for rule in policy.host_rules if not rule.route.is_direct}
    plain = others <= {str(policy.default)} and not isinstance(policy.default, LocalRoute)
    if plain:
        return f"Sends {_services(policy.preset)} DIRECT and everything else to the proxy."
    return f"Sends {_services(policy.preset)} where the site's configuration says, see below."


def _services(preset: Preset) -> str:
    match preset:
        case Preset.TEAMS:
            return "Microsoft Teams"
        case Preset.TEAMS_SIGNIN:
            return "Microsoft Teams and the sign-in to it"
        case Preset.TEAMS_FULL:
            return "Microsoft Teams and whatever else it needs"
        case Preset.M365_OPTIMIZE:
            return "Microsoft Teams and the Optimize endpoints of Microsoft 365"
        case Preset.M365_OPTIMIZE_ALLOW:
            return "Microsoft Teams and the Optimize and Allow endpoints of Microsoft 365"
        case _:
            assert_never(preset)


def _counts(policy: Policy) -> str:
    direct = sum(rule.route.is_direct for rule in policy.host_rules)
    other = len(policy.host_rules) - direct
    return (
        f"{direct} host patterns DIRECT, {other} through the proxy; "
        f"{len(policy.address_rules)} address ranges"
    )


def _notes(policy: Policy) -> list[str]:
    paragraphs = []
    if policy.left_out:
        sets = "; ".join(describe_ports(s) for s in policy.left_out)
        paragraphs.append(
            f"Not here by name, since nothing that asks a PAC file uses their ports: {sets}. "
            "Only a firewall can let them pass."
        )
    if policy.folded:
        patterns = ", ".join(str(rule.pattern) for rule in policy.folded)
        paragraphs.append(f"Not here, since a more general rule says the same: {patterns}.")
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += ["", *textwrap.wrap(paragraph, _WIDTH, break_on_hyphens=False)]
    return lines
