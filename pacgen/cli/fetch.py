"""``pacgen fetch``: newer endpoint data from Microsoft's web service."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import click

from pacgen.cli.options import complete_instance, endpoints_option
from pacgen.cli.output import waiting
from pacgen.cli.problems import say
from pacgen.cli.service import (
    base_url_option,
    ca_bundle_option,
    reach,
    service_force_option,
    timeout_option,
)
from pacgen.compare import compare
from pacgen.endpoints import Instance, Selection
from pacgen.endpoints.snapshot import default_directory
from pacgen.endpoints.update import Outcome, Update, Updater
from pacgen.errors import PacgenError, UsageError
from pacgen.reporters.document_changes import document_change_lines

__all__ = ["command"]


@click.command("fetch")
@click.option(
    "--instance",
    "instances",
    multiple=True,
    type=Instance.parse,
    metavar="NAME",
    shell_complete=complete_instance,
    help=f"A cloud of Microsoft 365: {', '.join(Instance)}; repeatable.  [default: Worldwide]",
)
@click.option("--all", "all_instances", is_flag=True, help="All instances.")
@click.option(
    "--service-areas",
    metavar="AREAS",
    default="",
    help="Only these, as in Skype,Exchange; also SharePoint, MEM. Common is always added.",
)
@click.option("--tenant", metavar="NAME", default="", help="Fill in this tenant's name.")
@click.option("--no-ipv6", is_flag=True, help="Leave out IPv6 prefixes.")
@endpoints_option
@base_url_option
@ca_bundle_option
@service_force_option
@click.option(
    "--accept-shrink", is_flag=True, help="Store even a document that is much smaller than before."
)
@timeout_option
def command(
    *,
    instances: tuple[Instance, ...],
    all_instances: bool,
    service_areas: str,
    tenant: str,
    no_ipv6: bool,
    endpoints_directory: Path | None,
    base_url: str,
    ca_bundle: Path | None,
    force: bool,
    accept_shrink: bool,
    timeout: float,
) -> int:
    """
    Ask Microsoft's web service for newer endpoint data.

    Prints what became of each instance, and what has changed, Teams first.

    \b
    The service is asked for its version at most once an hour, and for the data only if the
    version is new. Data that came with --service-areas, --tenant or --no-ipv6 is kept beside the
    full data, which is what all other commands use.

    \b
    Proxies come from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in the environment.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    selection = Selection.parse(
        service_areas=[a for a in service_areas.split(",") if a.strip()],
        tenant=tenant,
        ipv6=not no_ipv6,
    )
    wanted = _wanted(instances, all_instances=all_instances)
    with reach(base_url=base_url, ca_bundle=ca_bundle, timeout=timeout) as (client, state):
        updater = Updater(client, state, endpoints_directory or default_directory())
        worst = 0
        for instance in wanted:
            # One instance that fails must not keep the others from being updated.
            try:
                with waiting(f"{instance}: asking {client.base_url}"):
                    update = updater.update(
                        instance, selection, force=force, accept_shrink=accept_shrink
                    )
            except PacgenError as error:
                say(error)
                worst = max(worst, error.exit_code)
            else:
                _report(instance, selection, update)
    return worst


def _wanted(instances: tuple[Instance, ...], *, all_instances: bool) -> tuple[Instance, ...]:
    if all_instances and instances:
        raise UsageError("--all and --instance exclude each other", tip="leave out one of them")
    if all_instances:
        return tuple(Instance)
    return tuple(dict.fromkeys(instances)) or (Instance.WORLDWIDE,)


def _report(instance: Instance, selection: Selection, update: Update) -> None:
    if update.damage:
        click.echo(f"pacgen: {update.damage}; fetched anew", err=True)
    title = str(instance) if selection.is_everything else f"{instance} ({selection})"
    click.echo(f"{title}: {_outcome(update)}")
    if update.outcome in {Outcome.UPDATED, Outcome.MENDED} and update.before is not None:
        for line in document_change_lines(compare(update.before.document, update.after.document)):
            click.echo(line)


def _outcome(update: Update) -> str:
    after = update.after
    asked = "; asked within the hour, not asked again" if update.remembered else ""
    match update.outcome:
        case Outcome.UNCHANGED:
            return f"unchanged at {after.version} ({after.origin.value}){asked}"
        case Outcome.OLDER:
            return (
                f"kept at {after.version} ({after.origin.value}); "
                f"the service offers the older {update.offered}{asked}"
            )
        case Outcome.UPDATED:
            # An update without a document before it is Outcome.FIRST.
            before = update.before.version if update.before else "nothing"
            return f"updated {before} -> {after.version}"
        case Outcome.FIRST:
            return f"fetched {after.version}, {len(after.document.sets)} sets"
        case Outcome.MENDED:
            return f"mended, now at {after.version}"
        case _:
            assert_never(update.outcome)
