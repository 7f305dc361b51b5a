"""What a run would publish: every output made, beside what is published now."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pacgen.errors import UsageError
from pacgen.policy import Policy
from pacgen.policy.config_file import LoadedConfig
from pacgen.publish.comparison import Comparison
from pacgen.publish.outcome import OutputOutcome
from pacgen.publish.products import Product, make, plan_outputs
from pacgen.publish.targets import read_target, sha256

__all__ = ["Candidate", "candidates", "digest", "targets_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One output."""

    name: str
    file: str
    """Its path as the configuration says it: what the history calls it."""

    path: Path
    product: Product
    before: bytes | None
    """What is published; ``None`` if nothing is."""

    data: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", self.product.data)

    @property
    def is_changed(self) -> bool:
        """Whether the published file is another one."""
        return self.data != self.before

    def outcome(self, comparison: Comparison | None) -> OutputOutcome:
        """Return what the report says of it."""
        policy = self.product.plan.policy
        return OutputOutcome(
            name=self.name,
            path=str(self.path),
            sha256=sha256(self.data),
            size=len(self.data),
            before_sha256="" if self.before is None else sha256(self.before),
            direct_hosts=sum(rule.route.is_direct for rule in policy.host_rules),
            direct_networks=sum(rule.route.is_direct for rule in policy.address_rules),
            routes=comparison.whole if comparison else None,
        )


def targets_of(config: LoadedConfig) -> dict[str, Path]:
    """
    Return the outputs' files, by their paths in the configuration.

    Raises:
        UsageError: there is no output.
    """
    if not config.config.outputs:
        raise UsageError(
            f"{config.path}: there are no outputs to publish",
            tip="add for example: outputs: [{name: main, file: wpad.dat}]",
        )
    return {output.file: config.path.parent / output.file for output in config.config.outputs}


def candidates(
    config: LoadedConfig, policy: Policy, templates: Path | None
) -> tuple[Candidate, ...]:
    """
    Make every output; nothing is known of them yet but that they could be made.

    Raises:
        UsageError: there is no such template.
        TemplateError: a template is broken.
        InputError: what is published cannot be read.
    """
    outputs = config.config.outputs
    plans = plan_outputs(outputs, policy, config.site.expected, config.path.parent)
    return tuple(
        Candidate(
            output.name,
            output.file,
            Path(plan.file),
            make(plan, templates),
            read_target(Path(os.path.realpath(plan.file))),
        )
        for output, plan in zip(outputs, plans, strict=True)
    )


def digest(wanted: Iterable[Candidate]) -> str:
    """Return what an approval names: SHA-256 over all files and where they belong."""
    whole = hashlib.sha256()
    for candidate in wanted:
        whole.update(f"{sha256(candidate.data)} {candidate.file}\n".encode())
    return whole.hexdigest()
