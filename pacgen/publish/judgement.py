"""All gates, asked about what a run would publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pacgen.endpoints import EndpointDocument
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import PacFile
from pacgen.errors import ConfigError, PacCheckError, UsageError
from pacgen.lint import RULES, Report, Severity, lint
from pacgen.lint.selection import Selection
from pacgen.policy.config import LintConfig
from pacgen.policy.config_file import LoadedConfig
from pacgen.policy.expectation import expect
from pacgen.publish.candidate import Candidate
from pacgen.publish.comparison import Comparison, compare_routes
from pacgen.publish.gates import (
    Teams,
    lint_gate,
    lost_direct_gate,
    new_direct_gate,
    outside_gate,
    passed,
    refused,
    refused_by,
    size_gate,
    skipped,
)
from pacgen.publish.history import Entry
from pacgen.publish.intended import (
    Intended,
    clients_of,
    direct_rules,
    networks_of,
    patterns_of,
    teams_of,
)
from pacgen.publish.outcome import GateName, GateResult, GateState, Override
from pacgen.publish.products import prove
from pacgen.publish.targets import sha256

__all__ = ["Case", "edited_gate", "judge", "lint_selection"]


@dataclass(slots=True)
class Case:
    """What the gates look at."""

    config: LoadedConfig
    document: EndpointDocument
    wanted: Sequence[Candidate]
    rules: dict[str, str]
    """Those wanted, as :func:`~pacgen.publish.intended.rules_of` says them."""

    entry: Entry | None
    """The last publication, ``None`` if there is none."""

    comparisons: dict[str, Comparison] = field(default_factory=dict)
    """By output; filled in on the way."""

    @property
    def is_known(self) -> bool:
        """Whether the published file is the last publication, so that its rules are known."""
        return self.entry is not None and bool(self.entry.rules) and not list(_strangers(self))

    @property
    def added_direct(self) -> tuple[str, ...]:
        """The rules that newly send something DIRECT; none at the first publication."""
        if self.entry is None or not self.entry.rules:
            return ()
        return tuple(sorted(direct_rules(self.rules) - direct_rules(self.entry.rules)))

    @property
    def removed_direct(self) -> tuple[str, ...]:
        """The rules that no longer do."""
        if self.entry is None or not self.entry.rules:
            return ()
        return tuple(sorted(direct_rules(self.entry.rules) - direct_rules(self.rules)))


def judge(case: Case) -> Iterator[GateResult]:
    """
    Ask every gate about files, the cheap ones first.

    Raises:
        ConfigError: the configuration names a lint rule that does not exist.
    """
    gates = case.config.config.update.gates
    size = size_gate(((c.name, len(c.data)) for c in case.wanted), gates.size)
    yield size
    yield _rolled_back_gate(case.entry)
    yield edited_gate(case)
    yield _new_direct_gate(case)
    if size.state is GateState.REFUSED:
        # A file that no client takes may be far too large to run it thousands of times.
        left = (GateName.EXPECT, GateName.LINT, GateName.LOST_DIRECT, GateName.OUTSIDE)
        yield from (skipped(gate, "the files are too large to be looked at") for gate in left)
        return
    yield _expect_gate(case.wanted)
    yield _lint_gate(case)
    yield from _route_gates(case)


def _rolled_back_gate(entry: Entry | None) -> GateResult:
    gate = GateName.ROLLED_BACK
    if entry is None or entry.gave_up is None:
        return passed(gate, "there was no rollback")
    return refused(
        gate,
        f"publication {entry.gave_up} was given up in favour of {entry.number} "
        f"on {entry.when[:10]}; nothing is published until somebody says that all is well",
        override=Override.APPROVE,
    )


def _new_direct_gate(case: Case) -> GateResult:
    if case.entry is None or not case.entry.rules:
        return skipped(GateName.NEW_DIRECT, "no rules of an earlier publication are known")
    return new_direct_gate(case.added_direct, case.config.config.update.gates.new_direct)


def _strangers(case: Case) -> Iterator[str]:
    """Yield in words the files that are not as they were published."""
    known = {kept.file: kept.sha256 for kept in case.entry.files} if case.entry else {}
    for candidate in case.wanted:
        if candidate.before is None or not candidate.is_changed:
            continue
        published = known.get(candidate.file)
        if published is None:
            yield f"{candidate.path} is there already, and pacgen has not published it"
        elif sha256(candidate.before) != published:
            yield f"{candidate.path} has been changed since it was published"


def edited_gate(case: Case) -> GateResult:
    """Refuse to replace what somebody else has written."""
    found = tuple(_strangers(case))
    if found:
        return refused(
            GateName.EDITED,
            "somebody else's work would be overwritten",
            found,
            Override.FORCE,
        )
    return passed(GateName.EDITED, "no published file was changed by hand")


def _expect_gate(wanted: Sequence[Candidate]) -> GateResult:
    asked = 0
    for candidate in wanted:
        try:
            asked += prove(candidate.product)
        except PacCheckError as error:
            result = refused_by(GateName.EXPECT, error)
            return replace(result, reason=f"{candidate.name}: {result.reason}")
    return passed(GateName.EXPECT, f"{asked} requests go where they should")


def lint_selection(config: LintConfig) -> Selection:
    """
    Return which findings the configuration wants.

    Raises:
        ConfigError: it names a rule that does not exist.
    """
    levels = [f"{rule}={level}" for rule, level in config.severity.items()]
    try:
        return Selection.of(
            config.select,
            config.ignore,
            config.extend_select,
            levels,
            Severity(config.min_severity),
        )
    except UsageError as error:
        raise ConfigError(f"lint: {error.what}", tip=error.tip) from error


def _lint_gate(case: Case) -> GateResult:
    config = case.config
    threshold = config.config.update.gates.lint
    if threshold is False:
        return lint_gate((), None)
    selection = lint_selection(config.config.lint)
    rules = tuple(rule for rule in RULES if rule.by_default or rule.name in selection.rules)
    site = config.site
    expectation = expect(case.document, site.preset, site.site, config.assertions)

    def linted(candidate: Candidate) -> Report:
        pac = PacFile.from_bytes(candidate.file, candidate.data)
        return selection.apply(lint(pac, expectation, rules=rules))

    return lint_gate(((c.file, linted(c)) for c in case.wanted), threshold)


def _route_gates(case: Case) -> Iterator[GateResult]:
    """Compare with what is published, which takes longest."""
    gates = case.config.config.update.gates
    teams = teams_of(case.document)
    old_teams = dict(case.entry.teams) if case.entry and case.entry.teams else {}
    old_teams = old_teams or teams_of(load_shipped(case.config.site.instance).document)
    old_rules = dict(case.entry.rules) if case.entry else {}
    subjects = {*case.rules, *old_rules, *teams, *old_teams}
    patterns, networks = patterns_of(subjects), networks_of(subjects)
    for candidate in case.wanted:
        if candidate.before is not None and candidate.is_changed:
            case.comparisons[candidate.name] = compare_routes(
                candidate.before,
                candidate.product.text,
                patterns,
                networks,
                seconds=float(gates.prove),
                clients=clients_of({**old_rules, **case.rules}),
            )
    found = list(case.comparisons.items())
    if not found:
        yield skipped(GateName.LOST_DIRECT, "nothing is published to compare with")
        yield skipped(GateName.OUTSIDE, "nothing is published to compare with")
        return
    if gates.lost_direct is False:
        yield skipped(GateName.LOST_DIRECT, "turned off")
    else:
        yield lost_direct_gate(found, Teams(old_teams, teams, gates.lost_direct))
    if not gates.outside:
        yield skipped(GateName.OUTSIDE, "turned off")
    elif not case.is_known:
        yield skipped(GateName.OUTSIDE, "nobody knows what the published file was made from")
    else:
        yield outside_gate(found, Intended.between(old_rules, case.rules))
