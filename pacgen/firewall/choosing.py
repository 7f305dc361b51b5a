"""What users call the formats, and what they may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from pacgen.errors import UsageError
from pacgen.firewall.aerleon_backend import OWN_FORMATS, AerleonTarget
from pacgen.firewall.formats import ExportFormat, FirewallFormat

__all__ = ["FORMATS", "parse_format"]

_BY_AERLEON = "aerleon:"

FORMATS: tuple[str, ...] = (*FirewallFormat, *(f"{_BY_AERLEON}{t}" for t in AerleonTarget))
"""Every name that :func:`parse_format` takes."""

_ALSO_CALLED = {
    **OWN_FORMATS,
    "edl": "list",
    "fortios": "fortinet",
    "junos": "juniper-srx",
    "nft": "nftables",
    "openbsd": "pf",
    "panos": "palo-alto",
    "opnsense": "list",
    "pfsense": "list",
    "powershell": "windows-firewall",
    "routeros": "mikrotik",
    "eos": "aerleon:arista",
    "cumulus": "aerleon:nvueapi",
    "nexus": "aerleon:cisconx",
    "nxos": "aerleon:cisconx",
    "iosxr": "aerleon:ciscoxr",
    "srlinux": "aerleon:nokiasrl",
}
"""Names from elsewhere, without dashes."""


def parse_format(text: str) -> ExportFormat:
    """
    Return the format that is called *text*.

    Raises:
        UsageError: none is; the message names those that may be meant.
    """
    if text in FORMATS:
        _, by_aerleon, target = text.partition(_BY_AERLEON)
        return AerleonTarget(target) if by_aerleon else FirewallFormat(text)
    if text.startswith(_BY_AERLEON):
        raise _no_target(text.removeprefix(_BY_AERLEON))
    near = _near(text.lower())
    raise UsageError(
        f"{text!r} is no format that pacgen exports",
        tip=f"did you mean {' or '.join(near)}?" if near else f"the formats: {', '.join(FORMATS)}",
    )


def _no_target(target: str) -> UsageError:
    if target in OWN_FORMATS:
        return UsageError(
            f"pacgen writes that itself, not by aerleon's {target!r}",
            tip=f"use --format {OWN_FORMATS[target]}",
        )
    near = _alike(target, tuple(AerleonTarget))
    return UsageError(
        f"pacgen cannot read back what aerleon writes for {target!r}, so it does not deliver it",
        tip=f"did you mean {_BY_AERLEON}{f' or {_BY_AERLEON}'.join(near)}?"
        if near
        else f"the targets: {', '.join(AerleonTarget)}",
    )


def _near(text: str) -> list[str]:
    """Return what *text* may stand for: a part of a name, another name, a name mistyped."""
    bare = text.replace("-", "").replace("_", "")
    if bare in _ALSO_CALLED and not any(text in name for name in FORMATS):
        return [_ALSO_CALLED[bare]]
    return _alike(text, FORMATS)


def _alike(text: str, names: Sequence[str]) -> list[str]:
    part_of = [name for name in names if text and text in name]
    return part_of or difflib.get_close_matches(text, names, n=3, cutoff=0.6)
