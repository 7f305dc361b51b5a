"""A policy for people and programs: a table, Markdown, or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pacgen.policy import AnyRoute, GeneralRule, LocalRoute, Policy, Reason, Rule
from pacgen.policy.explain import Explanation, subject
from pacgen.policy.rules import AddressRule, HostRule
from pacgen.routes import Route

__all__ = ["FORMATS", "SCHEMA", "show_policy", "show_reason"]

FORMATS = ("table", "json", "markdown")

SCHEMA = 1
"""The version of the JSON form; it grows when a key changes its meaning or goes."""

_HEAD = ("priority", "hosts", "when", "route", "reason")


def show_policy(policy: Policy, form: str, *, source: str) -> str:
    """
    Return every rule of *policy* in the form *form*, one of :data:`FORMATS`.

    The priority counts within names, within addresses, and within the rest: the lower decides.
    """
    rows = _rows(policy)
    match form:
        case "json":
            return _json(policy, source)
        case "markdown":
            return _markdown(rows, source)
        case _:
            return _table(rows, source)


def show_reason(found: Explanation, route: Route, *, source: str) -> str:
    """Return an explanation in lines, the verdict first."""
    rule = found.rule
    condition = f" {rule.condition}" if rule.condition else ""
    lines = [f"{found.host}: {route}"]
    if isinstance(rule, GeneralRule) and not rule.condition:
        lines.append(f"  no rule is about it: it goes where {rule.reason.text} goes")
    else:
        lines.append(f"  by the rule {subject(rule)}{condition}: {rule.reason.text}")
    if isinstance(rule.route, LocalRoute):
        lines.append(f"  by location: elsewhere {rule.route}")
    lines += [f"  {note}" for note in found.notes]
    return "\n".join([*lines, f"endpoint data: {source}", ""])


def ordered(policy: Policy) -> list[Rule]:
    """Return all rules in the order in which they count."""
    hosts = sorted(
        policy.host_rules, key=lambda r: (r.pattern.specificity, r.condition.rank), reverse=True
    )
    addresses = sorted(
        policy.address_rules,
        key=lambda r: (r.network.version, -r.network.prefixlen, -r.condition.rank, r.network),
    )
    plain = GeneralRule(policy.plain_names, Reason("a host without a dot"))
    default = GeneralRule(policy.default, Reason("everything else"))
    return [*hosts, *addresses, plain, *policy.general_rules, default]


def _rows(policy: Policy) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            subject(rule),
            str(rule.condition),
            str(rule.route),
            "" if subject(rule) == rule.reason.text else rule.reason.text,
        )
        for number, rule in enumerate(ordered(policy), start=1)
    ]


def _table(rows: Sequence[Sequence[str]], source: str) -> str:
    everything = [_HEAD, *rows]
    widths = [max(len(row[i]) for row in everything) for i in range(len(_HEAD))]
    shown = [i for i in range(len(_HEAD)) if any(row[i] for row in rows)]
    lines = ["  ".join(f"{row[i]:{widths[i]}}" for i in shown).rstrip() for row in everything]
    return "\n".join([*lines, "", f"endpoint data: {source}", ""])


def _markdown(rows: Sequence[Sequence[str]], source: str) -> str:
    lines = [_HEAD, ["---"] * len(_HEAD), *rows]
    table = ["| " + " | ".join(_cell(text) for text in row) + " |" for row in lines]
    return "\n".join([*table, "", f"Endpoint data: {source}", ""])


def _cell(text: str) -> str:
    escaped = text.replace("|", "\\|")
    return escaped.replace("*", "\\*")


def _json(policy: Policy, source: str) -> str:
    rules = [
        {
            "priority": number,
            "kind": _kind(rule),
            "hosts": subject(rule),
            "schemes": list(rule.condition.schemes),
            "ports": [str(ports) for ports in rule.condition.ports],
            "route": _route(rule.route),
            "reason": rule.reason.text,
            "sets": list(rule.reason.sets),
            "category": rule.reason.category,
        }
        for number, rule in enumerate(ordered(policy), start=1)
    ]
    data = {
        "schema": SCHEMA,
        "endpoint_data": source,
        "instance": policy.instance,
        "version": policy.version,
        "preset": policy.preset,
        "digest": policy.digest,
        "locations": [
            {"name": place.name, "networks": [str(n) for n in place.networks]}
            for place in policy.locations
        ],
        "rules": rules,
        "folded": [str(rule.pattern) for rule in policy.folded],
        "left_out": [endpoint_set.id for endpoint_set in policy.left_out],
        "warnings": list(policy.warnings),
    }
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def _kind(rule: Rule) -> str:
    match rule:
        case HostRule():
            return "name"
        case AddressRule():
            return "address"
        case GeneralRule():
            return "other"


def _route(route: AnyRoute) -> object:
    match route:
        case Route():
            return str(route)
        case LocalRoute():
            return {
                "elsewhere": str(route.elsewhere),
                "locations": {name: str(there) for name, there in route.by_location},
            }
