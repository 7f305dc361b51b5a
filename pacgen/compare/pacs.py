"""Two PAC files, or a policy and a PAC file -> the hosts whose route changed."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.compare.changes import RouteDiff, Unproven
from pacgen.compare.samples import compare_samples, samples
from pacgen.compare.sources import PacSource, PolicySource, Source
from pacgen.engine import Target
from pacgen.patterns import HostPattern
from pacgen.policy import Policy

__all__ = ["compare_pacs", "compare_with_policy"]

_SECONDS = 20.0


def compare_pacs(
    old: str,
    new: str,
    *,
    hosts: Sequence[HostPattern],
    target: Target = Target.CHROMIUM,
    seconds: float = _SECONDS,
) -> RouteDiff:
    """
    Return where *new* sends hosts elsewhere than *old*.

    Never raises for anything that is in the files, and ends in a bounded time whatever they do.

    Args:
        old: A PAC text, as the target decodes it.
        new: Another.
        hosts: The scope; :data:`~pacgen.compare.EVERY_HOST` at its end means all others too.
        target: The client to reproduce.
        seconds: How long to try to prove; what is not proven by then is compared by samples.
    """
    with PacSource(old, target) as before, PacSource(new, target) as after:
        return _compared(before, after, hosts, target, seconds)


def compare_with_policy(
    policy: Policy,
    pac: str,
    *,
    hosts: Sequence[HostPattern],
    target: Target = Target.CHROMIUM,
    seconds: float = _SECONDS,
) -> RouteDiff:
    """
    Return where *pac* sends hosts elsewhere than *policy* wants: the old side is the policy.

    Args:
        policy: What should be.
        pac: A PAC text, as the target decodes it.
        hosts: As of :func:`compare_pacs`, as the others.
        target: The client to reproduce.
        seconds: How long to try to prove.
    """
    with PacSource(pac, target) as after:
        return _compared(PolicySource(policy), after, hosts, target, seconds)


def _compared(
    old: Source, new: Source, hosts: Sequence[HostPattern], target: Target, seconds: float
) -> RouteDiff:
    del seconds
    scope = tuple(dict.fromkeys(hosts))
    changes, asked = compare_samples(old, new, samples(scope, old, new))
    unproven = tuple(Unproven(str(pattern), "compared by samples") for pattern in scope)
    return RouteDiff(target, scope, changes, unproven, asked)
