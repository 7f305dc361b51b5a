"""A policy for people and programs: a table, Markdown, or JSON."""

from __future__ import annotations

import itertools
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pacgen.policy import AnyRoute, GeneralRule, LocalRoute, Location, Policy, Reason, Rule
from pacgen.policy.explain import Explanation, subject
from pacgen.policy.reasons import describe_ports
from pacgen.policy.rules import AddressRule, HostRule
from pacgen.reporters.text import WIDTH, printable, wrapped
from pacgen.routes import DIRECT, Route

__all__ = ["FORMATS", "SCHEMA", "show_policy", "show_reason"]

FORMATS = ("table", "json", "markdown")

SCHEMA = 1
"""The version of the JSON form; it grows when a key changes its meaning or goes."""

_HEAD = ("priority", "hosts", "when", "route", "reason")
_GAP = "  "
_NARROWEST = 16
"""The column of reasons gets no narrower than this many characters."""

_LONGEST_ROUTE = 12
"""What is longer is written once, above the table."""

_NO_NAMES: Mapping[str, AnyRoute] = MappingProxyType({})


def show_policy(
    policy: Policy, form: str, *, source: str, names: Mapping[str, AnyRoute] = _NO_NAMES
) -> str:
    """
    Return every rule of *policy* in the form *form*, one of :data:`FORMATS`.

    The priority counts within names, within addresses, and within the rest: the lower decides.

    Args:
        policy: The rules.
        form: How to write them.
        source: Where the endpoint data is from.
        names: What the configuration calls its routes.
    """
    labels = _Labels(policy, names)
    match form:
        case "json":
            return _json(policy, source)
        case "markdown":
            return _markdown(policy, labels, source)
        case _:
            return _table(policy, labels, source)


def show_reason(found: Explanation, route: Route, *, source: str) -> str:
    """Return an explanation in lines, the verdict first."""
    rule = found.rule
    condition = f" {rule.condition}" if rule.condition else ""
    said = []
    if isinstance(rule, GeneralRule) and not rule.condition:
        said.append(f"no rule is about it: it goes where {rule.reason.text} goes")
    else:
        said.append(f"by the rule {subject(rule)}{condition}: {rule.reason.text}")
    if isinstance(rule.route, LocalRoute):
        said.append(f"by location: elsewhere {rule.route}")
    said += found.notes
    if found.remedies:
        said.append(f"to send it DIRECT, write into pacgen.yaml: {', or '.join(found.remedies)}")
    lines = [line for text in said for line in wrapped(text, first="  ", rest="    ")]
    verdict = f"{printable(found.host)}: {route}"
    return "\n".join([verdict, *lines, f"endpoint data: {source}", ""])


class _Labels:
    """Short words for routes: what the configuration calls them, where they are long."""

    def __init__(self, policy: Policy, names: Mapping[str, AnyRoute]) -> None:
        given = {route: name for name, route in names.items() if name != "direct"}
        used = dict.fromkeys(rule.route for rule in ordered(policy))
        self._names = {route: given[route] for route in used if route in given}
        if policy.default in used and policy.default != DIRECT:
            self._names.setdefault(policy.default, "proxy")
        unnamed = [r for r in used if r not in self._names and len(str(r)) > _LONGEST_ROUTE]
        self._names |= {route: f"route {number}" for number, route in enumerate(unnamed, start=1)}

    def __getitem__(self, route: AnyRoute) -> str:
        return self._names.get(route, str(route))

    def legend(self) -> list[tuple[str, str]]:
        """Return every label with its meaning, those by location in further lines."""
        lines = []
        for route, name in self._names.items():
            match route:
                case Route():
                    lines.append((name, str(route)))
                case LocalRoute():
                    lines.append((name, str(route.elsewhere)))
                    lines += [(f"  in {place}", str(there)) for place, there in route.by_location]
        return lines


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


def _rows(policy: Policy, labels: _Labels) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            subject(rule),
            str(rule.condition),
            labels[rule.route],
            "" if subject(rule) == rule.reason.text else rule.reason.text,
        )
        for number, rule in enumerate(ordered(policy), start=1)
    ]


def _table(policy: Policy, labels: _Labels, source: str) -> str:
    legend = labels.legend()
    width = max((len(name) for name, _ in legend), default=0)
    lines = [f"{name:{width}}  {text}" for name, text in legend]
    lines += [f"location {place.name}: {_networks(place)}" for place in policy.locations]
    cells = [("#", "hosts", "route", "reason")]
    for number, hosts, when, route, reason in _rows(policy, labels):
        cells.append((number, "\n".join(filter(None, (hosts, when))), route, printable(reason)))
    lines += [""] if lines else []
    lines += [line for row in cells for line in _lines(row, _widths(cells))]
    lines.append("")
    for text in _remarks(policy):
        lines += wrapped(text, first="", rest="  ")
    return "\n".join([*lines, f"endpoint data: {source}", ""])


def _networks(place: Location) -> str:
    return ", ".join(map(str, place.networks))


def _widths(cells: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns' widths: each as wide as its widest line, the last what is left."""
    widths = [
        max(len(line) for row in cells for line in row[i].split("\n")) for i in range(len(cells[0]))
    ]
    left = WIDTH - sum(widths[:-1]) - len(_GAP) * (len(widths) - 1)
    return [*widths[:-1], max(left, _NARROWEST)]


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Write one row in as many lines as its cells need."""
    *columns, last = (cell.split("\n") for cell in row)
    wrapped_last = textwrap.wrap(
        last[0], widths[-1], break_on_hyphens=False, break_long_words=False
    )
    for parts in itertools.zip_longest(*columns, wrapped_last, fillvalue=""):
        padded = (f"{part:{width}}" for part, width in zip(parts, widths, strict=True))
        yield _GAP.join(padded).rstrip()


def _remarks(policy: Policy) -> Iterator[str]:
    """Say what is not in the table."""
    if policy.folded:
        patterns = ", ".join(str(rule.pattern) for rule in policy.folded)
        yield f"folded: {patterns}: a more general pattern says the same"
    for endpoint_set in policy.left_out:
        yield f"left out by name: {describe_ports(endpoint_set)}, ports that ask no PAC file"
    for warning in policy.warnings:
        yield f"warning: {warning}"


def _markdown(policy: Policy, labels: _Labels, source: str) -> str:
    legend = [f"- {name.strip()}: `{text}`" for name, text in labels.legend()]
    places = [f"- location {place.name}: {_networks(place)}" for place in policy.locations]
    lines = [_HEAD, ["---"] * len(_HEAD), *_rows(policy, labels)]
    table = ["| " + " | ".join(_cell(text) for text in row) + " |" for row in lines]
    head = [*legend, *places, ""] if legend or places else []
    remarks = [line for text in _remarks(policy) for line in (_cell(text), "")]
    return "\n".join([*head, *table, "", *remarks, f"Endpoint data: {source}", ""])


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
