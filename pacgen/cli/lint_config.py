"""What ``pacgen.yaml`` says about linting, and what the options make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pacgen.endpoints import EndpointDocument, Instance
from pacgen.errors import ConfigError, UsageError
from pacgen.lint import Severity
from pacgen.lint.selection import Selection
from pacgen.policy import Preset, Site
from pacgen.policy.config_place import find_config
from pacgen.policy.expectation import Assertion, Expectation, expect

__all__ = ["Defaults", "read_defaults"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """
    The section ``lint``, with its defaults: as :class:`pacgen.policy.config.LintConfig`.

    That class is not needed where there is no configuration, and takes long to load.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    min_severity: str = "info"
    fail_on: str = "warning"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where no option says otherwise."""

    path: Path | None = None
    """The configuration; ``None`` where there is none."""

    instance: Instance = Instance.WORLDWIDE
    preset: Preset = Preset.TEAMS
    site: Site = field(default_factory=Site)
    assertions: tuple[Assertion, ...] = ()
    lint: Wishes = field(default_factory=Wishes)

    def selection(
        self,
        select: Sequence[str],
        ignore: Sequence[str],
        extend: Sequence[str],
        severities: Sequence[str],
        minimum: str | None,
    ) -> Selection:
        """
        Return which findings are wanted: options add to the configuration, ``--select`` replaces.

        Raises:
            ConfigError: the configuration names a rule that does not exist.
            UsageError: an option does.
        """
        config = self.lint
        levels = [f"{rule}={level}" for rule, level in config.severity.items()]
        try:
            Selection.of(config.select, config.ignore, config.extend_select, levels)
        except UsageError as error:
            raise ConfigError(f"{self.path}: lint: {error.what}", tip=error.tip) from error
        return Selection.of(
            select or config.select,
            [*config.ignore, *ignore],
            [*config.extend_select, *extend],
            [*levels, *severities],
            Severity(minimum or config.min_severity),
        )

    def expectation(
        self, document: EndpointDocument, preset: str | None, tenant: str | None
    ) -> Expectation:
        """Return what files are held against; a *preset* and a *tenant* that are given count."""
        site = self.site if tenant is None else replace(self.site, tenant=tenant.lower())
        wanted = Preset(preset) if preset else self.preset
        return expect(document, wanted, site, self.assertions)

    def fail_on(self, level: str | None) -> Severity:
        """Return what makes a run fail."""
        return Severity(level or self.lint.fail_on)


def read_defaults(path: Path | None) -> Defaults:
    """
    Read the configuration at *path*, or the nearest one if there is one.

    Raises:
        InputError: it cannot be read.
        ConfigError: it is wrong.
    """
    found = path or find_config(Path.cwd())
    if found is None:
        return Defaults()
    # Imported late: pydantic is slow to load, and where there is no such file nothing needs it.
    from pacgen.policy.config_file import load_config  # noqa: PLC0415

    loaded = load_config(found)
    site = loaded.site
    wishes = Wishes(**loaded.config.lint.model_dump())
    return Defaults(found, site.instance, site.preset, site.site, loaded.assertions, wishes)
