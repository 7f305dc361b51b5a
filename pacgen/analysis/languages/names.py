"""The hosts that a proof speaks of."""

from __future__ import annotations

import functools

from pacgen.analysis.languages.addresses import quads
from pacgen.analysis.languages.hosts import MAX_LABELS
from pacgen.analysis.languages.language import Language

__all__ = ["host_names"]


@functools.cache
def host_names(max_labels: int | None = MAX_LABELS) -> Language:
    """
    Return the hosts that a proof speaks of: names, and IPv4 addresses as they are usually written.

    What ends in a number is an address to clients (https://url.spec.whatwg.org/#host-parsing): in
    another form than the usual one they rewrite it before a script sees it, or know no such host.
    """
    numeric = Language.from_regexp(r"(^|\.)([0-9]+|0x[0-9a-f]*)$")
    return Language.hosts(max_labels) - (numeric - quads())
