"""
A managed block: the direct rules of a policy, for somebody else's PAC file.

It has two parts. The list, at the end of the file, makes one function that knows the hosts; the
rule, at the start of ``FindProxyForURL``, asks it.
Where in the file they go is not known here, since that takes a syntax tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from pacgen.data import TEMPLATES
from pacgen.generator.escaping import Code
from pacgen.generator.tables import Entry, RouteNames, pieces, with_commas
from pacgen.generator.templating import fill
from pacgen.patterns import PatternKind
from pacgen.policy import HostRule, Policy, Preset
from pacgen.routes import DIRECT

__all__ = ["render_list", "render_rule"]

TEMPLATE = "managed.pac.j2"


@dataclass(frozen=True, slots=True)
class _Range:
    """One line of a table of addresses."""

    first: str
    last: str
    comma: Code
    comment: str


@dataclass(frozen=True, slots=True)
class _Block:
    """What the template sees, under the name ``block``."""

    name: Code
    services: str
    instance: str
    endpoint_version: str
    preset: str
    hosts: list[Entry]
    ipv4: list[_Range]
    ipv6: list[_Range]


def render_list(policy: Policy, name: str, *, directory: Traversable = TEMPLATES) -> str:
    """
    Return the statement that makes the function *name*, which says whether a host goes DIRECT.

    Args:
        policy: Its direct rules go DIRECT; all else is left to the rest of the file.
        name: A JavaScript identifier that the file does not use.
        directory: Where the templates are.

    Raises:
        TemplateError: the template is missing or broken.
    """
    teams_alone = policy.preset is Preset.TEAMS
    block = _Block(
        name=Code(name),
        services="Microsoft Teams" if teams_alone else "Microsoft Teams and Microsoft 365",
        instance=policy.instance,
        endpoint_version=policy.version or "of unknown version",
        preset=policy.preset,
        hosts=_hosts(policy.host_rules),
        ipv4=_ranges(policy, 4),
        ipv6=_ranges(policy, 6),
    )
    return fill(TEMPLATE, directory, block=block)


def render_rule(name: str, host: str, indent: str) -> str:
    """
    Return the statement that sends a request DIRECT when the function *name* says so.

    While the file is being loaded *name* is undefined, and the rule says nothing.

    Args:
        name: What the list was rendered with.
        host: The JavaScript expression of the host: a parameter's name.
        indent: What stands before it.
    """
    return f'{indent}if ({name} && {name}({host})) {{ return "DIRECT"; }}\n'


def _hosts(rules: Iterable[HostRule]) -> list[Entry]:
    by_key: dict[str, list[HostRule]] = {}
    for rule in rules:
        by_key.setdefault(_key(rule), []).append(rule)
    return [
        Entry(key, _value(by_key[key]), comma, _comment(by_key[key]))
        for key, comma in with_commas(list(by_key))
    ]


def _key(rule: HostRule) -> str:
    if rule.pattern.kind is PatternKind.EXACT:
        return rule.pattern.text
    return f".{rule.pattern.suffix}"


def _value(rules: list[HostRule]) -> Code:
    if all(rule.pattern.kind is not PatternKind.GLOB for rule in rules):
        # Patterns of one key and no star inside are one pattern.
        return _verdict(rules[0])
    ordered = sorted(rules, key=lambda rule: rule.pattern.specificity, reverse=True)
    pairs = (f"/^{rule.pattern.regex()}$/, {_verdict(rule)}" for rule in ordered)
    return Code(f"[{', '.join(pairs)}]")


def _verdict(rule: HostRule) -> Code:
    return Code("1" if rule.route == DIRECT else "0")


def _comment(rules: list[HostRule]) -> str:
    if len(rules) == 1 and rules[0].pattern.kind is not PatternKind.GLOB:
        return rules[0].reason.text
    return "; ".join(f"{rule.pattern}: {rule.reason.text}" for rule in rules)


def _ranges(policy: Policy, version: int) -> list[_Range]:
    routes = RouteNames(policy)
    direct = [
        (piece, chain)
        for piece, _, chain in pieces(policy, routes, version)
        if chain[0].route == DIRECT
    ]
    return [
        _Range(
            _address(piece.first, version),
            _address(piece.last, version),
            comma,
            "; ".join(f"{rule.network}: {rule.reason.text}" for rule in chain),
        )
        for (piece, chain), comma in with_commas(direct)
    ]


def _address(number: int, version: int) -> str:
    return Code(f"0x{number:08x}") if version == 4 else f"{number:032x}"  # noqa: PLR2004 - IPv4
