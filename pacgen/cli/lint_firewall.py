"""``--with-firewall FILE``: the firewall beside the PAC files, as findings of the lint run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pacgen.cli.firewall_check import load_firewall
from pacgen.endpoints import EndpointDocument
from pacgen.firewall.checking import Kind
from pacgen.firewall.planning import Plan, plan
from pacgen.firewall.reading import FirewallFile
from pacgen.lint import Report
from pacgen.lint.firewall import FIREWALL_RULES, comparison
from pacgen.policy import Preset, Site

__all__ = ["Firewall"]


@dataclass(frozen=True, slots=True)
class Firewall:
    """A firewall's file, and what it should have."""

    file: FirewallFile
    wanted: Plan

    @classmethod
    def named(
        cls, name: str | None, document: EndpointDocument, preset: Preset, site: Site
    ) -> Firewall | None:
        """
        Read the file *name*; ``None`` if there is no name.

        Raises:
            InputError: it cannot be read, or is none that can be compared.
        """
        if name is None:
            return None
        return cls(load_firewall(name), plan(document, preset, site))

    def added_to(self, reports: Sequence[Report]) -> list[Report]:
        """
        Return *reports* with what is wrong with the firewall.

        What does not depend on the PAC file is said once, with the first.
        """
        added = []
        for number, report in enumerate(reports):
            compared = comparison(self.file, self.wanted, report.pac)
            kept = tuple(d for d in compared.differences if not number or d.kind is Kind.VERSION)
            compared = replace(compared, differences=kept)
            found = (f for rule in FIREWALL_RULES for f in rule.check(compared))
            added.append(replace(report, findings=(*report.findings, *found)))
        return added
