"""What is compared: a PAC text, or a policy. Both answer requests."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from pacgen.compare.changes import Side
from pacgen.engine import Environment, Evaluator, FaultKind, Limits, Request, Target
from pacgen.engine.batch import NOT_ASKED
from pacgen.engine.closing import Closing
from pacgen.engine.script import Script
from pacgen.policy import Policy, route_at
from pacgen.routes import Route

__all__ = ["Meaning", "PacSource", "PolicySource", "Source"]

Meaning = tuple[Route, bool]
"""Where a client goes, and whether that is what the source says, not the end of a failure."""


class Source(Protocol):
    """Answers requests."""

    @property
    def texts(self) -> tuple[str, ...]:
        """PAC texts that name the hosts which are treated in a special way."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that are treated in a special way."""

    @property
    def is_broken(self) -> bool:
        """Whether it is a text that does not parse."""

    def meanings(
        self, requests: Sequence[Request], environment: Environment
    ) -> list[Meaning | None]:
        """Return where each of *requests* goes; ``None``: it was not asked about."""

    def sides(self, requests: Sequence[Request], environment: Environment) -> list[Side]:
        """Return the same, and what decided."""


class PacSource(Closing):
    """
    A PAC text as a client takes it. Use it as a context manager.

    Args:
        source: The script as the client decodes it, or what is known of it already.
        target: The client.
        limits: What the script may use; requests that hang cost no more for all calls together.
    """

    def __init__(self, source: str | Script, target: Target, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        script = source if isinstance(source, Script) else Script(source)
        self.texts = (script.text,)
        self.is_broken = script.tree.is_broken
        self.hosts: tuple[str, ...] = ()
        self._evaluator = Evaluator(
            script, target=target, limits=limits, left=lambda: self._patience
        )
        self._patience = limits.lost_seconds
        self._hanging: dict[tuple[Environment, Request], Side] = {}

    def meanings(
        self, requests: Sequence[Request], environment: Environment
    ) -> list[Meaning | None]:
        """
        See :meth:`Source.meanings`.

        Where requests that hang have used up the time of all, nothing more is asked.
        """
        if self._patience <= 0:
            return [None] * len(requests)
        began = time.monotonic()
        decisions = self._evaluator.decide(requests, environment)
        for decision in decisions:
            if decision.fault is not None and decision.fault.kind is FaultKind.TIMEOUT:
                self._hanging[environment, decision.request] = Side.of(decision)
        if self._hanging:
            self._patience -= time.monotonic() - began
        return [
            None if decision.fault == NOT_ASKED else (decision.route, decision.fault is None)
            for decision in decisions
        ]

    def sides(self, requests: Sequence[Request], environment: Environment) -> list[Side]:
        """See :meth:`Source.sides`."""
        known = self._hanging
        asked = [request for request in requests if (environment, request) not in known]
        traced = iter(self._evaluator.trace(asked, environment))
        return [
            known[environment, request]
            if (environment, request) in known
            else Side.of(next(traced))
            for request in requests
        ]

    def close(self) -> None:
        """End the processes. May be called twice."""
        self._evaluator.close()


class PolicySource:
    """
    A policy: what it means, whatever the PAC text that is made from it says.

    Args:
        policy: The policy.
    """

    texts: tuple[str, ...] = ()
    is_broken = False

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        patterns = [rule.pattern for rule in (*policy.host_rules, *policy.folded)]
        members = (host for pattern in patterns for host in (pattern.suffix, *pattern.members()))
        self.hosts: tuple[str, ...] = tuple(dict.fromkeys(members))

    def meanings(
        self, requests: Sequence[Request], environment: Environment
    ) -> list[Meaning | None]:
        """See :meth:`Source.meanings`."""
        return [(side.route, True) for side in self.sides(requests, environment)]

    def sides(self, requests: Sequence[Request], environment: Environment) -> list[Side]:
        """See :meth:`Source.sides`."""
        location = self._policy.location_for(environment.client_addresses)
        return [self._side(request, location) for request in requests]

    def _side(self, request: Request, location: str) -> Side:
        parts = urlsplit(request.url)
        rule = self._policy.rule_for(request.host, scheme=parts.scheme, port=parts.port)
        route = route_at(rule.route, location)
        return Side(route, str(route), reason=rule.reason.text)
