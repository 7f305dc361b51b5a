"""Holds a PAC text against the policy that it was made from, by running it."""

from __future__ import annotations

from collections.abc import Iterator

from pacgen.engine import Decision, Environment, Evaluator, Request, Target
from pacgen.errors import PacCheckError
from pacgen.policy import Policy
from pacgen.publish.questions import NOBODY, SCHEMES, Question, questions

__all__ = ["check_pac"]


def check_pac(text: str, policy: Policy) -> int:
    """
    Make sure that *text* does what *policy* says, for thousands of requests.

    Asked about are, for every pattern, its apex, invented children and look-alikes, in upper
    case and with a trailing dot too; the edges of every address range; hosts that nobody has a
    rule for; ports and schemes inside and outside of every condition; and clients inside,
    outside and between the locations.

    Args:
        text: The PAC file.
        policy: What it must do.

    Returns:
        The number of requests that were asked about.

    Raises:
        PacCheckError: for some request it does something else, fails, or asks for DNS; the message
            names the first.
    """
    asked = tuple(dict.fromkeys(questions(policy)))
    by_client: dict[tuple[str, ...], list[Question]] = {}
    for question in asked:
        by_client.setdefault(question.client, []).append(question)
    wrong: list[str] = []
    # The client that hands hosts over as they are; browsers put them into their own form before.
    with Evaluator(text, target=Target.PACPARSER) as evaluator:
        for client, group in by_client.items():
            # Not Request.for_host: the script must also bear brackets in its second argument.
            requests = [Request(question.url, question.host) for question in group]
            decisions = evaluator.decide(requests, Environment(client_addresses=client))
            wrong += _problems(group, decisions, policy)
    if wrong:
        raise PacCheckError(
            f"the generated PAC does not do what it should: {wrong[0]}"
            + (f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""),
            usually="the template was changed, or pacgen has a fault",
            tip="nothing was written; report this message to the maintainers",
        )
    return len(asked)


def _problems(asked: list[Question], decisions: list[Decision], policy: Policy) -> Iterator[str]:
    for question, decision in zip(asked, decisions, strict=True):
        wanted = policy.route_for(
            question.host, scheme=question.scheme, port=question.port, client=question.client
        )
        host = _named(question)
        if decision.fault:
            yield f"{host}: {decision.fault.kind}: {decision.fault.message}"
        elif decision.returned != str(wanted):
            yield f"{host} gives {decision.returned!r} and should give {str(wanted)!r}"
        elif decision.dns:
            yield f"{host} asks for the DNS name {decision.dns[0]!r}"
        elif decision.alerts:
            yield f"{host} calls alert"


def _named(question: Question) -> str:
    special = question.port is not None or question.scheme not in SCHEMES
    name = f"{question.host!r}" + (f" in {question.url}" if special else "")
    return name if question.client == (NOBODY,) else f"{name} from {', '.join(question.client)}"
