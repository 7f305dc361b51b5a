"""PAC text from a policy, through a Jinja2 template that can print nothing unescaped."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import assert_never

from pacgen import __version__
from pacgen.data import TEMPLATES
from pacgen.errors import HostPatternError, RouteError
from pacgen.generator import tables
from pacgen.generator.escaping import Code
from pacgen.generator.templating import fill
from pacgen.patterns import HostPattern
from pacgen.policy import Policy, Preset
from pacgen.policy.reasons import describe_ports
from pacgen.routes import Route

__all__ = ["DEFAULT_TEMPLATE", "render"]

DEFAULT_TEMPLATE = "proxy.pac.j2"

_WIDTH = 96


@dataclass(frozen=True, slots=True)
class _Pac:
    """What a template sees, under the name ``pac``."""

    pacgen_version: str
    instance: str
    endpoint_version: str
    preset: str
    services: str
    """What goes DIRECT, in words."""

    default: str
    digest: str
    counts: str
    notes: list[str]
    """What a reader should know besides, in lines; an empty one parts two paragraphs."""

    routes: list[tables.NamedRoute]
    default_name: Code
    plain_name: Code
    names: list[tables.Entry]
    domains: list[tables.Entry]
    ipv4: list[tables.RangeEntry]
    ipv6: list[tables.RangeEntry]


def render(
    policy: Policy, *, template: str = DEFAULT_TEMPLATE, directory: Traversable = TEMPLATES
) -> str:
    """
    Return the PAC file of *policy*: ASCII, LF, the same bytes for the same policy.

    Args:
        policy: What the file is to do.
        template: Name of the template in *directory*.
        directory: Where the templates are.

    Raises:
        TemplateError: the template is missing or broken, or prints something unescaped.
        HostPatternError: a pattern of *policy* was not made by ``HostPattern.parse``.
        RouteError: a route of *policy* was not made by ``Route.parse``.
    """
    _check_values(policy)
    return fill(template, directory, pac=_pac(policy))


def _check_values(policy: Policy) -> None:
    """Refuse what is no host pattern or route, before any of it is text."""
    rules = policy.host_rules + policy.address_rules
    for route in (policy.default, policy.plain_names, *(rule.route for rule in rules)):
        if Route.parse(str(route)) != route:
            raise RouteError(f"{str(route)!r} is not written as pacgen writes routes")
    for rule in policy.host_rules:
        if HostPattern.parse(rule.pattern.text) != rule.pattern:
            raise HostPatternError(
                f"{rule.pattern.text!r} is not written as pacgen writes patterns"
            )


def _pac(policy: Policy) -> _Pac:
    routes = tables.RouteNames(policy)
    return _Pac(
        pacgen_version=__version__,
        instance=policy.instance,
        endpoint_version=policy.version or "of unknown version",
        preset=policy.preset,
        services=_services(policy.preset),
        default=str(policy.default),
        digest=policy.digest,
        counts=_counts(policy),
        notes=_notes(policy),
        routes=list(routes),
        default_name=routes[policy.default],
        plain_name=routes[policy.plain_names],
        names=tables.names(policy, routes),
        domains=tables.domains(policy, routes),
        ipv4=tables.ranges(policy, routes, 4),
        ipv6=tables.ranges(policy, routes, 6),
    )


def _services(preset: Preset) -> str:
    match preset:
        case Preset.TEAMS:
            return "Microsoft Teams"
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
