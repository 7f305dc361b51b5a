"""
What a rule about the firewall is.

One rule, one kind of difference. Its examples are lists of prefixes, to be held against endpoint
data which publishes 52.112.0.0/14 and 52.122.0.0/15 for UDP 3478 to 3481.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.firewall.checking import Difference, Kind, differences
from pacgen.firewall.planning import Plan
from pacgen.firewall.reading import FirewallFile
from pacgen.lint.finding import Finding, Place, Severity

__all__ = ["GOOD", "Comparison", "FirewallRule", "comparison"]

GOOD = "# pacgen: Worldwide 2026081400, preset teams\n52.112.0.0/14\n52.122.0.0/15\n"
"""The good example of every rule: what is published, and nothing else."""

# What pacgen writes at the top of a PAC file.
_PAC_VERSION = re.compile(r"^//\s+endpoint data\s+\w+ (\d{10})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a firewall differs from what is published, and from the PAC file beside it."""

    name: str
    differences: tuple[Difference, ...]


def comparison(file: FirewallFile, plan: Plan, pac: PacFile) -> Comparison:
    """
    Hold *file* against *plan*, and against *pac* where both say what they were made from.

    Args:
        file: What the firewall has.
        plan: What is published.
        pac: The PAC file that is linted.
    """
    version = _PAC_VERSION.search(pac.text)
    if version is None or not file.version:
        return Comparison(file.name, differences(file, plan))
    found = list(differences(replace(file, version=""), plan))
    if version[1] != file.version:
        message = (
            f"made from endpoint data {file.version}, and the PAC file {pac.name} from {version[1]}"
        )
        found.append(Difference(Kind.VERSION, message))
    return Comparison(file.name, tuple(found))


class FirewallRule:
    """Base of the rules about the firewall."""

    name: ClassVar[str]
    code: ClassVar[str]
    severity: ClassVar[Severity]
    kind: ClassVar[Kind]
    by_default: ClassVar[bool] = True
    why: ClassVar[str]
    tip: ClassVar[str]
    bad: ClassVar[str]
    good: ClassVar[str]

    def check(self, compared: Comparison) -> Iterator[Finding]:
        """Yield the differences of this rule's kind."""
        for one in compared.differences:
            if one.kind is self.kind:
                yield Finding(
                    rule=self.name,
                    severity=self.severity,
                    place=Place(compared.name, one.line),
                    message=one.message,
                    why=self.why,
                    tip=self.tip,
                )
