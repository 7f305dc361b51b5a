"""The result of a lint run on one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pacgen.endpoints import Instance
from pacgen.engine import PacFile, Target
from pacgen.lint.acceptance import Check
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.proof import Proof
from pacgen.policy.expectation import Preset

__all__ = ["Outcome", "Report", "Tally"]


class Outcome(StrEnum):
    """How far the run came."""

    ANSWERED = "answered"
    """The file loads; whether its answers are good is another matter."""

    NOT_LOADED = "not-loaded"
    """It is a script, but no client can load it."""

    TOO_LARGE = "too-large"
    """It is so large that no client takes it; only its beginning was read, and it was not run."""

    NOT_A_PAC_FILE = "not-a-pac-file"
    """It is no script; it was not run."""


@dataclass(frozen=True, slots=True)
class Tally:
    """
    How many of the hosts that were asked about get what is expected of the file.

    Counted are plain requests alone (https, lower case), and of those only what the script
    itself says: a client that goes DIRECT because the script failed counts for nothing.
    An exact name of the endpoint list is one host, a wildcard three: its invented children, one,
    two and three labels deep.
    """

    hosts_direct: int = 0
    hosts: int = 0
    networks_direct: int = 0
    """Networks whose first, middle and last address are all DIRECT."""

    networks: int = 0
    controls_proxied: int = 0
    controls: int = 0
    claims_met: int = 0
    claims: int = 0
    """What the site itself says of single requests."""

    faults: int = 0
    """Of all requests, in all forms, those that the script failed to answer to some client."""

    requests: int = 0

    @property
    def extent(self) -> str:
        """Return how many of the hosts are DIRECT: ``all``, ``partly``, ``not``."""
        if self.hosts_direct == self.hosts:
            return "all"
        return "partly" if self.hosts_direct else "not"

    @classmethod
    def of(cls, context: LintContext) -> Tally:
        """Count the answers in *context*."""
        hosts = context.select(Role.HOST)
        networks = _networks(context.select(Role.ADDRESS))
        controls = context.select(Role.CONTROL_HOST)
        asked = [
            answer
            for answer in context.everything
            if answer.target not in context.failing_targets
            or context.reference in context.failing_targets
        ]
        claims = grouped(context.asserted, lambda answer: answer.probe.assertion).values()
        return cls(
            hosts_direct=sum(answer.is_direct for answer in hosts),
            hosts=len(hosts),
            networks_direct=sum(networks.values()),
            networks=len(networks),
            controls_proxied=sum(answer.is_proxied for answer in controls),
            controls=len(controls),
            claims_met=sum(all(a.is_as_asserted for a in answers) for answers in claims),
            claims=len(claims),
            faults=len({id(a.probe) for a in asked if a.decision.fault is not None}),
            requests=len({id(answer.probe) for answer in asked}),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a reporter needs to know about one file."""

    pac: PacFile
    instance: Instance
    version: str
    """Of the endpoint data."""

    preset: Preset
    targets: tuple[Target, ...]
    """The clients that were reproduced; empty if the file was not run."""

    outcome: Outcome
    tally: Tally
    default: str | None
    """What most control hosts get, as the script returned it; ``None`` if nothing was asked."""

    default_is_direct: bool
    """Whether that is a clean DIRECT: a file that uses no proxy unless a rule says so."""

    findings: tuple[Finding, ...]
    """The worst first."""

    checks: tuple[Check, ...] = ()
    """What was asked for, entry by entry; empty if the file was not run."""

    proof: Proof | None = None
    """What is known about all hosts, not only some; ``None``: nobody wanted to know."""

    suppressed: int = 0
    """How many findings a comment in the file silenced."""

    baselined: int = 0
    """How many findings are left out because a baseline has them."""

    def count(self, severity: Severity) -> int:
        """Return how many findings have *severity*."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def has_problems(self) -> bool:
        """Whether there is an error or a warning; infos alone are no problem."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)

    @property
    def verdict(self) -> str:
        """The answer in one line, with no name of a file in front."""
        match self.outcome:
            case Outcome.NOT_A_PAC_FILE:
                return "not a PAC file"
            case Outcome.TOO_LARGE:
                return "far too large, so that clients use no proxy for anything"
            case Outcome.NOT_LOADED:
                return "does not load, so that clients use no proxy for anything"
            case Outcome.ANSWERED:
                return self._figures()

    def _figures(self) -> str:
        tally = self.tally
        subject = "Teams" if self.preset is Preset.TEAMS else self.preset.value
        others = f"others {tally.controls_proxied}/{tally.controls} proxied"
        if self.default_is_direct:
            others += " (DIRECT is the file's default)"
        elif tally.controls and not tally.controls_proxied:
            others += " (the proxy is off)"
        figures = [f"{subject}{self._hosts()}"]
        if tally.networks:
            figures.append(f"networks {tally.networks_direct}/{tally.networks}")
        figures.append(others)
        if tally.claims:
            figures.append(f"own expectations {tally.claims_met}/{tally.claims} met")
        if tally.faults:
            figures.append(f"{tally.faults} of {tally.requests} requests failed")
        return "; ".join(figures)

    def _hosts(self) -> str:
        """Say how many of the hosts are DIRECT: all, for certain, or of those asked about."""
        tally, proof = self.tally, self.proof
        asked = f"{tally.hosts_direct}/{tally.hosts}"
        if proof is not None and proof.is_complete:
            clients = ", ".join(proof.targets)
            return f": proven DIRECT for all hosts ({clients}; up to {proof.max_labels} labels)"
        sampled = f" hosts {tally.extent} DIRECT: {asked}"
        if proof is None or tally.hosts_direct < tally.hosts:
            return sampled
        if proof.refuted is not None:
            return f" hosts not all DIRECT: {asked} asked are, {proof.refuted.host} is not"
        if proof.unproven is not None:
            place = f"line {proof.unproven.line}: " if proof.unproven.line else ""
            return f"{sampled} asked, not proven ({place}{proof.unproven.reason})"
        return f"{sampled} asked, not proven ({proof.reason})" if proof.reason else sampled


def _networks(answers: tuple[Answer, ...]) -> dict[str, bool]:
    """Return for each network that was asked about whether all its answers are DIRECT."""
    networks: dict[str, bool] = {}
    for answer in answers:
        subject = answer.probe.subject
        networks[subject] = networks.get(subject, True) and answer.is_direct
    return networks
