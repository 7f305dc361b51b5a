"""``pacgen generate``: endpoint data and wishes become PAC files, checked, then written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from pacgen import endpoints
from pacgen.cli.options import (
    config_option,
    endpoints_option,
    instance_option,
    is_given,
    preset_option,
)
from pacgen.cli.output import write_raw
from pacgen.cli.summary import say
from pacgen.cli.webservers import plan_snippets, with_option
from pacgen.cli.wishes import Wishes, read_wishes
from pacgen.endpoints import EndpointSet, Instance, Snapshot
from pacgen.policy import AnyRoute, HostRule, Policy, Preset, build_policy, route_at
from pacgen.policy.reasons import describe_ports
from pacgen.publish import limit_warnings, write_together
from pacgen.publish.products import Plan, Product, make, plan_one, plan_outputs, prove
from pacgen.reporters.text import plural

__all__ = ["command"]

STDOUT = "-"

_MOST_SHOWN = 20


@click.command("generate")
@config_option
@click.option(
    "--proxy",
    metavar="ROUTE",
    help="Where everything else goes, as a PAC file says it: "
    "'PROXY proxy.example.com:8080; DIRECT'. Required without a configuration.",
)
@instance_option
@preset_option
@endpoints_option
@click.option(
    "--templates",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Your own templates; docs/templates.md tells how to write them. They are code: use none "
    "that you do not trust.",
)
@click.option("--minify", is_flag=True, help="Leave out comments and blanks, but for the header.")
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Where to write the PAC file; '-', the default, is standard output. In place of the "
    "configuration's outputs.",
)
@with_option
@click.pass_context
def command(
    context: click.Context,
    *,
    config_path: Path | None,
    proxy: str | None,
    instance: Instance,
    preset: str,
    endpoints_directory: Path | None,
    templates: Path | None,
    minify: bool,
    output: str | None,
    servers: tuple[str, ...],
) -> None:
    """
    Write a PAC file that sends Teams directly and everything else to a proxy.

    What it says comes from pacgen.yaml, if there is one, and from the flags, which count more.
    The file is run and held against what it should do before it is written; one that fails is
    never written, nor any of the others.

    \b
    Example:
      pacgen generate --proxy "PROXY proxy.example.com:8080" -o wpad.dat
    """  # noqa: D301 - click's mark for "do not rewrap" is a real backspace
    wishes = read_wishes(
        config_path,
        proxy=proxy,
        instance=instance if is_given(context, "instance") else None,
        preset=Preset(preset) if is_given(context, "preset") else None,
    )
    snapshot = endpoints.load(wishes.instance, endpoints_directory)
    policy = build_policy(
        snapshot.document, preset=wishes.preset, default=wishes.default, site=wishes.site
    )
    plans = _plans(wishes, policy, output, small=minify)
    products = [make(plan, templates) for plan in plans]
    asked = sum(prove(product) for product in products)
    snippets = plan_snippets(servers, *(plan.file for plan in plans))
    _deliver(products, snippets)
    _summarize(policy, snapshot, wishes, asked)
    for product in products:
        _say_written(product)
    for path in snippets:
        say("written", f"{path}: for the web server")


def _plans(wishes: Wishes, policy: Policy, output: str | None, *, small: bool) -> list[Plan]:
    """Return what is to be made: the file of -o, or the configuration's outputs."""
    if output is not None or not wishes.outputs:
        return [plan_one(output or STDOUT, policy, wishes.expected, small=small)]
    return list(
        plan_outputs(wishes.outputs, policy, wishes.expected, wishes.directory, small=small)
    )


def _deliver(products: Iterable[Product], snippets: Mapping[Path, str]) -> None:
    """Write all files together, then what goes to standard output, which cannot be taken back."""
    files = {Path(p.plan.file): p.data for p in products if p.plan.file != STDOUT}
    write_together(files | {path: text.encode() for path, text in snippets.items()})
    for product in products:
        if product.plan.file == STDOUT:
            write_raw(product.data)


def _summarize(policy: Policy, snapshot: Snapshot, wishes: Wishes, asked: int) -> None:
    direct = [rule for rule in policy.host_rules if rule.route.is_direct]
    others = [rule for rule in policy.host_rules if not rule.route.is_direct]
    if wishes.path:
        say("config", str(wishes.path))
    say("endpoints", f"{snapshot}; preset {policy.preset}")
    say("DIRECT", f"{len(direct)} host patterns, {len(policy.address_rules)} address ranges")
    default = route_at(policy.default, "")
    places = f" ({len(policy.locations)} locations have their own)" if policy.locations else ""
    say("proxied", f"everything else, by {default}{places}", *_exceptions(others, policy.default))
    for endpoint_set in policy.left_out:
        say("left out", _why_left_out(endpoint_set))
    if policy.folded:
        patterns = ", ".join(str(rule.pattern) for rule in policy.folded)
        say("folded", f"{patterns}: a more general pattern says the same")
    for warning in policy.warnings:
        say("warning", warning)
    say("checked", f"{asked} hosts, all as they should be")
    if wishes.expected:
        say("expected", f"{len(wishes.expected)} requests of the configuration go where it says")


def _exceptions(rules: Sequence[HostRule], default: AnyRoute) -> Iterator[str]:
    """Say which hosts go elsewhere, and which must not follow a direct pattern above them."""
    by_route = Counter(route_at(rule.route, "") for rule in rules if rule.route != default)
    for route, number in by_route.items():
        yield f"{plural(number, 'host pattern')}, by {route}"
    listed = [rule for rule in rules if rule.route == default]
    yield from map(_exception, listed[:_MOST_SHOWN])
    if len(listed) > _MOST_SHOWN:
        yield f"and {len(listed) - _MOST_SHOWN} more: pacgen policy show"


def _exception(rule: HostRule) -> str:
    condition = f" {rule.condition}" if rule.condition else ""
    return f"{rule.pattern}{condition} ({rule.reason.text})"


def _why_left_out(endpoint_set: EndpointSet) -> str:
    why = f"{describe_ports(endpoint_set)}: nothing that uses these ports asks a PAC file"
    # Media falls back to TCP where UDP is blocked, and then asks about addresses.
    return f"{why}; only its addresses are in" if endpoint_set.is_teams else why


def _say_written(product: Product) -> None:
    data = product.data
    place = "standard output" if product.plan.file == STDOUT else product.plan.file
    say("written", f"{place}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")
    for warning in limit_warnings(data):
        say("warning", f"{place}: {warning}")
