"""Holds a PAC text against the policy that it was made from, by running it."""

from __future__ import annotations

from collections.abc import Iterator

from pacgen.engine import Decision, Evaluator, Request, Target
from pacgen.errors import PacCheckError
from pacgen.policy import Policy
from pacgen.publish.questions import hosts

__all__ = ["check_pac"]

SCHEMES = ("https", "http", "wss")
"""The answer never depends on these, so each host is asked about with one of them in turn."""


def check_pac(text: str, policy: Policy) -> int:
    """
    Make sure that *text* does what *policy* says, for thousands of hosts.

    Asked about are, for every pattern, its apex, invented children and look-alikes, in upper
    case and with a trailing dot too; the edges of every address range; and hosts that nobody
    has a rule for.

    Args:
        text: The PAC file.
        policy: What it must do.

    Returns:
        The number of hosts that were asked about.

    Raises:
        PacCheckError: for some host it does something else, fails, or asks for DNS; the message
            names the first.
    """
    names = hosts(policy)
    requests = [_request(i, host) for i, host in enumerate(names)]
    # The client that hands hosts over as they are; browsers put them into their own form before.
    with Evaluator(text, target=Target.PACPARSER) as evaluator:
        decisions = evaluator.decide(requests)
    wrong = list(_problems(decisions, policy))
    if wrong:
        raise PacCheckError(
            f"the generated PAC does not do what it should: {wrong[0]}"
            + (f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""),
            usually="the template was changed, or pacgen has a fault",
            tip="nothing was written; report this message to the maintainers",
        )
    return len(names)


def _request(number: int, host: str) -> Request:
    bare = host.removeprefix("[").removesuffix("]")
    url = f"{SCHEMES[number % len(SCHEMES)]}://{f'[{bare}]' if ':' in bare else bare}/"
    # Not Request.for_host: the script must also bear brackets in its second argument.
    return Request(url, host)


def _problems(decisions: list[Decision], policy: Policy) -> Iterator[str]:
    for decision in decisions:
        host = decision.request.host
        wanted = policy.route_for(host)
        if decision.fault:
            yield f"{host!r}: {decision.fault.kind}: {decision.fault.message}"
        elif decision.returned != str(wanted):
            yield f"{host!r} gives {decision.returned!r} and should give {str(wanted)!r}"
        elif decision.dns:
            yield f"{host!r} asks for the DNS name {decision.dns[0]!r}"
        elif decision.alerts:
            yield f"{host!r} calls alert"
