"""The hosts of a scope as languages: each host belongs to the first pattern that means it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pacgen.analysis.languages import Bundle, Language, Without, host_names
from pacgen.patterns import HostPattern

__all__ = ["EVERY_HOST", "PLAIN_HOSTS", "Scope", "host_names", "pattern_words", "union"]

EVERY_HOST = HostPattern("*")
"""In a scope: all hosts that no pattern before it means."""

_TRIED = 40
"""Hosts that are looked at before a set is cut."""

PLAIN_HOSTS = HostPattern("plain")
"""In a scope: hosts without a dot, which no pattern can name."""


@dataclass(frozen=True)
class Scope:
    """A scope, and its languages up to a number of labels."""

    patterns: tuple[HostPattern, ...]
    languages: tuple[Language, ...]
    """Those of the patterns, overlapping as they do."""

    every: Language
    """All hosts that are considered."""

    @classmethod
    def of(cls, patterns: Iterable[HostPattern], max_labels: int | None) -> Scope:
        """Return the scope of *patterns*."""
        patterns = tuple(dict.fromkeys(patterns))
        every = host_names(max_labels)
        # Many rules may take their part of each.
        languages = (Without(every & _meant(pattern)) for pattern in patterns)
        return cls(patterns, tuple(languages), every)

    @property
    def hosts(self) -> Language:
        """All of it."""
        if EVERY_HOST in self.patterns:
            return Without(self.every)
        return union(self.languages)

    def whole(self) -> Iterator[tuple[HostPattern, Language]]:
        """Yield every pattern with all hosts that it means."""
        yield from zip(self.patterns, self.languages, strict=True)

    @functools.cached_property
    def families(self) -> tuple[Language, ...]:
        """
        All hosts of the scope in parts of one domain each, what belongs to none last.

        A fixed end of the host makes most rules of a file a matter of a glance.
        """
        return tuple(
            part
            for whole in self.bundles
            for part in (whole.parts if isinstance(whole, Bundle) else (whole,))
        )

    @functools.cached_property
    def bundles(self) -> tuple[Language, ...]:
        """
        The same in few languages: all that have a domain are one.

        A rule about one domain leaves the others alone.
        What belongs to no domain is by itself, so that its many regions keep nobody waiting.
        """
        domains: dict[str, list[Language]] = {}
        others = []
        for pattern, hosts in self.whole():
            if pattern == EVERY_HOST:
                others.append(self._rest(hosts))
            elif pattern == PLAIN_HOSTS:
                others.append(hosts)
            else:
                domain = ".".join(pattern.suffix.split(".")[-2:])
                domains.setdefault(domain, []).append(hosts)
        named = Bundle.of((domain, union(parts)) for domain, parts in domains.items())
        return tuple(hosts for hosts in (named, *others) if not hosts.is_empty)

    def parts(self, hosts: Language) -> Iterator[tuple[HostPattern, Language, str]]:
        """
        Cut *hosts* by patterns, a host for the first that means it; with the shortest of each.

        What belongs to none is left out. The part of :data:`EVERY_HOST` is not cut, since it would
        become unwieldy: it is there if some host belongs to no other pattern, and that is told.
        """
        rest = hosts
        for pattern in self.patterns:
            if pattern == EVERY_HOST:
                other = self._other(hosts)
                if other is not None:
                    yield pattern, hosts, other
                continue
            part, rest = rest.split(_meant(pattern))
            shortest = part.shortest()
            if shortest is not None:
                yield pattern, part, shortest

    def _other(self, hosts: Language) -> str | None:
        """Return the shortest of *hosts* that no pattern means but the one for all."""
        named = self._named
        for host in hosts.enumerate(_TRIED):
            if not any(host in language for language in named):
                return host
        return self._rest(hosts).shortest()

    def _rest(self, hosts: Language) -> Language:
        """Return those of *hosts* that no pattern means but the one for all."""
        for language in self._named:
            hosts -= language
        return hosts

    @property
    def _named(self) -> list[Language]:
        return [_meant(pattern) for pattern in self.patterns if pattern != EVERY_HOST]


def pattern_words(pattern: HostPattern) -> str:
    """Return the pattern of a scope as people say it."""
    special = {EVERY_HOST: "all other hosts", PLAIN_HOSTS: "hosts without a dot"}
    return special.get(pattern, pattern.text)


@functools.cache
def _meant(pattern: HostPattern) -> Language:
    """Return what *pattern* means; among hosts, that is."""
    if pattern == EVERY_HOST:
        return Language.everything()
    if pattern == PLAIN_HOSTS:
        return ~Language.containing(".")
    return Language.from_pattern(pattern)


def union(languages: Sequence[Language]) -> Language:
    """Return the union, joined in pairs, so that large ones meet late."""
    waiting = list(languages)
    while len(waiting) > 1:
        pairs = zip(waiting[::2], waiting[1::2], strict=False)
        waiting = [one | two for one, two in pairs] + waiting[len(waiting) // 2 * 2 :]
    return waiting[0] if waiting else Language.nothing()
