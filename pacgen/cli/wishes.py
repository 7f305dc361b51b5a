"""What the user wants, from ``pacgen.yaml`` and flags together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from pacgen.endpoints import Instance
from pacgen.policy import AnyRoute, ExpectedRoute, Preset, Site
from pacgen.policy.config import Output
from pacgen.policy.config_file import CONFIG_NAME, find_config, load_config
from pacgen.policy.config_site import proxy_route

__all__ = ["Wishes", "read_wishes"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything a policy is built from but endpoint data."""

    path: Path | None
    """The configuration, ``None`` if there is none."""

    directory: Path
    """What the files of outputs are relative to."""

    instance: Instance
    preset: Preset
    default: AnyRoute
    site: Site
    outputs: tuple[Output, ...] = ()
    expected: tuple[ExpectedRoute, ...] = ()
    route_names: Mapping[str, AnyRoute] = field(default_factory=dict)
    """What the configuration calls its routes."""


def read_wishes(
    path: Path | None,
    *,
    proxy: str | None = None,
    instance: Instance | None = None,
    preset: Preset | None = None,
    otherwise: str | None = None,
) -> Wishes:
    """
    Read the configuration at *path*, or the nearest one; flags that are given count more.

    Args:
        path: Where the configuration is; ``None``: look for it.
        proxy: The route of everything else.
        instance: The cloud.
        preset: What goes DIRECT.
        otherwise: The route of everything else if neither says one.

    Raises:
        UsageError: there is neither a configuration nor a proxy.
        InputError: the configuration cannot be read.
        ConfigError: it is wrong.
    """
    found = path or find_config(Path.cwd())
    if found is None:
        proxy = otherwise if proxy is None else proxy
        if proxy is None:
            raise click.UsageError(
                f"Missing option '--proxy', and there is no {CONFIG_NAME} here or above."
            )
        return Wishes(
            None,
            Path(),
            instance or Instance.WORLDWIDE,
            preset or Preset.TEAMS,
            proxy_route(proxy),
            Site(),
        )
    loaded = load_config(found)
    site = loaded.site
    return Wishes(
        found,
        found.parent,
        instance or site.instance,
        preset or site.preset,
        site.default if proxy is None else proxy_route(proxy),
        site.site,
        site.outputs,
        site.expected,
        site.route_names,
    )
