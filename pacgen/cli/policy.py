"""``pacgen policy``: every rule with its reason, and why a host goes where it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import click

from pacgen import endpoints
from pacgen.cli.options import config_option, endpoints_option, instance_option, is_given
from pacgen.cli.output import write
from pacgen.cli.wishes import Wishes, read_wishes
from pacgen.endpoints import Instance, Snapshot
from pacgen.errors import UsageError
from pacgen.policy import Policy, Preset, build_policy, route_at
from pacgen.policy.explain import explain
from pacgen.reporters.policy import FORMATS, show_policy, show_reason

__all__ = ["command"]

_Function = TypeVar("_Function", bound=Callable[..., None])

_ANY_PROXY = "PROXY proxy.example.com:8080"
"""Stands for the proxy where none is given: what is DIRECT does not depend on it."""


@click.group("policy")
def command() -> None:
    """Say what pacgen.yaml, or the flags, mean: every rule, or one host's."""


def _wishes_options(function: _Function) -> _Function:
    preset = click.option(
        "--preset",
        type=click.Choice([preset.value for preset in Preset]),
        help="What goes DIRECT, in place of what the configuration says.",
    )
    proxy = click.option("--proxy", metavar="ROUTE", help="Where everything else goes.")
    for option in (endpoints_option, preset, instance_option, proxy, config_option):
        function = option(function)
    return function


@command.command("show")
@_wishes_options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="How to print it.",
)
@click.pass_context
def show(
    context: click.Context,
    *,
    config_path: Path | None,
    proxy: str | None,
    instance: Instance,
    preset: str | None,
    endpoints_directory: Path | None,
    form: str,
) -> None:
    """
    Print every rule with its route and its reason, in the order in which they count.

    Of rules that match a host, the first in this list decides.
    """
    given = instance if is_given(context, "instance") else None
    wishes, policy, snapshot = _build(config_path, proxy, given, preset, endpoints_directory)
    write(show_policy(policy, form, source=str(snapshot), names=wishes.route_names))


@command.command("why")
@_wishes_options
@click.option("--client", multiple=True, metavar="ADDRESS", help="The client's own address.")
@click.argument("host")
@click.pass_context
def why(
    context: click.Context,
    *,
    config_path: Path | None,
    proxy: str | None,
    instance: Instance,
    preset: str | None,
    endpoints_directory: Path | None,
    client: tuple[str, ...],
    host: str,
) -> None:
    """Say where HOST (or a URL) goes, which rule decides, and why it is not DIRECT if it is not."""
    given = instance if is_given(context, "instance") else None
    wishes, policy, snapshot = _build(config_path, proxy, given, preset, endpoints_directory)
    name, scheme, port = _asked(host)
    found = explain(policy, snapshot.document, wishes.site, name, scheme=scheme, port=port)
    route = route_at(found.rule.route, policy.location_for(client))
    write(show_reason(found, route, source=str(snapshot)))


def _asked(text: str) -> tuple[str, str, int | None]:
    """Return host, scheme and port of a URL or of a host alone."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{_bracketed(text)}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, None
    is_path = parts is not None and parts.path.strip("/") and "://" not in text
    if not host or parts is None or is_path or re.search(r"\s", host):
        raise UsageError(
            f"{text!r} is neither a host nor a URL", tip="write for example teams.microsoft.com"
        )
    return host, parts.scheme, port


def _bracketed(host: str) -> str:
    return f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host


def _build(
    config_path: Path | None,
    proxy: str | None,
    instance: Instance | None,
    preset: str | None,
    endpoints_directory: Path | None,
) -> tuple[Wishes, Policy, Snapshot]:
    wishes = read_wishes(
        config_path,
        proxy=proxy,
        instance=instance,
        preset=Preset(preset) if preset else None,
        otherwise=_ANY_PROXY,
    )
    snapshot = endpoints.load(wishes.instance, endpoints_directory)
    policy = build_policy(
        snapshot.document, preset=wishes.preset, default=wishes.default, site=wishes.site
    )
    return wishes, policy, snapshot
