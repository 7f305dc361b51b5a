"""Which hosts a command is about: ``--scope``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

import click

from pacgen.analysis.scope import EVERY_HOST, PLAIN_HOSTS
from pacgen.endpoints import EndpointDocument
from pacgen.errors import HostPatternError, UsageError
from pacgen.patterns import HostPattern
from pacgen.policy import Preset
from pacgen.policy.expectation import expect
from pacgen.policy.selection import serves_hosts

__all__ = ["pattern_option", "scope_option", "scope_patterns"]

_MICROSOFT = "microsoft"
_ALL = "all"
_PLAIN = "plain"
_NAMES = (*Preset, _MICROSOFT, _PLAIN, _ALL)
_CLOSE = 0.8
"""How much a word is like one of these that it is taken for a slip of the pen."""

scope_option = click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=(_ALL,),
    show_default=True,
    metavar="SCOPE",
    help=f"Which hosts: {', '.join(Preset)}, {_MICROSOFT} (all names that Microsoft publishes), "
    f"{_PLAIN} (hosts without a dot), {_ALL}, or a pattern such as '*.example.com'; repeatable.",
)
"""``--scope``, handed to the command as *scopes*: texts for :func:`scope_patterns`."""

pattern_option = click.option(
    "--pattern",
    "--scope",
    "scopes",
    multiple=True,
    default=(Preset.TEAMS.value,),
    show_default=True,
    metavar="PATTERN",
    help=f"Which hosts: a host pattern such as '*.example.com', {', '.join(Preset)}, {_MICROSOFT} "
    f"(all names that Microsoft publishes), {_PLAIN} (hosts without a dot), or {_ALL}; repeatable.",
)
"""``--pattern``, handed to the command as *scopes*: texts for :func:`scope_patterns`."""


def scope_patterns(
    scopes: Iterable[str], document: EndpointDocument, *, by_service: bool = True
) -> tuple[HostPattern, ...]:
    """
    Return the host patterns that *scopes* name, each once, Teams first.

    Args:
        scopes: What the user wrote.
        document: What Microsoft publishes.
        by_service: Whether all hosts are those of Teams, pattern by pattern, and all others.

    Raises:
        UsageError: one is no scope.
    """
    found = dict.fromkeys(
        p for scope in scopes for p in _patterns(scope.strip(), document, by_service=by_service)
    )
    if EVERY_HOST in found:
        # What is left over comes last.
        del found[EVERY_HOST]
        found[EVERY_HOST] = None
    return tuple(found)


def _patterns(scope: str, document: EndpointDocument, *, by_service: bool) -> Iterator[HostPattern]:
    name = scope.lower()
    if name in list(Preset):
        yield from (wanted.pattern for wanted in expect(document, Preset(name)).hosts)
    elif name == _ALL:
        if by_service:
            yield from _patterns(Preset.TEAMS, document, by_service=True)
        yield EVERY_HOST
    elif name == _MICROSOFT:
        yield from _patterns(Preset.TEAMS, document, by_service=True)
        yield from sorted({url for s in document.sets if serves_hosts(s) for url in s.urls})
    elif name == _PLAIN:
        yield PLAIN_HOSTS
    else:
        near = difflib.get_close_matches(name, _NAMES, 1, _CLOSE)
        if near:
            raise UsageError(f"{scope!r} is no set of hosts", tip=f"did you mean {near[0]}?")
        try:
            yield HostPattern.parse(scope)
        except HostPatternError as error:
            known = f"write {', '.join(_NAMES)}, or a host pattern"
            raise UsageError(error.what, tip=known) from None
