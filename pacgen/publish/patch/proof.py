"""
A patched file is run beside the file that it was made from: only the listed hosts may notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pacgen.engine import Decision, Environment, Evaluator, Request, Target
from pacgen.engine.script import Script
from pacgen.errors import PacCheckError
from pacgen.policy import Policy
from pacgen.publish.patch.patch import Patched
from pacgen.publish.patch.probes import Probes, probes, worlds

__all__ = ["Proof", "prove"]

TARGETS = (Target.CHROMIUM, Target.FIREFOX, Target.WINHTTP)

_WORKERS = 2
_STEP = 4
"""
Of a file that may remember requests anywhere, each so many-th is made in further environments.
"""

_FEW, _MANY = 6, 24
"""How often a request is asked again whose answer may be a matter of chance, and if in doubt."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was asked, all of it answered as it should be."""

    direct: int
    """Requests that go DIRECT."""

    others: int
    """Requests that go where they went before."""

    worlds: int
    """Environments in which each was asked."""

    targets: tuple[Target, ...]
    """Clients as which each was asked."""

    unreadable: tuple[str, ...]
    """Clients that cannot use the file, now as before, and why, in words."""


def prove(name: str, patched: Patched, policy: Policy) -> Proof:
    """
    Make sure that the listed hosts go DIRECT and that every other answer is what it was.

    Args:
        name: The file's name, for messages.
        patched: The file with the rules and without.
        policy: The rules.

    Raises:
        PacCheckError: some answer is wrong; the message names the first.
    """
    script = Script(patched.plain)
    asked, environments = probes(policy, script.tree), worlds(script.tree)
    # Such a file gets an engine for each request, which takes a hundred times as long; if it throws
    # dice, then with the rules, which are called while it is loaded.
    slow = script.memory.is_unknown or script.memory.throws_dice
    if slow:
        # Each host once, with https.
        asked = asked.thinned(2)
    usable, unreadable = [], []
    for target in TARGETS:
        with (
            Evaluator(patched.plain, target=target, workers=_WORKERS) as before,
            Evaluator(patched.text, target=target, workers=_WORKERS) as after,
        ):
            pair = _Pair(name, before, after, target)
            fault = pair.whole_file_fault(asked.others[0])
            if fault:
                unreadable.append(f"{target}: {fault}")
                continue
            usable.append(target)
            for number, environment in enumerate(environments):
                pair.check(asked.thinned(_STEP) if number and slow else asked, environment)
    return Proof(
        len(asked.direct), len(asked.others), len(environments), tuple(usable), tuple(unreadable)
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both files, as one client sees them."""

    name: str
    before: Evaluator
    after: Evaluator
    target: Target

    def whole_file_fault(self, request: Request) -> str:
        """Return why neither file can be used; ``""`` if that is not so."""
        faults = [one.decide([request])[0].fault for one in (self.before, self.after)]
        if all(fault is not None and fault.kind.is_whole_file for fault in faults):
            return faults[0].message if faults[0] else ""
        return ""

    def check(self, asked: Probes, environment: Environment) -> None:
        direct = self.after.decide(asked.direct, environment)
        for decision in direct:
            if decision.returned != "DIRECT" or decision.fault or decision.dns:
                raise self._wrong(decision, "DIRECT")
        before = self.before.decide(asked.others, environment)
        after = self.after.decide(asked.others, environment)
        changed = [
            (old, new)
            for old, new in zip(before, after, strict=True)
            if _answer(old) != _answer(new)
        ]
        chance = self._by_chance([old.request for old, _ in changed], environment, _FEW)
        for (old, new), is_chance in zip(changed, chance, strict=True):
            if not is_chance and not all(self._by_chance([old.request], environment, _MANY)):
                raise self._wrong(new, _shown(old))

    def _by_chance(
        self, requests: Sequence[Request], environment: Environment, attempts: int
    ) -> list[bool]:
        """
        Say which answers are a matter of chance.

        The file without the rules gives several, and both files can give the same.
        """
        again = [request for request in requests for _ in range(attempts)]
        old, new = (
            [_answer(decision) for decision in one.decide(again, environment)]
            for one in (self.before, self.after)
        )
        return [
            len(set(old[start : start + attempts])) > 1
            and not set(old[start : start + attempts]).isdisjoint(new[start : start + attempts])
            for start in range(0, len(again), attempts)
        ]

    def _wrong(self, decision: Decision, wanted: str) -> PacCheckError:
        return PacCheckError(
            f"{self.name}: patched, {self.target} would get {_shown(decision)} for "
            f"{decision.request.url} and should get {wanted}",
            usually="the file changes its own functions, or depends on how its text looks",
            tip="nothing was written; add the rules by hand, or generate the whole file",
        )


def _answer(decision: Decision) -> tuple[object, ...]:
    fault = decision.fault
    # Not the fault's line, which has moved.
    said = (fault.kind, fault.message) if fault else None
    return decision.returned, said, decision.dns, decision.alerts


def _shown(decision: Decision) -> str:
    if decision.fault is not None and decision.returned is None:
        return f"an error ({decision.fault.message})"
    return repr(decision.returned)
