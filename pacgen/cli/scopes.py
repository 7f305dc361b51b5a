"""Which hosts a command is about: ``--scope``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from pacgen.compare import EVERY_HOST
from pacgen.endpoints import EndpointDocument
from pacgen.errors import HostPatternError, UsageError
from pacgen.patterns import HostPattern
from pacgen.policy import Preset
from pacgen.policy.expectation import expect
from pacgen.policy.selection import serves_hosts

__all__ = ["scope_option", "scope_patterns"]

_MICROSOFT = "microsoft"
_ALL = "all"

scope_option = click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=(_ALL,),
    show_default=True,
    metavar="SCOPE",
    help=f"Which hosts: {', '.join(Preset)}, {_MICROSOFT} (all names that Microsoft publishes), "
    f"{_ALL}, or a host pattern such as '*.example.com'; repeatable.",
)
"""``--scope``, handed to the command as *scopes*: texts for :func:`scope_patterns`."""


def scope_patterns(scopes: Iterable[str], document: EndpointDocument) -> tuple[HostPattern, ...]:
    """
    Return the host patterns that *scopes* name, each once, Teams first.

    Raises:
        UsageError: one is no scope.
    """
    found = dict.fromkeys(p for scope in scopes for p in _patterns(scope.strip(), document))
    if EVERY_HOST in found:
        # What is left over comes last.
        del found[EVERY_HOST]
        found[EVERY_HOST] = None
    return tuple(found)


def _patterns(scope: str, document: EndpointDocument) -> Iterator[HostPattern]:
    name = scope.lower()
    if name in list(Preset):
        yield from (wanted.pattern for wanted in expect(document, Preset(name)).hosts)
    elif name in {_MICROSOFT, _ALL}:
        yield from _patterns(Preset.TEAMS, document)
        yield from sorted({url for s in document.sets if serves_hosts(s) for url in s.urls})
        if name == _ALL:
            yield EVERY_HOST
    else:
        try:
            yield HostPattern.parse(scope)
        except HostPatternError as error:
            raise UsageError(
                f"--scope: {error.what}",
                tip=f"write {', '.join((*Preset, _MICROSOFT, _ALL))}, or a host pattern",
            ) from None
