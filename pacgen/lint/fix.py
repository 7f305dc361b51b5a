"""
Applies fixes, and only those that do what they say.

The file is run before and after, as two clients, for the hosts of the endpoint list, for what
the file itself names, and for what a fix is about. A fix is kept if the answers that change are
those that it means to change, and no others.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pacgen.endpoints import IPNetwork
from pacgen.engine import Decision, DnsRecord, Environment, Evaluator, PacFile, Request, Target
from pacgen.lint.edits import edited, encoded, overlap, write_back
from pacgen.lint.finding import Effect, Finding, Fix
from pacgen.lint.literals import named_hosts, named_networks, string_literals
from pacgen.patterns import canonical_host
from pacgen.policy.expectation import Expectation

__all__ = ["CLIENTS", "Fixed", "Refusal", "apply_fixes"]

CLIENTS = (Target.CHROMIUM, Target.WINHTTP)
"""Those that a file is run as: one that canonicalises hosts, and one that does not."""

_NAMED = 400
"""So many hosts that the file names are asked about; a longer list tells no more."""

_WORLDS = 4
_PLAIN = Environment()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fix that was not applied."""

    finding: Finding
    reason: str
    """Lower case, no full stop."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after its fixes."""

    pac: PacFile
    applied: tuple[Finding, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """One question."""

    target: Target
    world: Environment
    request: Request


_Answers = Mapping[_Key, Decision]


def apply_fixes(
    pac: PacFile, findings: Iterable[Finding], expectation: Expectation, *, unsafe: bool = False
) -> Fixed:
    """
    Apply the fixes of *findings* that can be applied.

    Nothing is written: :attr:`Fixed.pac` holds the new bytes.

    Args:
        pac: The file.
        findings: What was found in it.
        expectation: Gives hosts to ask about.
        unsafe: Whether to apply fixes, too, of which people should say whether they are meant.
    """
    wanted = [f for f in findings if f.fix is not None and (f.fix.is_safe or unsafe)]
    if not wanted:
        return Fixed(pac, (), ())
    if not write_back(pac):
        reason = "the file is broken in its encoding, so that it cannot be written as it was"
        return Fixed(pac, (), tuple(Refusal(finding, reason) for finding in wanted))
    return _Workshop(pac, expectation, wanted).run()


class _Workshop:
    """Tries fixes on one file."""

    def __init__(self, pac: PacFile, expectation: Expectation, wanted: list[Finding]) -> None:
        self._pac = pac
        self._wanted = wanted
        self._requests = tuple(_requests(pac.text, expectation, map(_fix_of, wanted)))
        self._worlds = _worlds(map(_fix_of, wanted))
        self._kept: list[Finding] = []
        self._now = pac
        self._before = self._ask(pac)

    def run(self) -> Fixed:
        """Try all together, since one fix may need another; then what is left one by one."""
        refused = []
        if self._try(self._wanted):
            # Only the first of them says why: with more than one nobody knows which it was.
            for finding in self._wanted:
                reason = self._try([finding])
                if reason:
                    refused.append(Refusal(finding, reason))
        return Fixed(self._now, tuple(self._kept), tuple(refused))

    def _try(self, candidates: list[Finding]) -> str:
        """Apply *candidates* on top of what is kept; return why not, ``""`` if they are kept."""
        fixes = [_fix_of(finding) for finding in [*self._kept, *candidates]]
        if _collide(fixes):
            return "it changes the same piece of text as another fix"
        changed = _changed(self._pac, fixes)
        if changed is None:
            return "the file's encoding has no room for it"
        after = self._ask(changed)
        new = [_fix_of(finding) for finding in candidates]
        reason = _objection(self._before, after, new)
        if not reason:
            self._kept += candidates
            self._now, self._before = changed, after
        return reason

    def _ask(self, pac: PacFile) -> _Answers:
        answers: dict[_Key, Decision] = {}
        for target in CLIENTS:
            with Evaluator(pac.seen_by(target), target=target) as evaluator:
                for world in self._worlds:
                    for decision in evaluator.decide(self._requests, world):
                        answers[_Key(target, world, decision.request)] = decision
        return answers


def _objection(before: _Answers, after: _Answers, fixes: Sequence[Fix]) -> str:
    """Say which answer speaks against *fixes*, ``""`` if none does."""
    changed = [key for key, decision in before.items() if not _same(decision, after[key])]
    for key in changed:
        if not any(_is_meant(fix, key, before[key], after) for fix in fixes):
            return (
                f"it would change the answer for {key.request.url} as {key.target}: "
                f"{_said(before[key])}, then {_said(after[key])}"
            )
    for fix in fixes:
        if _must_change(fix) and not any(_is_meant(fix, k, before[k], after) for k in changed):
            return "it would change nothing"
    return ""


def _must_change(fix: Fix) -> bool:
    # To drop a byte-order mark changes something in other clients only.
    return fix.effect is not Effect.NONE and bool(fix.edits)


def _is_meant(fix: Fix, key: _Key, before: Decision, after: _Answers) -> bool:
    """Return whether *fix* means to change this answer, and into what it became."""
    decision = after[key]
    match fix.effect:
        case Effect.NONE:
            return False
        case Effect.MEND:
            was_wrong = bool(before.fault or before.dropped)
            return was_wrong and decision.fault is None and not decision.dropped
        case Effect.SUBJECTS:
            concerns = any(_concerns(subject, key, decision) for subject in fix.subjects)
            return concerns and decision.fault is None
        case Effect.FORM:
            host = key.request.host
            plain = Request.for_host(canonical_host(host))
            twin = after.get(_Key(key.target, key.world, plain))
            return plain.host != host and twin is not None and _same(twin, decision)


def _concerns(subject: str, key: _Key, decision: Decision) -> bool:
    network = _network(subject)
    host = canonical_host(key.request.host)
    if network is None:
        # A star stands for anything, as in shExpMatch; a leading dot for any host below.
        pattern = re.escape(f"*{subject}" if subject.startswith(".") else subject)
        return re.fullmatch(pattern.replace(r"\*", ".*"), host) is not None
    addresses = [host]
    if key.world is not _PLAIN:
        addresses += key.world.client_addresses
        addresses += [a for record in key.world.dns if decision.dns for a in record.addresses]
    return any(_within(address, network) for address in addresses)


def _same(one: Decision, other: Decision) -> bool:
    faults = [decision.fault.kind if decision.fault else None for decision in (one, other)]
    return one.route == other.route and faults[0] is faults[1] and one.dropped == other.dropped


def _said(decision: Decision) -> str:
    fault = decision.fault.message if decision.fault else ""
    return decision.returned or fault or "an empty text"


def _collide(fixes: Sequence[Fix]) -> bool:
    return any(
        one.edits != other.edits and overlap(one.edits, other.edits)
        for index, one in enumerate(fixes)
        for other in fixes[index + 1 :]
    )


def _changed(pac: PacFile, fixes: Sequence[Fix]) -> PacFile | None:
    text = edited(pac.text, (edit for fix in fixes for edit in fix.edits))
    data = encoded(pac, text, drops_bom=any(fix.drops_bom for fix in fixes))
    return None if data is None else PacFile.from_bytes(pac.name, data)


def _worlds(fixes: Iterable[Fix]) -> tuple[Environment, ...]:
    """Return the plain world, and for networks one in which client and hosts are in them."""
    networks = dict.fromkeys(s for fix in fixes for s in fix.subjects if _network(s))
    worlds = [_PLAIN]
    for subject in list(networks)[:_WORLDS]:
        network = _network(subject)
        if network is not None:
            address = str(network[-2] if network.num_addresses > 2 else network[0])  # noqa: PLR2004 - no broadcast
            record = DnsRecord("*", (address,))
            worlds.append(Environment(client_addresses=(address,), dns=(record,)))
    return tuple(worlds)


def _requests(text: str, expectation: Expectation, fixes: Iterable[Fix]) -> Iterator[Request]:
    """Yield each request once: hosts in all their forms, addresses, what the file names."""
    seen: set[str] = set()
    hosts = [host for wanted in expectation.hosts for host in wanted.pattern.members()]
    literals = string_literals(text)
    named = named_hosts(literals)[:_NAMED]
    hosts += [*expectation.controls, *named, *(f"a.{host}" for host in named)]
    hosts += [f"evil{host}" for host in named]
    networks: list[IPNetwork] = [wanted.network for wanted in expectation.networks]
    networks += [named.network for named in named_networks(text, literals)]
    for subject in (subject for fix in fixes for subject in fix.subjects):
        network = _network(subject)
        if network is not None:
            networks.append(network)
        else:
            hosts += [subject.replace("*", invented).lstrip(".") for invented in ("a", "b.c", "")]
    hosts += [address for network in networks for address in _addresses(network)]
    for host in hosts:
        if host and host not in seen:
            seen.add(host)
            yield Request.for_host(host)
            yield Request.for_host(host, scheme="http", path="/path?query")
            if not _is_address(host):
                yield Request.for_host(host.upper())
                yield Request.for_host(f"{host}.")


def _addresses(network: IPNetwork) -> Iterator[str]:
    """Yield addresses in a network and the two beside it."""
    yield from map(str, (network[0], network[network.num_addresses // 2], network[-1]))
    for address in (int(network[0]) - 1, int(network[-1]) + 1):
        if 0 < address < 1 << network.max_prefixlen:
            yield str(type(network[0])(address))


def _network(text: str) -> IPNetwork | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def _within(address: str, network: IPNetwork) -> bool:
    try:
        return ipaddress.ip_address(address) in network
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    return _network(host) is not None


def _fix_of(finding: Finding) -> Fix:
    assert finding.fix is not None  # noqa: S101 - only findings with a fix come here
    return finding.fix
