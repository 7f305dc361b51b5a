"""
Proves in a lint run whether all hosts of the endpoint list go DIRECT, not only some.

Looked at are the patterns whose samples are all DIRECT; of the others a sample refutes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from pacgen.analysis import Explorer, Language, Wanted
from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import host_names, union
from pacgen.analysis.verdicts import Status, Verdict, verdicts
from pacgen.engine import Request, Target
from pacgen.lint.answers import Answer
from pacgen.lint.context import LintContext
from pacgen.lint.probes import Probe, Role, Variant
from pacgen.lint.proof import MAX_LABELS, PatternProof, Proof, Prove, Proving, Refutation
from pacgen.lint.worlds import World, WorldKind
from pacgen.patterns import HostPattern
from pacgen.policy.expectation import ExpectedHost

__all__ = ["counterexample", "find_proof"]

_LONG = 400_000
"""Characters from which on nobody waits for a proof who did not ask for one."""


def find_proof(context: LintContext, proving: Proving) -> Proof | None:
    """
    Try to prove what is expected of the hosts; ``None`` if nobody wants to know.

    Args:
        context: A file that loads, and its answers.
        proving: How much proof is wanted.
    """
    if proving.when is Prove.NEVER or not context.expectation.hosts:
        return None
    targets = tuple(t for t in context.targets if t not in context.failing_targets)
    reason = _not_worth_trying(context, proving)
    if reason:
        return Proof(targets, MAX_LABELS, reason=reason)
    astray = {t: _astray(context, t) for t in targets}
    languages = [(wanted.pattern, hosts) for wanted, hosts in _languages(context)]
    with ThreadPoolExecutor(len(targets)) as threads:
        # Each explorer in a thread of its own: its process ends with the thread that started it.
        running = [
            threads.submit(
                _explore,
                context.pac.text,
                target,
                [pair for pair in languages if pair[0].text not in astray[target]],
                proving.seconds,
            )
            for target in targets
        ]
        found = [future.result() for future in running]
    hosts = {name: host for sample in astray.values() for name, host in sample.items()}
    return Proof(
        targets,
        MAX_LABELS,
        tuple(
            PatternProof(name, Status.REFUTED, host=hosts[name])
            if name in hosts
            else _together(name, [by_pattern[name] for by_pattern in found], targets)
            for name in (wanted.pattern.text for wanted in context.expectation.hosts)
        ),
    )


def counterexample(context: LintContext, proof: PatternProof) -> list[Answer]:
    """Ask about the host that refutes *proof*; return the answers of all clients that go astray."""
    refutation = proof.refutation
    wanted = next(w for w in context.expectation.hosts if w.pattern.text == proof.pattern)
    if refutation is None:
        return []
    witness = refutation.witness
    world = World(WorldKind.PLAIN, refutation.condition, witness.environment)
    request = Request.for_host(witness.host)
    probe = Probe(Role.EXTRA, witness.host, request, wanted, world=world)
    return [answer for answer in context.ask([probe]) if not answer.is_direct]


def _not_worth_trying(context: LintContext, proving: Proving) -> str:
    if context.asker is None or context.asker.is_exhausted:
        return "the script used up its time"
    if proving.when is Prove.AUTO and len(context.pac.text) > _LONG:
        return "the file is long; --prove always tries all the same"
    if proving.seconds <= 0:
        return "no time was given"
    return ""


def _astray(context: LintContext, target: Target) -> Mapping[str, str]:
    """Return the patterns of which a sample is not DIRECT to *target*, each with that host."""
    roles = {Role.HOST, Role.NAMED_HOST}
    found: dict[str, str] = {}
    for answer in context.everything:
        probe = answer.probe
        plain = probe.role in roles and probe.variant is Variant.PLAIN
        if plain and answer.target is target and not answer.is_direct:
            found.setdefault(probe.subject, probe.host)
    return found


def _explore(
    text: str, target: Target, patterns: Sequence[tuple[HostPattern, Language]], seconds: float
) -> dict[str, Verdict]:
    if not patterns:
        return {}
    clock = Clock(seconds)
    with Explorer(text, target=target, max_labels=MAX_LABELS, until=clock) as explorer:
        found = verdicts(explorer, patterns, Wanted.direct(), seconds=clock.left)
    return {str(verdict.pattern): verdict for verdict in found}


def _languages(context: LintContext) -> Iterator[tuple[ExpectedHost, Language]]:
    """Yield what is expected, with the hosts that it is expected of."""
    every = host_names(MAX_LABELS)
    exempt = context.expectation.exempt
    for wanted in context.expectation.hosts:
        others = [o for o in exempt if wanted.pattern.covers(o)]
        spared = union([Language.from_pattern(other) for other in others])
        yield wanted, (every & Language.from_pattern(wanted.pattern)) - spared


def _together(pattern: str, found: Sequence[Verdict], targets: Sequence[Target]) -> PatternProof:
    """Return what all clients together know: the worst."""
    for target, verdict in zip(targets, found, strict=True):
        if verdict.counterexample is not None:
            refutation = Refutation.of(target, verdict.counterexample)
            host = refutation.witness.host
            return PatternProof(pattern, Status.REFUTED, host=host, refutation=refutation)
    for verdict in found:
        if verdict.gaps:
            gap = verdict.gaps[0]
            reason = f"{gap.construct}: {gap.reason}"
            return PatternProof(pattern, Status.NOT_PROVEN, reason, gap.line)
    return PatternProof(pattern, Status.PROVEN)
