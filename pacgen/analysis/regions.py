"""
Regions: for each symbol the values that a path of the script allows.

A region is a product, one set for the hosts and one for each thing in the environment, so it splits
exactly wherever a question is about a single symbol.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pacgen.analysis.calendar import ALL_DAYS, ALL_SECONDS
from pacgen.analysis.languages import Addresses, AddressSet, IntSet, Language, addresses_in
from pacgen.analysis.partition import Answers, Domain
from pacgen.analysis.questions import HOST, Question, Resolves

__all__ = ["Region"]

_LONGEST = 253
_LONGEST_LABEL = 63
_EVERYWHERE = AddressSet.everything()


@dataclass(frozen=True)
class Region:
    """Hosts and environments that the script has not told apart yet."""

    hosts: Language
    domains: Mapping[str, Domain] = field(default_factory=dict)
    """Symbols without an entry may have any value."""

    def domain(self, symbol: str) -> Domain:
        """Return the values that *symbol* may have."""
        known = self.domains.get(symbol)
        return _whole(symbol) if known is None else known

    def split(self, question: Question | Resolves) -> tuple[Region | None, Region | None]:
        """
        Cut the region in two: where the answer is yes, and where it is no.

        Both together are the region, and they have nothing in common; an empty part is ``None``.
        """
        if isinstance(question, Resolves):
            return self._split_answers(question.symbol)
        if question.symbol == HOST:
            values = question.values
            assert isinstance(values, Language)  # noqa: S101 - hosts are asked about as texts
            yes, no = self.hosts.split(values)
            return self._hosts(yes), self._hosts(no)
        domain = self.domain(question.symbol)
        if isinstance(domain, Answers):
            # Asked about its address, the name has one: that was decided before.
            yes_part, no_part = _split(domain.addresses, question.values)
            return (
                self._answers(question.symbol, domain, yes_part),
                self._answers(question.symbol, domain, no_part),
            )
        yes_part, no_part = _split(domain, question.values)
        if _is_empty(yes_part) or _is_empty(no_part):
            return (None, self) if _is_empty(yes_part) else (self, None)
        return self._set(question.symbol, yes_part), self._set(question.symbol, no_part)

    def as_addresses(self) -> Region:
        """Return the same region of hosts that are addresses, which are easily cut by networks."""
        addresses = addresses_in(self.hosts)
        return self if addresses is None else replace(self, hosts=addresses.to_language())

    def real(self) -> Region | None:
        """Return the part that can be: no host has more than 253 characters, no label 63."""
        region, shortest = self, self.hosts.shortest()
        if shortest is not None and any(
            len(label) > _LONGEST_LABEL for label in shortest.split(".")
        ):
            region = replace(self, hosts=self.hosts & _short_labels())
            shortest = region.hosts.shortest()
        return region if shortest is not None and len(shortest) <= _LONGEST else None

    def _split_answers(self, symbol: str) -> tuple[Region | None, Region | None]:
        domain = self.domain(symbol)
        assert isinstance(domain, Answers)  # noqa: S101 - only names resolve
        yes = no = None
        if not _is_empty(domain.addresses):
            yes = self._set(symbol, replace(domain, unresolved=False))
        if domain.unresolved:
            nowhere = AddressSet.nothing()
            no = self._set(symbol, Answers(unresolved=True, addresses=nowhere))
        return yes, no

    def _answers(self, symbol: str, domain: Answers, part: Domain) -> Region | None:
        assert isinstance(part, AddressSet | Language)  # noqa: S101 - what addresses split into
        return None if _is_empty(part) else self._set(symbol, replace(domain, addresses=part))

    def _hosts(self, hosts: Language) -> Region | None:
        if hosts is self.hosts:
            return self
        return None if hosts.is_empty else replace(self, hosts=hosts)

    def _set(self, symbol: str, domain: Domain) -> Region:
        return replace(self, domains={**self.domains, symbol: domain})


@functools.cache
def _short_labels() -> Language:
    label = f"[^.]{{0,{_LONGEST_LABEL}}}"
    return Language.from_regexp(rf"^{label}(?:\.{label})*$")


def _whole(symbol: str) -> Domain:
    if symbol.startswith("dns:"):
        return Answers(unresolved=True, addresses=_EVERYWHERE)
    if symbol.startswith("clock:"):
        return ALL_DAYS if symbol.endswith("days") else ALL_SECONDS
    return _EVERYWHERE


def _split(domain: Domain, values: AddressSet | IntSet | Language) -> tuple[Domain, Domain]:
    """Return what *domain* and *values* have in common, and what *domain* has alone."""
    if isinstance(domain, IntSet) and isinstance(values, IntSet):
        return domain & values, domain - values
    if isinstance(domain, AddressSet) and isinstance(values, AddressSet):
        return domain & values, domain - values
    # A question about the text of an address: the addresses may be a language from here on.
    yes, no = _as_language(domain).split(_as_language(values))
    return _as_addresses(yes), _as_addresses(no)


def _as_addresses(language: Language) -> AddressSet | Language:
    return language.addresses if isinstance(language, Addresses) else language


def _as_language(domain: Domain) -> Language:
    assert isinstance(domain, AddressSet | Language)  # noqa: S101 - numbers are never asked as texts
    return domain.to_language() if isinstance(domain, AddressSet) else domain


def _is_empty(domain: Domain) -> bool:
    assert not isinstance(domain, Answers)  # noqa: S101 - they are split by their parts
    return domain.is_empty
