"""What a patched file is asked, and in which worlds: what it may look at decides that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from pacgen.engine import DnsRecord, Environment, Request, SyntaxTree
from pacgen.errors import UsageError
from pacgen.policy import Policy
from pacgen.policy.expectation import CONTROL_HOSTS
from pacgen.publish.questions import ODD_ADDRESSES, ODD_HOSTS, PLAIN_NAMES, PROTOTYPE_NAMES
from pacgen.routes import DIRECT

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Probes", "probes", "worlds"]

_Item = TypeVar("_Item")

_MOST_LITERALS = 400
"""So many hosts of the file's own are asked about; of more, every second, third and so on."""

_MOST_ADDRESSES = 4
_PLACEHOLDERS = ("10.0.0.1", "203.0.113.10")
"""A private address and one of nobody's, for clients and for DNS."""

_MASK = "255."

_LITERALS = frozenset({"string_fragment", "regex_pattern", "string", "template_string"})
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.IGNORECASE | re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE | re.ASCII)
_ADDRESS = re.compile(
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)", re.ASCII
)
_URL = re.compile(r"[a-z][a-z0-9+-]*://[^\s*?\"']", re.IGNORECASE | re.ASCII)

_ASKS_ADDRESSES = re.compile(r"dnsResolve|isResolvable|isInNet|myIpAddress|localHostOrDomainIs")
_ASKS_CLOCK = re.compile(r"weekdayRange|dateRange|timeRange|Date\b")
_SATURDAY_NIGHT = datetime(2026, 7, 11, 23, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Probes:
    """Requests, in a fixed order."""

    direct: tuple[Request, ...]
    """These must go DIRECT."""

    others: tuple[Request, ...]
    """These must go where they went before."""

    def thinned(self, step: int) -> Probes:
        """Return every *step*-th request."""
        return Probes(self.direct[::step], self.others[::step])


def probes(policy: Policy, tree: SyntaxTree) -> Probes:
    """
    Return what to ask: the hosts of *policy*, hosts like them, and all that *tree* mentions.

    Args:
        policy: The direct rules.
        tree: The file without them.
    """
    hosts = dict.fromkeys((*_of_policy(policy), *_of_nobody(), *_thinned(_of_file(tree))))
    direct = [host for host in hosts if policy.route_for(host) == DIRECT]
    others = [host for host in hosts if policy.route_for(host) != DIRECT]
    return Probes(
        tuple(request for host in direct for request in _requests(host)),
        (
            *(request for host in others for request in _requests(host)),
            *(r for r in _thinned(_urls(tree)) if policy.route_for(r.host) != DIRECT),
        ),
    )


def worlds(tree: SyntaxTree) -> tuple[Environment, ...]:
    """Return one environment, and more if *tree* looks at addresses, DNS or the clock."""
    found = [Environment()]
    if _ASKS_ADDRESSES.search(tree.text):
        found_here = (a for text in _literals(tree) for a in _ADDRESS.findall(text))
        own = dict.fromkeys(a for a in found_here if not a.startswith(_MASK))
        addresses = (*_PLACEHOLDERS, *list(own)[:_MOST_ADDRESSES])
        found += [Environment((a,), (DnsRecord("*", (a,)),)) for a in dict.fromkeys(addresses)]
    if _ASKS_CLOCK.search(tree.text):
        found.append(Environment(clock=_SATURDAY_NIGHT))
    return tuple(found)


def _of_policy(policy: Policy) -> Iterator[str]:
    for rule in policy.host_rules:
        members = rule.pattern.members()
        yield from members
        yield from (members[0].upper(), f"{members[0]}.")
        yield from rule.pattern.lookalikes()
        yield rule.pattern.suffix
    for address_rule in policy.address_rules:
        network = address_rule.network
        first, last = int(network.network_address), int(network.broadcast_address)
        address = type(network.network_address)
        highest = 2**network.max_prefixlen - 1
        for number in (first - 1, first, (first + last) // 2, last, last + 1):
            if 0 <= number <= highest:
                yield str(address(number))


def _of_nobody() -> Iterator[str]:
    yield from CONTROL_HOSTS + PLAIN_NAMES + PROTOTYPE_NAMES + ODD_HOSTS
    yield from ODD_ADDRESSES


def _of_file(tree: SyntaxTree) -> Iterator[str]:
    for text in _literals(tree):
        for host in _HOST.findall(text):
            yield host
            if not _ADDRESS.fullmatch(host):
                yield f"pacgen-probe.{host}"
        if _NAME.fullmatch(text):
            yield text


def _urls(tree: SyntaxTree) -> Iterator[Request]:
    for text in _literals(tree):
        if _URL.match(text):
            try:
                yield Request.for_url(text.replace("*", "x").replace("?", "x"))
            except UsageError:
                continue


def _literals(tree: SyntaxTree) -> Iterator[str]:
    """Yield what the file's strings and regular expressions say, each once."""
    seen: dict[str, None] = {}
    for node in tree.walk():
        if node.type in _LITERALS and not _holds_fragment(node):
            seen[tree.source(node).strip("'\"`").replace("\\", "")] = None
    yield from seen


def _holds_fragment(node: Node) -> bool:
    return any(child.type in _LITERALS for child in node.named_children)


def _requests(host: str) -> Iterator[Request]:
    bare = host.removeprefix("[").removesuffix("]")
    shown = f"[{bare}]" if ":" in bare else bare
    # Not Request.for_host: the file must also bear brackets in its second argument.
    yield Request(f"https://{shown}/", host)
    yield Request(f"http://{shown}/a/b.html?c=d", host)


def _thinned(items: Iterator[_Item]) -> Sequence[_Item]:
    listed = list(dict.fromkeys(items))
    return listed[:: -(-len(listed) // _MOST_LITERALS) or 1]
