"""What was found is asked again of the untouched script, in the contained engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pacgen.analysis.answers import same_answer
from pacgen.analysis.explorer import Explorer
from pacgen.analysis.languages import Language
from pacgen.analysis.partition import Answer, Gap, GapKind, Leaf, Partition, Witness
from pacgen.engine import Decision, Environment
from pacgen.engine.decision import FaultKind
from pacgen.engine.request import Request

__all__ = ["confirmed", "evaluate"]


def confirmed(explorer: Explorer, partition: Partition) -> Partition:
    """
    Return *partition* with every leaf's witness asked of the untouched script.

    A leaf whose witness gets another answer there becomes a gap: the analysis made a mistake, or
    the environment that it thought of cannot be.
    """
    decisions = _decide(explorer, [leaf.witness for leaf in partition.leaves])
    leaves: list[Leaf] = []
    gaps = list(partition.gaps)
    for leaf, decision in zip(partition.leaves, decisions, strict=True):
        if same_answer(leaf.answer, decision.outcome):
            leaves.append(leaf)
        elif decision.fault is not None and decision.fault.kind is FaultKind.TIMEOUT:
            gaps.append(_gap(leaf, GapKind.SCRIPT, "the script", "it takes too long"))
        elif leaf.exact:
            reason = f"the engine answers {_shown(decision)}, the analysis {leaf.answer}"
            gaps.append(_gap(leaf, GapKind.INTERNAL, "the analysis", reason))
        else:
            # Nobody knows whether this way is ever taken, so it still counts as one.
            leaves.append(leaf)
    return replace(partition, leaves=tuple(leaves), gaps=tuple(gaps))


def evaluate(explorer: Explorer, witnesses: Sequence[Witness], gap: Gap) -> Iterator[Leaf]:
    """
    Yield what the untouched script answers each of *witnesses*, as a leaf of one host.

    The first is asked alone: where that hangs, nobody needs to wait for the others.
    """
    for part in (witnesses[:1], witnesses[1:]):
        for witness, decision in zip(part, _decide(explorer, part), strict=True):
            answer = Answer(decision.returned, decision.route, decision.fault)
            yield Leaf(
                hosts=Language.word(witness.host),
                condition=gap.condition,
                answer=answer,
                line=_deciding_line(explorer, witness, decision, gap),
                decisions=(),
                witness=witness,
                exact=True,
            )


def _decide(explorer: Explorer, witnesses: Sequence[Witness]) -> list[Decision]:
    """Ask about each witness, those that share an environment in one batch."""
    groups: dict[Environment, list[int]] = {}
    for number, witness in enumerate(witnesses):
        groups.setdefault(witness.environment, []).append(number)
    found: dict[int, Decision] = {}
    for environment, numbers in groups.items():
        requests = [_request(witnesses[number]) for number in numbers]
        decisions = explorer.evaluator.decide(requests, environment)
        found.update(zip(numbers, decisions, strict=True))
    return [found[number] for number in range(len(witnesses))]


def _deciding_line(
    explorer: Explorer, witness: Witness, decision: Decision, gap: Gap
) -> int | None:
    if decision.fault is not None and decision.fault.kind is FaultKind.TIMEOUT:
        # It would hang again.
        return gap.line
    (traced,) = explorer.evaluator.trace([_request(witness)], witness.environment)
    deciding = traced.trace.deciding if traced.trace is not None else None
    return deciding.span.line if deciding is not None else None


def _request(witness: Witness) -> Request:
    return Request(witness.url, witness.host)


def _shown(decision: Decision) -> str:
    if decision.returned is not None:
        return decision.returned
    return decision.fault.message if decision.fault is not None else "nothing"


def _gap(leaf: Leaf, kind: GapKind, construct: str, reason: str) -> Gap:
    return Gap(kind, construct, leaf.line, reason, leaf.hosts, leaf.condition, leaf.witness)
