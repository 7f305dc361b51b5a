"""Puts many requests to a PAC file as several clients, in several environments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import Self

import click

from pacgen.cli.environments import World
from pacgen.engine import Decision, Environment, Evaluator, PacFile, Request, Target
from pacgen.engine.closing import Closing
from pacgen.errors import UsageError
from pacgen.reporters.answers import Answers
from pacgen.reporters.text import plural, printable

__all__ = ["Asker", "parse_targets", "target_option"]

_BATCH = 4000
"""Requests in one go: memory is bounded by it, and loading the script again costs little by it."""

_TRACED = 100
"""Requests that are traced in one go: each may have a story of thousands of steps."""

_NAMED = 5
_ALL = "all"


class Asker(Closing):
    """
    Asks a PAC file as several clients. Use it as a context manager: leaving it ends the clients.

    Args:
        pac: The file.
        targets: The clients.
        world: Where they are.
        calls: Whether to note every call of a helper.
    """

    def __init__(
        self, pac: PacFile, targets: Sequence[Target], world: World, *, calls: bool = False
    ) -> None:
        self._calls = calls
        self.pac = pac
        self.targets = tuple(targets)
        self._environments: Mapping[str, Environment] = world.environments()
        self._live = world.live_dns()
        self._stack = ExitStack()
        self._evaluators = [Evaluator(pac.seen_by(target), target=target) for target in targets]

    @property
    def environments(self) -> Sequence[str]:
        """The names of the environments; one is ``""`` where a single one has no name."""
        return tuple(self._environments)

    def ask(self, requests: Iterable[Request]) -> Iterator[list[Answers]]:
        """Yield the answers some thousands at a time, in the order of *requests*."""
        stream = iter(requests)
        while batch := list(islice(stream, _BATCH)):
            worlds = {
                name: [self._decide(evaluator, batch, world) for evaluator in self._evaluators]
                for name, world in self._environments.items()
            }
            yield [
                Answers(request, name, tuple(decisions[index] for decisions in by_target))
                for index, request in enumerate(batch)
                for name, by_target in worlds.items()
            ]

    def trace(self, request: Request) -> list[Answers]:
        """Ask about one request in each environment, and how each answer came about."""
        return next(self.trace_all([request]))

    def trace_all(self, requests: Iterable[Request]) -> Iterator[list[Answers]]:
        """Yield what :meth:`trace` returns for each of *requests*, some hundreds at a time."""
        stream = iter(requests)
        while batch := list(islice(stream, _TRACED)):
            worlds = {
                name: [self._trace(evaluator, batch, world) for evaluator in self._evaluators]
                for name, world in self._environments.items()
            }
            yield [
                Answers(request, name, tuple(decisions[index] for decisions in by_target))
                for index, request in enumerate(batch)
                for name, by_target in worlds.items()
            ]

    def _trace(
        self, evaluator: Evaluator, requests: Sequence[Request], world: Environment
    ) -> list[Decision]:
        if self._live is not None:
            # The records that real lookups added are in the decisions' environment.
            world = self._decide(evaluator, requests, world)[0].environment
        return evaluator.trace(requests, world)

    def say_lookups(self) -> None:
        """Tell on standard error what became of real lookups, if there were any to make."""
        if self._live is None:
            return
        missed = self._live.given_up
        click.echo(f"pacgen: looked up {plural(self._live.looked_up, 'name')}", err=True)
        if missed:
            names = ", ".join(printable(name) for name in missed[:_NAMED])
            more = ", ..." if len(missed) > _NAMED else ""
            click.echo(
                f"pacgen: {plural(len(missed), 'name')} not looked up, and so without an address: "
                f"{names}{more}; see --live-dns-max and --live-dns-seconds",
                err=True,
            )

    def _decide(
        self, evaluator: Evaluator, requests: Sequence[Request], world: Environment
    ) -> list[Decision]:
        if self._live is not None:
            known = self._live.decide(evaluator, requests, world)
            # The records that real lookups added are in the decisions' environment.
            world = known[0].environment if known else world
            if not self._calls:
                return known
        return evaluator.decide(requests, world, calls=self._calls)

    def __enter__(self) -> Self:
        for evaluator in self._evaluators:
            self._stack.enter_context(evaluator)
        return self

    def close(self) -> None:
        """End the processes. May be called twice."""
        self._stack.close()


def parse_targets(texts: Iterable[str]) -> tuple[Target, ...]:
    """
    Read the values of ``--target``: names with commas between them, or ``all``.

    Raises:
        UsageError: there is no such client.
    """
    found: dict[Target, None] = {}
    for name in (part.strip().lower() for text in texts for part in text.split(",")):
        if name == _ALL:
            found.update(dict.fromkeys(Target))
        elif name in list(Target):
            found[Target(name)] = None
        else:
            raise UsageError(
                f"{name!r} is no client that pacgen knows",
                tip=f"choose among {', '.join(Target)}, or all",
            )
    return tuple(found)


target_option = click.option(
    "--target",
    "targets",
    multiple=True,
    default=(Target.CHROMIUM.value,),
    show_default=True,
    metavar="NAME[,NAME...]",
    help=f"The client to ask as: {', '.join(Target)}, or all; repeatable.",
)
"""``--target``, handed to the command as *targets*, texts for :func:`parse_targets`."""
