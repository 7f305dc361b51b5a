"""The site's own assertions, held against a PAC text by running it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pacgen.engine import Decision, Environment, Evaluator, Request, Target
from pacgen.errors import PacCheckError, UsageError
from pacgen.policy import ExpectedRoute, route_at
from pacgen.publish.questions import NOBODY

__all__ = ["check_assertions"]


def check_assertions(
    text: str, expected: Iterable[tuple[ExpectedRoute, str]], *, target: Target = Target.CHROMIUM
) -> int:
    """
    Make sure that *text* sends every request where the site says.

    Args:
        text: The PAC file.
        expected: The assertions, each with the location that its client is in.
        target: The client to reproduce.

    Returns:
        The number of assertions.

    Raises:
        PacCheckError: some request goes elsewhere; the message names each.
        UsageError: what an assertion is about is neither host nor URL.
    """
    asserted = list(expected)
    with Evaluator(text, target=target) as evaluator:
        wrong = [
            problem
            for assertion, location in asserted
            for problem in _wrong(_decide(evaluator, assertion), assertion, location)
        ]
    if wrong:
        raise PacCheckError(
            f"expect: {'; '.join(wrong)}",
            usually="a rule is missing, or a more specific one leads elsewhere",
            tip="'pacgen policy why HOST' names the rule that decides; nothing was written",
        )
    return len(asserted)


def _decide(evaluator: Evaluator, assertion: ExpectedRoute) -> Decision:
    environment = Environment(client_addresses=assertion.client or (NOBODY,))
    return evaluator.decide([_request(assertion.request)], environment)[0]


def _request(text: str) -> Request:
    if "://" in text:
        return Request.for_url(text)
    if "/" in text or not text.strip():
        raise UsageError(f"expect: {text!r} is neither a host nor a URL")
    return Request.for_host(text)


def _wrong(decision: Decision, assertion: ExpectedRoute, location: str) -> Iterator[str]:
    wanted = str(route_at(assertion.route, location))
    where = f" from {', '.join(assertion.client)}" if assertion.client else ""
    if decision.fault:
        yield f"{assertion.request}{where}: {decision.fault.kind}: {decision.fault.message}"
    elif decision.returned != wanted:
        yield f"{assertion.request}{where} goes to {decision.returned}, not to {wanted}"
