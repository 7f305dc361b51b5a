"""``pacgen generate``: endpoint data and a proxy become a PAC file, checked, then written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from pacgen import endpoints
from pacgen.cli.options import endpoints_option, instance_option
from pacgen.endpoints import EndpointSet, Instance, Snapshot
from pacgen.errors import InputError, RouteError
from pacgen.generator import render
from pacgen.policy import HostRule, Policy, Preset, build_policy
from pacgen.policy.reasons import describe_ports
from pacgen.publish import check_pac, write_text
from pacgen.routes import Route

__all__ = ["command"]

STDOUT = "-"

_COLUMN = 11
_KNOWN_TO_ONE = {"HTTP": "Firefox", "QUIC": "Chromium"}
"""Keywords of routes, and the only family of clients that knows each."""

_PRESETS = {preset.value: preset for preset in Preset}


@click.command("generate")
@click.option(
    "--proxy",
    required=True,
    metavar="ROUTE",
    help="Where everything else goes, as a PAC file says it: "
    "'PROXY proxy.example.com:8080; DIRECT'.",
)
@instance_option
@click.option(
    "--preset",
    type=click.Choice(list(_PRESETS)),
    default=Preset.TEAMS.value,
    show_default=True,
    help="What goes DIRECT: Teams alone, or with the Optimize (and Allow) endpoints of all "
    "Microsoft 365.",
)
@endpoints_option
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True),
    default=STDOUT,
    metavar="FILE",
    help="Where to write the PAC file; '-', the default, is standard output.",
)
def command(
    *, proxy: str, instance: Instance, preset: str, endpoints_directory: Path | None, output: str
) -> None:
    """
    Write a PAC file that sends Teams directly and everything else to a proxy.

    The file is run and held against what it should do before it is written; one that fails is
    never written.

    \b
    Example:
      pacgen generate --proxy "PROXY proxy.example.com:8080" -o wpad.dat
    """  # noqa: D301 - click's mark for "do not rewrap" is a real backspace
    default = _proxy_route(proxy)
    snapshot = endpoints.load(instance, endpoints_directory)
    policy = build_policy(snapshot.document, preset=_PRESETS[preset], default=default)
    text = render(policy)
    asked = check_pac(text, policy)
    data = text.encode("ascii")
    if output == STDOUT:
        _print(data)
    else:
        write_text(Path(output), text)
    _summarize(policy, snapshot, asked)
    _say("written", f"{_place(output)}: {len(data)} bytes, sha256 {_sha256(data)}")


def _print(data: bytes) -> None:
    """Write *data* as it is: a text stream would write CRLF on Windows."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"standard output: it cannot be written: {error.strerror}") from None


def _proxy_route(text: str) -> Route:
    """
    Read the route of everything else; it must lead through a proxy, in every client.

    Raises:
        RouteError: it is no such route.
    """
    route = Route.parse(text)
    if route.starts_direct:
        raise RouteError(
            f"{text!r} sends everything DIRECT, not only Teams",
            usually="DIRECT stands first; clients try the elements in their order",
            tip="put the proxy first: PROXY proxy.example.com:8080; DIRECT",
        )
    for hop in route.hops:
        if hop.kind in _KNOWN_TO_ONE:
            raise RouteError(
                f"{text!r}: {hop.kind} is a keyword to {_KNOWN_TO_ONE[hop.kind]} alone; "
                "others pass over it",
                tip=f"write PROXY {str(hop).partition(' ')[2]}",
            )
    return route


def _summarize(policy: Policy, snapshot: Snapshot, asked: int) -> None:
    direct = [rule for rule in policy.host_rules if rule.route.is_direct]
    others = [rule for rule in policy.host_rules if not rule.route.is_direct]
    _say("endpoints", f"{snapshot}; preset {policy.preset}")
    _say("DIRECT", f"{len(direct)} host patterns, {len(policy.address_rules)} address ranges")
    _say("proxied", f"everything else, by {policy.default}{_exceptions(others)}")
    for endpoint_set in policy.left_out:
        _say("left out", _why_left_out(endpoint_set))
    if policy.folded:
        patterns = ", ".join(str(rule.pattern) for rule in policy.folded)
        _say("folded", f"{patterns}: a more general pattern says the same")
    _say("checked", f"{asked} hosts, all as they should be")


def _exceptions(rules: Iterable[HostRule]) -> str:
    return "".join(f"\n{'':{_COLUMN}}{rule.pattern} ({rule.reason.text})" for rule in rules)


def _why_left_out(endpoint_set: EndpointSet) -> str:
    why = f"{describe_ports(endpoint_set)}: nothing that uses these ports asks a PAC file"
    # Media falls back to TCP where UDP is blocked, and then asks about addresses.
    return f"{why}; only its addresses are in" if endpoint_set.is_teams else why


def _place(output: str) -> str:
    return "standard output" if output == STDOUT else output


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _say(what: str, text: str) -> None:
    click.echo(f"{what:{_COLUMN}}{text}", err=True)
