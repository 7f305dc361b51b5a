"""``pacgen export``: the endpoint sets for firewalls and routers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from pacgen import endpoints
from pacgen.cli.firewall_check import check_lines, load_bytes, load_firewall
from pacgen.cli.options import config_option, endpoints_option, instance_option, is_given
from pacgen.cli.output import write
from pacgen.cli.wishes import Wishes, read_wishes
from pacgen.endpoints import Instance, Snapshot
from pacgen.firewall import Family, Plan, Protocol, plan
from pacgen.firewall.choosing import FORMATS, parse_format
from pacgen.firewall.formats import (
    DEFAULT_NAME,
    ExportFormat,
    FirewallFormat,
    carried_by,
    export,
    has_ports,
)
from pacgen.firewall.replacing import with_removals
from pacgen.policy import Preset
from pacgen.publish import write_bytes

__all__ = ["command"]

STDOUT = "-"
STDIN = "-"

_ANY_PROXY = "PROXY proxy.example.com:8080"
"""Stands for the proxy where none is given: what goes past it does not depend on it."""

_BOTH = "both"


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    del ctx, param
    return [name for name in FORMATS if name.startswith(incomplete)]


@click.command("export")
@click.option(
    "--format",
    "form",
    type=parse_format,
    metavar="FORMAT",
    shell_complete=_complete,
    help="For which firewall or router, from the list above.",
)
@config_option
@click.option(
    "--preset",
    "--scope",
    "preset",
    type=click.Choice([preset.value for preset in Preset]),
    help="Which endpoint sets, in place of what the configuration says.  [default: teams]",
)
@instance_option
@endpoints_option
@click.option(
    "--family",
    type=click.Choice([family.value for family in Family]),
    default=Family.BOTH.value,
    show_default=True,
    help="Which addresses.",
)
@click.option(
    "--protocol",
    type=click.Choice([_BOTH, *(protocol.value for protocol in Protocol)]),
    default=_BOTH,
    show_default=True,
    help="Which openings: udp is the media of Teams and QUIC.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help="Which openings: those for this port, and what is published with it; 3478 is media alone.",
)
@click.option(
    "--name",
    default=DEFAULT_NAME,
    show_default=True,
    help="What the names of sets, groups and rules begin with.",
)
@click.option(
    "--objects-only",
    is_flag=True,
    help="For cisco-asa, palo-alto, fortinet and juniper-srx: only addresses, groups and "
    "services, to bring a device up to date whose rules you have made your own.",
)
@click.option(
    "--replaces",
    "older",
    metavar="FILE",
    help="For cisco-asa and palo-alto: what was exported and loaded before; members of its "
    "groups that have gone are taken out.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True),
    default=STDOUT,
    metavar="FILE",
    help="Where to write it; '-', the default, is standard output.",
)
@click.option(
    "--check",
    "checked",
    metavar="FILE",
    help="Write nothing, but compare this list, CSV file or nftables ruleset with what is "
    "published; '-' is standard input.",
)
@click.pass_context
def command(
    context: click.Context,
    *,
    form: ExportFormat | None,
    config_path: Path | None,
    preset: str | None,
    instance: Instance,
    endpoints_directory: Path | None,
    family: str,
    protocol: str,
    port: int | None,
    name: str,
    objects_only: bool,
    older: str | None,
    output: str,
    checked: str | None,
) -> int:
    """
    Write the addresses of the endpoint sets for a firewall or a router.

    What a PAC file sends past the proxy, and the media that never asks one, must get through the
    firewall: exactly these addresses, by these protocols, on these ports. They come from the same
    endpoint data and the same pacgen.yaml as the PAC file.

    \b
    Formats:
      list                              prefixes, one a line (an EDL)
      csv, json, terraform              rows and rules for your own tools
      nftables, iptables, ipset         a chain or sets of their own
      cisco-ios, cisco-asa              access lists, object groups
      palo-alto, fortinet, juniper-srx  objects, and rules that use them
      mikrotik, pf                      address lists or tables, and rules
      windows-firewall                  PowerShell: outbound rules
      windows-route                     a batch file: routes past a VPN
      windows-route-powershell          the same, until the next restart
      squid                             names and addresses to send directly
      aerleon:TARGET                    what aerleon writes, read back

    \b
    TARGET is arista, arista_tp, cisconx, ciscoxr, juniper, juniperevo,
    nokiasrl, nvueapi, openconfig or sonic; these need pacgen's extra
    'firewall': pip install '.[firewall]' in a clone.

    Routes and lists know no ports: --port makes a list for some.

    \b
    Examples:
      pacgen export --format nftables -o teams.nft
      pacgen export --format list --port 3478 -o teams-media.txt
      pacgen export --format fortinet --objects-only -o update.txt
      pacgen export --format cisco-asa --objects-only --replaces old.txt
      pacgen export --check edl.txt

    With --check, exit code 1 says that something is missing, stale, wider than published, or made
    from other endpoint data. It is about files that hold these addresses and no others; of a file
    that was made with --preset, --family, --protocol or --port, ask with the same.
    """  # noqa: D301 - click's mark for "do not rewrap" is a real backspace
    if (form is None) == (checked is None):
        raise click.UsageError("Give either --format, to write a file, or --check, to compare one.")
    if checked is not None and (output != STDOUT or objects_only or older is not None):
        raise click.UsageError("--check writes nothing; leave the options of a file out.")
    wishes = read_wishes(
        config_path,
        instance=instance if is_given(context, "instance") else None,
        preset=Preset(preset) if preset else None,
        otherwise=_ANY_PROXY,
    )
    snapshot = endpoints.load(wishes.instance, endpoints_directory)
    wanted = plan(snapshot.document, wishes.preset, wishes.site).limited_to(
        Family(family), None if protocol == _BOTH else Protocol(protocol), port
    )
    if form is None or checked is not None:
        lines, is_wrong = check_lines(load_firewall(checked or STDIN), wanted, str(snapshot))
        write("".join(f"{line}\n" for line in lines))
        return int(is_wrong)
    text = export(wanted, form, name=name, objects_only=objects_only)
    if older is not None:
        text = with_removals(text, load_bytes(older).decode("ascii", "replace"), form)
    data = text.encode("ascii")
    if output == STDOUT:
        # As bytes: a text stream would write other line ends on Windows.
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_bytes(Path(output), data)
    _summarize(wishes, snapshot, carried_by(wanted, form), form)
    click.echo(f"written    {'standard output' if output == STDOUT else output}", err=True)
    return 0


def _summarize(wishes: Wishes, snapshot: Snapshot, wanted: Plan, form: ExportFormat) -> None:
    _say("endpoints", [f"{snapshot}; preset {wishes.preset}"])
    _say(
        "open" if has_ports(form) else "addresses",
        (
            f"{opening.ports_text}: {len(opening.networks)} "
            f"{'prefix' if len(opening.networks) == 1 else 'prefixes'} "
            f"({', '.join(f'set {s.id}' for s in opening.sets)})"
            for opening in wanted.openings
        ),
    )
    _say("left out", wanted.left_out)
    if wanted.by_name and form is not FirewallFormat.SQUID:
        _say("by name", [wanted.by_name])
    if not has_ports(form):
        _say("note", [_about_ports(wanted)])


def _about_ports(wanted: Plan) -> str:
    """Say what a format that knows no ports leaves to whoever uses it."""
    if len({opening.networks for opening in wanted.openings}) > 1:
        return (
            "not all of these addresses are published for all of these ports; --protocol and "
            "--port make a file for each line above"
        )
    ports = ", ".join(opening.ports_text for opening in wanted.openings)
    return f"this format knows no ports: where you use it, allow {ports} alone"


def _say(what: str, lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(f"{what:11}{line}", err=True)
