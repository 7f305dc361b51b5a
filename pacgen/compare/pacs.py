"""Two PAC files -> the hosts whose route changed."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.compare.changes import RouteDiff, Unproven
from pacgen.compare.samples import compare_samples, sample_hosts
from pacgen.engine import Target
from pacgen.patterns import HostPattern

__all__ = ["compare_pacs"]


def compare_pacs(
    old: str,
    new: str,
    *,
    hosts: Sequence[HostPattern],
    target: Target = Target.CHROMIUM,
    seconds: float = 20.0,
) -> RouteDiff:
    """
    Return where *new* sends hosts elsewhere than *old*.

    Never raises for anything that is in the files, and ends in a bounded time whatever they do.

    Args:
        old: A PAC text, as the target decodes it.
        new: Another.
        hosts: The scope.
        target: The client to reproduce.
        seconds: How long to try to prove; what is not proven by then is compared by samples.
    """
    del seconds
    scope = tuple(dict.fromkeys(hosts))
    asked = [(pattern, host) for pattern in scope for host in sample_hosts(pattern, (old, new))]
    changes, samples = compare_samples(old, new, asked, target)
    unproven = tuple(Unproven(str(pattern), "compared by samples") for pattern in scope)
    return RouteDiff(target, scope, changes, unproven, samples)
